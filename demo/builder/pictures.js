/*
 * The drawings beside the builder's steps: a window with what is to be pressed in the accent. Ours, and of no platform in
 * particular, so that they stay right when a platform moves a button.
 */

/** Path of a rectangle with round corners. */
const box = (x, y, w, h, r = 2) =>
  `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${h - 2 * r}a${r} ${r} 0 0 1-${r} ${r}h-${w - 2 * r}a${r} ${r} 0 0 1-${r}-${r}v-${h - 2 * r}a${r} ${r} 0 0 1 ${r}-${r}z`;
const lines = (x, widths, y, step = 5) => widths.map((w, at) => `M${x} ${y + at * step}h${w}`).join('');

const WINDOW = [
  ['sheet', box(8, 6, 80, 48, 4)],
  ['line', 'M8 14h80M13 10h0M17 10h0M21 10h0'],
];
const BRACKETS = (x, y) => `M${x} ${y}l-5 5 5 5M${x + 14} ${y}l5 5-5 5M${x + 9} ${y - 1}l-4 12`;
/** A bar that is two thirds full: the widget. */
const WIDGET = (x, y, w) => [
  ['track', box(x, y, w, 5, 2.5)],
  ['solid', box(x, y, w * 0.66, 5, 2.5)],
];

/** @type {Record<string, string[][]>} */
const PICTURES = {
  page: [
    ...WINDOW,
    ['soft', lines(16, [40, 52, 46], 21) + lines(16, [50, 30], 42)],
    ['press', 'M44 36.5h0M16 36.5h52'],
  ],
  block: [
    ...WINDOW,
    ['soft', lines(16, [24, 24], 22) + lines(16, [20], 46)],
    ['solid', box(16, 32, 9, 9, 2)],
    ['paper', 'M20.5 34.2v4.6M18.2 36.5h4.6'],
    ['sheet', box(46, 20, 36, 29, 3)],
    ['tint', box(48, 29.5, 32, 9, 1.5)],
    ['soft', 'M52 25h18M52 43.5h22'],
    ['press', 'M52 34h16'],
  ],
  code: [...WINDOW, ['tint', box(16, 20, 64, 28, 3)], ['press', BRACKETS(41, 29)]],
  head: [
    ...WINDOW,
    ['line', 'M32 14v40'],
    ['soft', lines(13, [12, 9, 13, 10], 21, 7) + lines(40, [40, 32], 43)],
    ['tint', box(38, 19, 44, 18, 3)],
    ['press', BRACKETS(53, 23)],
  ],
  publish: [
    ...WINDOW,
    ['soft', lines(16, [44, 52, 36], 39)],
    ['solid', box(60, 19, 22, 10, 3)],
    ['paper', 'M67 24l3 3 5-5.5'],
  ],
  look: [...WINDOW, ['soft', lines(16, [34], 22) + lines(16, [58, 40], 42)], ...WIDGET(16, 30, 64)],
  upload: [
    ['sheet', box(22, 26, 52, 28, 4)],
    ['tint', box(28, 41, 40, 7, 2)],
    ['press', 'M48 35V8M38 17l10-10 10 10'],
  ],
  field: [
    ...WINDOW,
    ['soft', 'M16 22h22'],
    ['sheet', box(16, 26, 64, 11, 3)],
    ['press', 'M21 31.5h34M59 29v5'],
    ['solid', box(16, 42, 18, 7, 2.5)],
  ],
  rows: [
    ...WINDOW,
    ['soft', lines(18, [16, 20, 14], 23, 10)],
    ['press', lines(46, [30, 22, 26], 23, 10)],
    ['line', 'M14 28h68M14 38h68'],
  ],
  place: [...WINDOW, ['soft', lines(16, [40, 58], 21) + lines(16, [46], 49)], ['dash', box(16, 31, 64, 12, 3)]],
  frame: [...WINDOW, ['soft', lines(16, [40], 20)], ['dash', box(15, 25, 66, 24, 3)], ...WIDGET(22, 34.5, 52)],
  drag: [['dash', box(12, 5, 72, 30, 3)], ...WIDGET(20, 17, 56), ['press', 'M48 35v20M41 48l7 7 7-7M36 35h24']],
  mail: [
    ['sheet', box(12, 8, 72, 44, 4)],
    ['line', 'M13 11l35 22 35-22'],
    ['tint', box(28, 34, 40, 13, 2)],
    ...WIDGET(33, 38, 30),
  ],
  trigger: [...WINDOW, ['soft', lines(16, [26, 30, 22], 23, 9)], ['press', 'M70 18l-11 17h9l-3 14 12-18h-9z']],
  address: [
    ['sheet', box(8, 19, 80, 22, 11)],
    ['press', 'M33 30h34'],
    ['line', 'M18 30a4 4 0 0 1 8 0a4 4 0 0 1-8 0'],
  ],
};

/** Names that a step may have. */
export const PICTURE_NAMES = Object.keys(PICTURES);

const SVG = 'http://www.w3.org/2000/svg';

/** A picture says nothing that the words beside it do not say: it is hidden from screen readers. */
export function picture(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 96 60');
  svg.setAttribute('aria-hidden', 'true');
  for (const [kind, d] of PICTURES[name] ?? []) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('class', kind);
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}
