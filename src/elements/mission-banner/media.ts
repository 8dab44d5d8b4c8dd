import { html, nothing, type TemplateResult } from 'lit';
import type { CampaignImage } from '../../data/schema.ts';
import { picture } from '../../shared/people.ts';

// Half of a wide page, the whole of a narrow one; a browser that knows better takes the frame itself.
const SIZES = '(min-width: 48em) 50vw, 100vw';

/**
 * The picture in its frame: other crops by the width of the screen (art direction), other sizes by that of the frame.
 * The page may put a picture of its own there. Where none can be loaded, `standIn` stands in the same frame.
 */
export function renderMedia(
  image: CampaignImage | undefined,
  standIn: unknown,
  handleError: () => void,
): TemplateResult {
  return html`<div class="media" part="media" @error=${{ handleEvent: handleError, capture: true }}>
    <slot name="media">${image ? renderPicture(image, standIn) : nothing}</slot>
  </div>`;
}

function renderPicture(image: CampaignImage, standIn: unknown): TemplateResult {
  const { sources = [] } = image;
  const crops = sources.filter(({ below }) => below).sort((a, b) => a.below! - b.below!);
  const sizes = sources.filter(({ below, width }) => !below && width);
  // The picture itself is one of the sizes; without its own width it would never be chosen.
  const all = image.width ? [...sizes, { src: image.src, width: image.width }] : sizes;
  return html`<picture
    >${crops.map(({ src, below }) => html`<source media=${`(width < ${below}px)`} srcset=${src} />`)}${
      sizes.length > 0
        ? html`<source srcset=${all.map(({ src, width }) => `${src} ${width}w`).join(', ')} sizes=${SIZES} />`
        : nothing
    }${picture(image, image.alt, false)}<span aria-hidden="true">${standIn}</span></picture
  >`;
}
