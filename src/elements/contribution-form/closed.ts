/** What stands in the place of the form while nothing is taken. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { formatNumber, formatQuantity } from '../../data/quantity.ts';
import { phaseOf } from '../../data/phase.ts';
import { progressOf } from '../../data/progress.ts';
import type { Campaign } from '../../data/schema.ts';
import type { Params, Term } from '../../i18n/index.ts';
import { formatDate } from '../../shared/dates.ts';
import { calendarIcon, clockIcon } from '../../shared/icons.ts';

export const styles = css`
  .blank > .ico {
    inline-size: 1.75em;
    block-size: 1.75em;
  }
  .blank {
    grid-template-columns: minmax(0, 1fr);
    overflow-wrap: anywhere;
  }
`;

interface Words {
  locale: string;
  now: number;
  term(key: Term, params?: Params): string;
  heading(content: string): TemplateResult;
}

/** Instead of the form: not yet, not now, or no more. */
export function renderClosed(words: Words, campaign: Campaign): TemplateResult {
  const phase = phaseOf(campaign, words.now);
  if (phase === 'upcoming') {
    const date = campaign.startsAt ? formatDate(campaign.startsAt, words.locale, words.now) : '';
    return renderNote(clockIcon(), words.heading(words.term('opensOn', { date })), '', aboutLink(words, campaign));
  }
  if (phase === 'paused') {
    const heading = words.heading(words.term('pausedTitle'));
    return renderNote(clockIcon(), heading, words.term('pausedText'), aboutLink(words, campaign));
  }
  return renderNote(calendarIcon(), words.heading(words.term('closedTitle')), result(words, campaign), [
    campaign.mission.url,
    words.term('seeResult'),
  ]);
}

function result(words: Words, campaign: Campaign): string {
  const progress = progressOf(campaign);
  const { endsAt } = campaign;
  const supporters = progress?.goal.supporters;
  if (!progress || !endsAt || !supporters) return '';
  const { goal, raised } = progress;
  const { unit, scale } = goal;
  return words.term('closedText', {
    date: formatDate(endsAt, words.locale, words.now),
    raised: formatQuantity({ value: raised, unit, scale }, words.locale, { style: 'short', unitLabel: goal.unitLabel }),
    people: words.term('people', { n: supporters, count: formatNumber(supporters, 0, words.locale) }),
  });
}

type Link = [href: string | undefined, label: string];

function aboutLink(words: Words, campaign: Campaign): Link {
  const href = campaign.links.fallback ?? campaign.mission.url ?? campaign.organization.url;
  return [href, href && URL.canParse(href) ? words.term('continueOn', { host: new URL(href).host }) : ''];
}

/** A campaign without any way to take part. */
export function renderNone(words: Words, campaign: Campaign): TemplateResult {
  return renderNote(calendarIcon(), words.heading(words.term('formNone')), '', aboutLink(words, campaign));
}

function renderNote(icon: unknown, heading: TemplateResult, text: string, [href, label]: Link): TemplateResult {
  return html`<div class="base" part="base">
    <div class="blank" part="closed">
      ${icon}${heading} ${text ? html`<p>${text}</p>` : nothing}
      ${
        href && label
          ? html`<a class="btn secondary" part="btn secondary" href=${href} rel="noopener noreferrer"
              ><bdi>${label}</bdi></a
            >`
          : nothing
      }
    </div>
  </div>`;
}
