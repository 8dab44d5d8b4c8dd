/**
 * WCAG contrast of computed colours, exactly: no canvas, no rounding to bytes. A colour outside sRGB counts as it is
 * painted, clipped to what a screen of that space shows.
 */

/** Linear sRGB, clipped to 0…1, and opacity. */
export interface Color {
  readonly rgb: readonly [number, number, number];
  readonly alpha: number;
}

type Triple = [number, number, number];

const clip = (value: number) => Math.min(1, Math.max(0, value));
const toLinear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
/** A part of linear sRGB as a style sheet says it, 0…1. */
export const encoded = (c: number) => (c <= 0.0031308 ? c * 12.92 : 1.055 * c ** (1 / 2.4) - 0.055);
const times = (m: readonly Triple[], [a, b, c]: Triple): Triple =>
  m.map((row) => row[0] * a + row[1] * b + row[2] * c) as Triple;

const XYZ_TO_RGB: readonly Triple[] = [
  [3.2409699419045226, -1.537383177570094, -0.4986107602930034],
  [-0.9692436362808796, 1.8759675015077202, 0.04155505740717559],
  [0.05563007969699366, -0.20397695888897652, 1.0569715142428786],
];
const P3_TO_XYZ: readonly Triple[] = [
  [0.4865709486482162, 0.26566769316909306, 0.1982172852343625],
  [0.2289745640697488, 0.6917385218365064, 0.079286914093745],
  [0, 0.04511338185890264, 1.043944368900976],
];
const LAB_TO_LMS: readonly Triple[] = [
  [1, 0.3963377773761749, 0.2158037573099136],
  [1, -0.1055613458156586, -0.0638541728258133],
  [1, -0.0894841775298119, -1.2914855480194092],
];
const LMS_TO_RGB: readonly Triple[] = [
  [4.0767416360759574, -3.3077115392580616, 0.2309699031821041],
  [-1.2684379732850317, 2.6097573492876887, -0.3413193760026572],
  [-0.0041960761386756, -0.7034186179359362, 1.7076146940746117],
];

/** What `getComputedStyle` answers for a colour, in any of the forms the three engines use. */
export function parseColor(text: string): Color {
  const match = /^(rgba?|color|oklch|oklab)\((.*)\)$/.exec(text.trim());
  if (!match) throw new Error(`not a colour this helper knows: ${text}`);
  const words = match[2]!.split(/[\s,/]+/).filter(Boolean);
  const space = match[1] === 'color' ? words.shift()! : match[1]!;
  const numbers = words.map((word) =>
    word === 'none' ? 0 : word.endsWith('%') ? Number(word.slice(0, -1)) / 100 : Number(word.replace('deg', '')),
  );
  const [a = 0, b = 0, c = 0, alpha = 1] = numbers;
  if (numbers.some(Number.isNaN)) throw new Error(`a colour with a part that is no number: ${text}`);
  return { rgb: linear(space, [a, b, c]).map(clip) as Triple, alpha };
}

function linear(space: string, parts: Triple): Triple {
  switch (space) {
    case 'rgb':
    case 'rgba':
      return parts.map((part) => toLinear(part / 255)) as Triple;
    case 'srgb':
      return parts.map(toLinear) as Triple;
    case 'srgb-linear':
      return parts;
    case 'xyz':
    case 'xyz-d65':
      return times(XYZ_TO_RGB, parts);
    case 'display-p3':
      return times(XYZ_TO_RGB, times(P3_TO_XYZ, parts.map(toLinear) as Triple));
    case 'oklch': {
      const [l, chroma, hue] = parts;
      const angle = (hue * Math.PI) / 180;
      return linear('oklab', [l, chroma * Math.cos(angle), chroma * Math.sin(angle)]);
    }
    case 'oklab':
      return times(LMS_TO_RGB, times(LAB_TO_LMS, parts).map((each) => each ** 3) as Triple);
    default:
      throw new Error(`not a colour space this helper knows: ${space}`);
  }
}

/** WCAG relative luminance. */
export function luminance({ rgb: [r, g, b] }: Color): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** `top` painted on `ground`, as browsers mix: in encoded sRGB. */
export function over(top: Color, ground: Color): Color {
  if (top.alpha >= 1) return top;
  const rgb = top.rgb.map((part, index) =>
    toLinear(encoded(part) * top.alpha + encoded(ground.rgb[index]!) * (1 - top.alpha)),
  ) as Triple;
  return { rgb, alpha: 1 };
}

/** Contrast of `top` on an opaque `ground`, 1 to 21. */
export function contrast(top: Color, ground: Color): number {
  const [a, b] = [luminance(over(top, ground)), luminance(ground)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/**
 * The ground an element's content lies on: the backgrounds of everything around it, out of shadow roots too. Undefined
 * where a picture lies under it, which a calculation cannot see.
 */
export function groundOf(element: Element): Color | undefined {
  const layers: Color[] = [];
  for (let node: Element | null = element; node; node = around(node)) {
    const { backgroundColor, backgroundImage } = getComputedStyle(node);
    if (backgroundImage !== 'none') return undefined;
    const color = parseColor(backgroundColor);
    if (color.alpha > 0) layers.push(color);
    if (color.alpha >= 1) break;
  }
  const white: Color = { rgb: [1, 1, 1], alpha: 1 };
  return layers.reduceRight((ground, layer) => over(layer, ground), white);
}

function around(node: Element): Element | null {
  const next = node.assignedSlot ?? node.parentElement ?? node.getRootNode();
  return next instanceof ShadowRoot ? next.host : next instanceof Element ? next : null;
}

/** The opacity an element is painted with, its surroundings included. */
export function opacityOf(element: Element): number {
  let opacity = 1;
  for (let node: Element | null = element; node; node = around(node)) opacity *= Number(getComputedStyle(node).opacity);
  return opacity;
}
