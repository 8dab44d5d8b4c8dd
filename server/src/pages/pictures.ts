import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { encode } from 'uqr';
import { ProblemError } from '../problem.ts';
import type { Facts } from './facts.ts';
import { Html, html } from './html.ts';

export type Scheme = 'light' | 'dark' | 'auto';

interface Paint {
  paper: string;
  ink: string;
  muted: string;
  track: string;
  mark: string;
}

// The pine of the tokens in both schemes, with their contrast: mark on track 3:1, muted on paper 4.5:1.
const LIGHT: Paint = { paper: '#ffffff', ink: '#1b1b1b', muted: '#5c5c5c', track: '#e4e7e5', mark: '#1c6b50' };
const DARK: Paint = { paper: '#141a17', ink: '#f2f4f3', muted: '#a9b2ae', track: '#2c3531', mark: '#6cc3a0' };

const FONT = 'system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif';

/** How wide a text is, more or less; bold letters are wider. */
function wide(text: string, size: number, bold = false): number {
  return [...text].reduce((sum, letter) => sum + widthOf(letter), 0) * size * (bold ? 1.14 : 1);
}

/** A text in one line: shortened where it would not fit. */
function fit(text: string, size: number, width: number, bold = false): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  if (wide(letters.join(''), size, bold) <= width) return letters.join('');
  while (letters.length > 1 && wide(`${letters.join('')}…`, size, bold) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

function widthOf(letter: string): number {
  if (/[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uff60\u{1f300}-\u{1faff}]/u.test(letter))
    return 1.05;
  if (/[\p{M}\u200b-\u200f]/u.test(letter)) return 0;
  if (/[MW@%mw]/.test(letter)) return 0.9;
  if (/[\p{Lu}\d]/u.test(letter)) return 0.68;
  return /[ .,:;'’ijlft|!()]/.test(letter) ? 0.38 : 0.62;
}

function wrap(text: string, size: number, width: number, lines: number): string[] {
  const made: string[] = [''];
  for (const word of text.replace(/\s+/g, ' ').trim().split(' ')) {
    const longer = `${made.at(-1)} ${word}`.trim();
    if (made.at(-1) === '' || wide(longer, size, true) <= width) made[made.length - 1] = longer;
    else made.push(word);
  }
  const kept = made.length <= lines ? made : [...made.slice(0, lines - 1), made.slice(lines - 1).join(' ')];
  return kept.map((line) => fit(line, size, width, true));
}

/** Words of somebody else's have a direction of their own, by their first letter. */
const directionOf = (text: string): 'ltr' | 'rtl' =>
  /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(text)
    ? 'rtl'
    : 'ltr';

/** Text whose direction is its own, whatever stands around it and whoever draws it. */
const isolated = (text: string, dir: 'ltr' | 'rtl') => `${dir === 'rtl' ? '\u2067' : '\u2066'}${text}\u2069`;

function styleOf(scheme: Scheme): Html {
  const rules = (paint: Paint) =>
    Object.entries(paint)
      .map(([name, color]) => `.${name}{fill:${color}}`)
      .join('');
  const dark = scheme === 'auto' ? `@media (prefers-color-scheme:dark){${rules(DARK)}}` : '';
  return new Html(`<style>${rules(scheme === 'dark' ? DARK : LIGHT)}${dark}</style>`);
}

/** A bar with title and figures, 400 by 96: what a README, a mail or a forum shows. */
export function badgeSvg(facts: Facts, scheme: Scheme): string {
  const [width, height, pad] = [400, 96, 16];
  const inner = width - 2 * pad;
  const rtl = facts.dir === 'rtl';
  const start = rtl ? width - pad : pad;
  const end = rtl ? pad : width - pad;
  const [atStart, atEnd] = rtl ? ['end', 'start'] : ['start', 'end'];
  const filled = facts.ratio === undefined ? 0 : Math.max(0, Math.min(1, facts.ratio)) * inner;
  const figures = facts.target ? `${facts.raised} / ${facts.target}` : facts.raised;
  const name = sentence(facts);
  const text = (x: number, y: number, anchor: string, size: number, weight: number, color: string, words: string) =>
    html`<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${size}" font-weight="${weight}" class="${color}"
      >${isolated(words, /\p{L}{3}/u.test(words) ? directionOf(words) : facts.dir)}</text
    >`;
  const bar =
    facts.ratio === undefined
      ? html``
      : html`<rect x="${pad}" y="44" width="${inner}" height="12" rx="6" class="track" /><rect
            x="${rtl ? width - pad - filled : pad}"
            y="44"
            width="${round(filled)}"
            height="12"
            rx="6"
            class="mark"
          />`;
  const percent = facts.percent ? text(end, 80, atEnd!, 14, 700, 'ink', facts.percent) : html``;
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${width}"
    height="${height}"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="${name}"
    lang="${facts.locale}"
    font-family="${FONT}"
  >
    <title>${name}</title>
    ${styleOf(scheme)}
    <rect width="${width}" height="${height}" rx="12" class="paper" />
    ${text(start, 31, atStart!, 15, 600, 'ink', fit(facts.title, 15, inner, true))}${bar}${text(start, 80, atStart!, 14, 400, 'muted', fit(figures, 14, inner - 56))}${percent}
  </svg>`.text;
}

/** 1200 by 630: what a link to the campaign looks like where it is shared. */
export function cardSvg(facts: Facts): string {
  const [width, height, pad] = [1200, 630, 80];
  const inner = width - 2 * pad;
  const rtl = facts.dir === 'rtl';
  const x = rtl ? width - pad : pad;
  const anchor = rtl ? 'end' : 'start';
  const filled = facts.ratio === undefined ? 0 : Math.max(0, Math.min(1, facts.ratio)) * inner;
  const lines = wrap(facts.title, 64, inner, 3);
  const text = (y: number, size: number, weight: number, color: string, words: string) =>
    html`<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${size}" font-weight="${weight}" class="${color}"
      >${isolated(words, /\p{L}{3}/u.test(words) ? directionOf(words) : facts.dir)}</text
    >`;
  const title = lines.map((line, index) => text(216 + index * 80, 64, 700, 'ink', line).text).join('');
  const bar =
    facts.ratio === undefined
      ? html``
      : html`<rect x="${pad}" y="478" width="${inner}" height="26" rx="13" class="track" /><rect
            x="${rtl ? width - pad - filled : pad}"
            y="478"
            width="${round(filled)}"
            height="26"
            rx="13"
            class="mark"
          />`;
  const figures = [facts.target ? `${facts.raised} / ${facts.target}` : facts.raised, facts.percent]
    .filter(Boolean)
    .join('  ·  ');
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${width}"
    height="${height}"
    viewBox="0 0 ${width} ${height}"
    lang="${facts.locale}"
    font-family="${FONT}"
  >
    ${styleOf('light')}
    <rect width="${width}" height="${height}" class="paper" />
    <rect width="${width}" height="14" class="mark" />
    ${text(120, 32, 400, 'muted', fit(facts.organization, 32, inner))}${new Html(title)}${bar}${text(560, 34, 400, 'ink', fit(figures, 34, inner))}
  </svg>`.text;
}

/** A square of modules with the quiet zone around it that a camera needs. */
export function qrSvg(address: string): string {
  const { data, size } = encode(address, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${size * 8}"
    height="${size * 8}"
    viewBox="0 0 ${size} ${size}"
    role="img"
    aria-label="${address}"
    shape-rendering="crispEdges"
  >
    <title>${address}</title>
    <rect width="${size}" height="${size}" fill="#fff" />
    <path d="${path}" fill="#000" />
  </svg>`.text;
}

/** What the picture shows, for whoever does not see it. */
export function sentence(facts: Facts): string {
  const figures = facts.target ? `${facts.raised} / ${facts.target} (${facts.percent})` : facts.raised;
  return `${facts.title.replace(/[\s.:;,]+$/, '')}: ${figures}`; // “Restore the river.” ends here, the sentence does not
}

const round = (value: number) => Math.round(value * 100) / 100;

/** Drawing takes a processor for as long as fifty contributions: one picture at a time, and so many wait. */
const MOST_WAITING = 20;
let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/** @throws {ProblemError} `unavailable` where too many are to be drawn already, or the machine cannot draw */
export function png(svg: string, scale = 2): Promise<Uint8Array> {
  if (waiting >= MOST_WAITING) return Promise.reject(new ProblemError('unavailable', { retryAfter: 10 }));
  waiting++;
  const drawn = last.then(() => draw(svg, scale)).finally(() => waiting--);
  last = drawn.catch(() => undefined);
  return drawn;
}

/**
 * Letters come from a font that is installed with the server, so that a machine without any still writes Latin, Cyrillic,
 * Greek, Arabic and Hebrew; for other scripts the machine's own are asked.
 *
 * @throws {ProblemError} `unavailable` where the drawing library has no build for this machine
 */
async function draw(svg: string, scale: number): Promise<Uint8Array> {
  let drawing: typeof import('@resvg/resvg-js');
  try {
    drawing = await import('@resvg/resvg-js');
  } catch (error) {
    throw new ProblemError('unavailable', { detail: 'this machine draws SVG only', retryAfter: 3600, cause: error });
  }
  const foreign = /[^\u0000-\u06ff\u2000-\u22ff]/u.test(svg);
  const picture = await drawing.renderAsync(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      fontFiles: fonts(),
      loadSystemFonts: foreign,
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
    },
  });
  return picture.asPng();
}

let found: string[] | undefined;

function fonts(): string[] {
  if (found) return found;
  try {
    const folder = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');
    found = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf']
      .map((file) => join(folder, file))
      .filter((file) => existsSync(file));
  } catch {
    found = [];
  }
  return found;
}
