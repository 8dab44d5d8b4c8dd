/** How the glass and its labels are laid out. Plain functions. */

const tenth = (value: number) => Math.round(value * 10) / 10;

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
