/*
 * How stones are drawn, and the cairn they make: the motif that several elements share. Plain functions; everything is
 * seeded, so the same number always draws the same stone.
 */

function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const tenth = (value: number) => Math.round(value * 10) / 10;

type Dot = readonly [x: number, y: number];

/** A point on the way from `a` to `b`. */
const toward = (a: Dot, b: Dot, share: number): string =>
  `${tenth(a[0] + (b[0] - a[0]) * share)} ${tenth(a[1] + (b[1] - a[1]) * share)}`;

/** One stone in a box: eight points near its edge, corners cut with curves; flat below, slightly domed above. */
function stonePath(x: number, y: number, w: number, h: number, seed: number): string {
  const r = random(seed * 7919 + 13);
  const jitter = (reach: number) => (r() - 0.5) * 2 * reach;
  const dots: Dot[] = [
    [x + w * (0.05 + r() * 0.12), y + h * (0.01 + r() * 0.1)],
    [x + w * (0.5 + jitter(0.16)), y + jitter(h * 0.05)],
    [x + w * (0.86 + r() * 0.1), y + h * (0.04 + r() * 0.16)],
    [x + w * 0.99, y + h * (0.46 + jitter(0.16))],
    [x + w * (0.9 + r() * 0.08), y + h * (0.96 + jitter(0.04))],
    [x + w * (0.48 + jitter(0.15)), y + h * (1 + jitter(0.02))],
    [x + w * (0.03 + r() * 0.07), y + h * (0.95 + jitter(0.05))],
    [x + w * r() * 0.02, y + h * (0.48 + jitter(0.18))],
  ];
  const corners = dots.map((dot, i) => {
    const before = dots.at(i - 1)!;
    const after = dots[(i + 1) % dots.length]!;
    return `${i ? 'L' : 'M'}${toward(dot, before, 0.34)}Q${toward(dot, dot, 0)} ${toward(dot, after, 0.34)}`;
  });
  return `${corners.join('')}Z`;
}

let drawn: string[] | undefined;

/** The cairn from the ground up, in a box of 300 × 222: twenty stones of 5 % each, and the cap for the goal. */
export function pile(): string[] {
  if (drawn) return drawn;
  const counts = [5, 4, 4, 3, 2, 2, 1];
  const seed = 7;
  const gap = 3;
  const r = random(seed);
  const heights = counts.map((_, row) => 1.25 - row * 0.07 + (r() - 0.5) * 0.12);
  const total = heights.reduce((sum, height) => sum + height);
  let y = 222;
  drawn = [];
  for (const [row, count] of counts.entries()) {
    const h = (heights[row]! / total) * 222;
    const w = 300 * (1 - (row / (counts.length - 1)) * 0.8) * (1 + (r() - 0.5) * 0.03);
    let x = (300 - w) / 2 + (r() - 0.5) * 4.5;
    const parts = Array.from({ length: count }, () => 0.72 + r() * 0.62);
    const sum = parts.reduce((a, b) => a + b);
    for (const [k, part] of parts.entries()) {
      const width = (part / sum) * w;
      const height = h * (0.95 + r() * 0.12);
      const id = seed * 100 + row * 10 + k;
      drawn.push(stonePath(x + gap / 2, y - height + gap / 2, width - gap, height - gap * 0.7, id));
      x += width;
    }
    y -= h;
  }
  return drawn;
}
