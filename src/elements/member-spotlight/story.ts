import { css, html, nothing, svg, type TemplateResult } from 'lit';
import type { Member } from '../../data/schema.ts';
import { isolate } from '../../i18n/index.ts';
import { nameOf } from './person.ts';
import type { View } from './view.ts';

/*
 * A recording of somebody: a button first, and the recording in the place of the portrait once it was asked for. Before
 * that nothing of it is requested.
 */

type Media = NonNullable<Member['media']>;

const playIcon = svg`<svg class="ico" viewBox="0 0 20 20" aria-hidden="true"><path d="M6.500 4v12l9.500-6z"/></svg>`;
const stopIcon = svg`<svg class="ico" viewBox="0 0 20 20" aria-hidden="true"><rect x="5" y="5" width="10" height="10" rx="1.500"/></svg>`;

export function renderButton(view: View, member: Member, media: Media): TemplateResult {
  const key = `story-${member.id}`;
  const open = view.open.has(key);
  const term = open ? 'spotlightStoryEnd' : media.kind === 'video' ? 'spotlightWatch' : 'spotlightListen';
  return html`<p class="telling">
    <button class="btn secondary small" part="btn secondary" type="button" @click=${() => view.toggle(key)}>
      ${open ? stopIcon : playIcon}<span>${view.term(term, { name: isolate(nameOf(view, member)) })}</span>
    </button>
    ${
      media.transcript
        ? html`<a class="s" href=${media.transcript} rel="nofollow ugc noopener noreferrer" referrerpolicy="no-referrer"
            >${view.term('spotlightTranscript')}</a
          >`
        : nothing
    }
  </p>`;
}

export function renderPlayer(view: View, member: Member, media: Media): TemplateResult {
  const label = view.term('spotlightStory', { name: isolate(nameOf(view, member)) });
  // Captions from elsewhere are read with permission only; a recording of the page's own needs none.
  const elsewhere = media.captions.some(({ src }) => new URL(src, document.baseURI).origin !== location.origin);
  return media.kind === 'video'
    ? html`<video
          class="player"
          part="player"
          aria-label=${label}
          src=${media.src}
          poster=${media.poster ?? nothing}
          crossorigin=${elsewhere ? 'anonymous' : nothing}
          controls
          autoplay
          playsinline
          @error=${fail}
        >
          ${media.captions.map(
            ({ src, lang }, index) =>
              html`<track kind="captions" src=${src} srclang=${lang} ?default=${index === 0} />`,
          )}
        </video>
        <p class="lost" hidden>${renderLost(view, media)}</p>`
    : html`<audio
          class="player"
          part="player"
          aria-label=${label}
          src=${media.src}
          controls
          autoplay
          @error=${fail}
        ></audio>
        <p class="lost" hidden>${renderLost(view, media)}</p>`;
}

const renderLost = (view: View, media: Media) =>
  html`${view.term('spotlightStoryFault')}
    <a href=${media.src} target="_blank" rel="nofollow ugc noopener noreferrer" referrerpolicy="no-referrer"
      >${view.term('spotlightStoryOpen')}</a
    >`;

/** The page's policy, the network or the format: the visitor still gets to it by a link. */
function fail({ currentTarget }: Event): void {
  const player = currentTarget as HTMLElement;
  player.hidden = true;
  // Taken away meanwhile, there is nothing beside it.
  player.nextElementSibling?.removeAttribute('hidden');
}

export const styles = css`
  .telling {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 1.25em;
  }
  .telling .btn {
    text-align: start;
    overflow-wrap: anywhere;
  }
  .telling a {
    padding-block: 0.3em;
  }
  .portrait-frame > video {
    background: #000;
    object-fit: contain;
  }
  .portrait-frame > audio {
    inset-block-start: auto;
    block-size: 3.5em;
    min-inline-size: 0;
  }
  .portrait-frame > .lost {
    display: grid;
    align-content: center;
    padding: 1em;
    border-radius: inherit;
    background: var(--_card);
    box-shadow: inset 0 0 0 1px var(--_hair);
    font-size: var(--_f-s);
    overflow: auto;
  }
  @media print {
    .telling {
      display: none;
    }
  }
`;
