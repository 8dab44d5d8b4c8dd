/*
 * How stones and the glass are drawn. Plain functions; everything is seeded, so the same number always draws the same
 * stone.
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

/** Short and long rays around a finished cairn. */
export function rays(): string {
  return Array.from({ length: 25 }, (_, i) => {
    const angle = ((3.45 + i * 7.2125) * Math.PI) / 180;
    const [from, to] = i % 2 ? [168, 182] : [176, 206];
    const dot = (radius: number) => `${tenth(150 - Math.cos(angle) * radius)} ${tenth(172 - Math.sin(angle) * radius)}`;
    return `M${dot(from)}L${dot(to)}`;
  }).join('');
}

// ── The glass: viewBox 0 0 104 460, zero at y = 356, the top of the scale at y = 24 ─────────────────────────────────

export const ZERO = 356;
const LENGTH = 332;

/** Where a share of the scale (0 to 1, more is cut off) lies on the glass. */
export const glassY = (share: number): number => tenth(ZERO - LENGTH * Math.min(1, Math.max(0, share)));

export const GLASS = 'M31 361V23A21 21 0 0 1 73 23V361Q73 371.5 79.7 375.3A46 46 0 1 1 24.3 375.3Q31 371.5 31 361Z';
/** The inside, with a clearance all around. */
export const BORE = 'M38 369V23A14 14 0 0 1 66 23V369Q66 377.5 71.5 380.56A37 37 0 1 1 32.5 380.56Q38 377.5 38 369Z';
/** The wall up to the goal, and the dashed rest above it. */
export const wall = (goalY: number): string =>
  `M73 ${goalY}V361Q73 371.5 79.7 375.3A46 46 0 1 1 24.3 375.3Q31 371.5 31 361V${goalY}`;
export const wallBeyond = (goalY: number): string => `M31 ${goalY - 3}V23A21 21 0 0 1 73 23V${goalY - 3}`;

/** 25 ticks, every fourth longer. */
export const TICKS = [0, 1].map((major) =>
  Array.from({ length: 25 }, (_, i) =>
    (i % 4 === 0) === (major === 1) ? `M${major ? 13 : 18} ${tenth(ZERO - (LENGTH * i) / 24)}H25` : '',
  ).join(''),
);

/**
 * Pushes labels apart that would overlap: each keeps as close to its wish as the others let it. Positions are the
 * middles, ascending; `sizes` say how much room each needs.
 */
export function pushApart(
  wishes: readonly number[],
  sizes: readonly number[],
  lowest: number,
  highest: number,
): number[] {
  // Blocks of labels that touch; a block stands where its members' wishes balance.
  interface Block {
    start: number;
    count: number;
    offset: number;
    size: number;
  }
  const blocks: Block[] = [];
  const place = (block: Block) =>
    Math.min(Math.max(block.offset / block.count, lowest), Math.max(lowest, highest - block.size));
  for (const [i, wish] of wishes.entries()) {
    const size = sizes[i]!;
    blocks.push({ start: i, count: 1, offset: wish - size / 2, size });
    for (;;) {
      const last = blocks.at(-1)!;
      const previous = blocks.at(-2);
      if (!previous || place(previous) + previous.size <= place(last)) break;
      blocks.pop();
      previous.offset += last.offset - previous.size * last.count;
      previous.count += last.count;
      previous.size += last.size;
    }
  }
  return blocks.flatMap((block) => {
    let at = place(block);
    return sizes.slice(block.start, block.start + block.count).map((size) => {
      const middle = at + size / 2;
      at += size;
      return middle;
    });
  });
}
