/* Contrast by WCAG 2.2, and the nearest shade of a colour that has enough of it. */

const toLinear = (byte) => (byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
const toByte = (linear) => {
  const channel = linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(Math.min(1, Math.max(0, channel)) * 255);
};

/** `#rgb` or `#rrggbb` as three bytes; undefined for anything else. */
export function bytesOf(hex) {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(hex);
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (short) return short.slice(1).map((digit) => Number.parseInt(digit + digit, 16));
  return long?.slice(1).map((digits) => Number.parseInt(digits, 16));
}

export const hexOf = (bytes) => `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;

const luminanceOf = (bytes) => {
  const [r, g, b] = bytes.map(toLinear);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** 1 to 21. */
export function contrast(one, other) {
  const [low, high] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** The same hue, darker on a light ground and lighter on a dark one, just until it stands out by `ratio`. */
export function mend(colour, ground, ratio) {
  const onLight = luminanceOf(ground) > 0.18;
  const linear = colour.map(toLinear);
  const at = (amount) =>
    linear.map((channel) => toByte(onLight ? channel * (1 - amount) : channel + (1 - channel) * amount));
  let [low, high] = [0, 1];
  if (contrast(at(0), ground) >= ratio) return colour;
  for (let step = 0; step < 24; step++) {
    const middle = (low + high) / 2;
    if (contrast(at(middle), ground) >= ratio) high = middle;
    else low = middle;
  }
  return at(high);
}
