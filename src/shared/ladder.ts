/*
 * The luminance ladder of tokens.styles.ts, for engines that cannot calculate with the page's colours in CSS: the same
 * numbers, worked out once for each accent, ink and scheme. Fetched by those engines only.
 */
import { bytesOf, linear } from './page.ts';

/** Linear sRGB. What lies outside is clipped when it is written, as a screen does. */
type Color = readonly [number, number, number];
type Matrix = readonly [Color, Color, Color];

const PINE = 'oklch(0.45 0.085 160)';

const times = (m: Matrix, [a, b, c]: Color): Color => m.map(([x, y, z]) => x * a + y * b + z * c) as unknown as Color;
const each = (color: Color, change: (part: number) => number): Color => color.map(change) as unknown as Color;

const luminance = ([r, g, b]: Color): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;
/** Scaled until it is at most `y` bright: hue and saturation stay. */
const dim = (color: Color, y: number): Color => {
  const scale = Math.min(1, y / luminance(color));
  return each(color, (part) => part * scale);
};
/** Mixed with white until it is at least `y` bright. */
const raise = (color: Color, y: number): Color => {
  const white = Math.max(0, (y - luminance(color)) / (1 - luminance(color)));
  return each(color, (part) => part + (1 - part) * white);
};

const RGB_TO_LMS: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const LMS_TO_LAB: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];
const LAB_TO_LMS: Matrix = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
];
const LMS_TO_RGB: Matrix = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
];

/** `oklch(from color lightness(l) min(c, chroma) h)` */
function inOklch(color: Color, lightness: (l: number) => number, chroma: number): Color {
  const [l, a, b] = times(LMS_TO_LAB, each(times(RGB_TO_LMS, color), Math.cbrt));
  const scale = Math.min(1, chroma / Math.hypot(a, b));
  return times(
    LMS_TO_RGB,
    each(times(LAB_TO_LMS, [lightness(l), a * scale, b * scale]), (part) => part ** 3),
  );
}

/** What the engine makes of a colour in any notation; clipped to sRGB, opaque. */
function read(color: string): Color {
  return each(bytesOf(color) as unknown as Color, linear);
}

function write(color: Color): string {
  const channels = each(color, (part) => {
    const c = Math.min(1, Math.max(0, part));
    return Math.round(255 * (c <= 0.0031308 ? c * 12.92 : 1.055 * c ** (1 / 2.4) - 0.055));
  });
  return `rgb(${channels.join(' ')})`;
}

/** The roles of tokens.styles.ts that are worked out from the page's colours. */
export function ladder(accent: Color, ink: Color, dark: boolean): Record<string, string> {
  const base = dark ? inOklch(accent, (l) => Math.max(l, 0.62), 0.19) : accent;
  const takesWhite = luminance(base) < 0.3;
  const roles: Record<string, Color> = {
    fill: takesWhite ? dim(base, 0.178) : base,
    'on-fill': takesWhite ? [1, 1, 1] : [0.011, 0.011, 0.011],
    mark: dark ? raise(base, 0.25) : dim(base, 0.178),
    'accent-text': dark ? inOklch(accent, (l) => Math.max(l, 0.8), 0.11) : dim(accent, 0.11),
    muted: dark ? dim(ink, 0.42) : raise(ink, 0.12),
    line: dark ? dim(ink, 0.19) : raise(ink, 0.22),
    field: dark ? inOklch(accent, () => 0.19, 0.014) : [1, 1, 1],
    card: dark ? inOklch(accent, () => 0.225, 0.018) : [1, 1, 1],
  };
  return Object.fromEntries(Object.entries(roles).map(([role, color]) => [role, write(color)]));
}

const sheets = new Map<string, CSSStyleSheet>();

function sheetFor(accent: string, ink: string, dark: boolean): CSSStyleSheet {
  const key = [accent, ink, dark].join('|');
  let sheet = sheets.get(key);
  if (!sheet) {
    const roles = Object.entries(ladder(read(accent), read(ink), dark)).map(([role, color]) =>
      role === 'card' ? `--_card: var(--cairn-surface, ${color})` : `--_${role}: ${color}`,
    );
    sheet = new CSSStyleSheet();
    sheet.replaceSync(`:host { ${roles.join('; ')} }`);
    if (sheets.size > 50) sheets.clear();
    sheets.set(key, sheet);
  }
  return sheet;
}

const worn = new WeakMap<Element, CSSStyleSheet>();

/** Gives an element the roles for the accent and the ink it stands in; nothing happens when it has them already. */
export function climb(element: Element, root: ShadowRoot, dark: boolean): void {
  const style = getComputedStyle(element);
  const sheet = sheetFor(style.getPropertyValue('--cairn-accent').trim() || PINE, style.color, dark);
  const old = worn.get(element);
  if (old === sheet) return;
  worn.set(element, sheet);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets.filter((other) => other !== old), sheet];
}
