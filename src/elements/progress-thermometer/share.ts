import { css, html, type TemplateResult } from 'lit';
import { buttonStyles } from '../../shared/button.styles.ts';
import { linkIcon } from '../../shared/icons-later.ts';
import type { ProgressThermometer } from './progress-thermometer.ts';
import type { View } from './view.ts';

/** The device's own sharing where it has one, else the link on the clipboard, else the link to copy by hand. */
export function draw({ campaign, term }: View): TemplateResult {
  const url = campaign.mission.url ?? `${location.origin}${location.pathname}`;
  const share = async function (this: ProgressThermometer, event: Event) {
    const button = event.currentTarget as HTMLButtonElement;
    const says = button.nextElementSibling as HTMLElement;
    says.textContent = '';
    const data = { title: campaign.mission.title, url };
    try {
      if (navigator.share && (navigator.canShare?.(data) ?? true)) await navigator.share(data);
      else {
        await navigator.clipboard.writeText(url);
        says.textContent = term('progressCopied');
      }
    } catch (cause) {
      // Whoever closes the device's own dialog has changed their mind: nothing to say.
      if ((cause as Error).name !== 'AbortError') says.textContent = term('progressLink', { url });
    }
  };
  return html`<div class="sharing">
    <button class="btn secondary" part="share" type="button" @click=${share}>
      ${linkIcon()}${term('progressShare')}
    </button>
    <p class="s muted" part="shared" role="status"></p>
  </div>`;
}

export const styles = css`
  ${buttonStyles}
  .sharing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 1em;
  }
  .sharing p {
    overflow-wrap: anywhere;
    user-select: text;
  }
  .built > .sharing {
    justify-content: center;
  }
`;
