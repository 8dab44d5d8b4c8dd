import { html, nothing, svg, type TemplateResult } from 'lit';
import type { CampaignImage } from '../data/schema.ts';

/*
 * People, as an element shows them: a name that cannot break a line or a direction, and a face that is a picture,
 * initials, or a plain stone for somebody who wants no name.
 */

export const NAME_POLICIES = ['full', 'first-initial', 'initials', 'anonymous'] as const;
export type NamePolicy = (typeof NAME_POLICIES)[number];

/** A name longer than this many graphemes is cut: nobody's name may push the page aside. */
const LONGEST = 80;

let segmenter: Intl.Segmenter | undefined;
const graphemesOf = (text: string): string[] =>
  Array.from((segmenter ??= new Intl.Segmenter()).segment(text), ({ segment }) => segment);

/** A letter may carry a hundred accents; what is over four is of no script. */
const calm = (text: string): string => text.replace(/(\p{M}{4})\p{M}+/gu, '$1');

/** The first thing in a word that can stand for it: a letter with its marks, a digit, a whole family of emoji. */
function firstLetter(word: string): string {
  const at = word.search(/[\p{L}\p{N}\p{Extended_Pictographic}]/u);
  return at < 0 ? '' : graphemesOf(calm(word.slice(at, at + 40)))[0]!.toLocaleUpperCase();
}

/** One letter of the first and one of the last word; one only where letters join or words are not spaced. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => firstLetter(word));
  const first = firstLetter(words[0] ?? '');
  const spaced = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(first);
  return spaced && words.length > 1 ? first + firstLetter(words.at(-1)!) : first;
}

/** The name as the policy lets it be shown; empty when it must not be shown at all. */
export function displayName(name: string, policy: NamePolicy): string {
  if (policy === 'anonymous') return '';
  if (policy === 'initials') return initialsOf(name);
  const words = name.split(/\s+/).filter((word) => firstLetter(word));
  const shown = policy === 'full' || words.length < 2 ? name : `${words[0]} ${firstLetter(words.at(-1)!)}.`;
  return clamp(shown);
}

function clamp(text: string): string {
  const sane = calm(text);
  if (sane.length <= LONGEST) return sane;
  const graphemes = graphemesOf(sane);
  if (graphemes.length <= LONGEST) return sane;
  return `${graphemes
    .slice(0, LONGEST - 1)
    .join('')
    .trimEnd()}…`;
}

const pebble = svg`<svg class="pebble" viewBox="0 0 40 40" aria-hidden="true"><path fill="currentColor" opacity=".45"
  d="M11.2 16.4Q12.2 14.7 15.1 14.3L17.9 13.9Q20.9 13.5 23.6 14.3L26.2 15Q29 15.7 29.6 18.1L30.2 20.3Q30.8 22.7 30.3 24.2L29.8 25.6Q29.3 27.1 25.8 27.5L22.6 27.8Q19.1 28.2 16.4 27.8L13.9 27.5Q11.2 27.2 10.6 24.7L10 22.3Q9.3 19.8 10.3 18.1Z"/></svg>`;

/** A picture that gives way to what stands behind it when it cannot be loaded; its box stays. See `pictureStyles`. */
export function picture(image: CampaignImage, alt: string, lazy = true): TemplateResult {
  return html`<img
    src=${image.src}
    alt=${alt}
    width=${image.width ?? nothing}
    height=${image.height ?? nothing}
    loading=${lazy ? 'lazy' : nothing}
    decoding="async"
    referrerpolicy="no-referrer"
    @error=${markBroken}
    @load=${markLoaded}
  />`;
}

const markBroken = (event: Event) => (event.target as Element).setAttribute('data-broken', '');
const markLoaded = (event: Event) => (event.target as Element).removeAttribute('data-broken');

/** What stands for somebody without a picture: initials, or a stone. */
export function standIn(name: string): TemplateResult {
  const initials = initialsOf(name);
  return html`<span aria-hidden="true">${initials || pebble}</span>`;
}

const CUTS = ['face', 'face b', 'face c'];

/** A small portrait, in one of the three cuts. Always beside the name, so it says nothing to a screen reader. */
export function face(name: string, image: CampaignImage | undefined, index = 0): TemplateResult {
  return html`<span class=${CUTS[index % 3]!} part="face"
    >${image ? picture(image, '') : nothing}${standIn(name)}</span
  >`;
}
