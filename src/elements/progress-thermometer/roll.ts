/** Counts from one number to another within `duration` milliseconds. Calls `draw` once per frame; ends exactly on `to`. */
export function roll(
  from: number,
  to: number,
  duration: number,
  draw: (value: number, done: boolean) => void,
): () => void {
  const start = performance.now();
  let frame = requestAnimationFrame(step);
  function step(now: number) {
    const share = Math.min(1, Math.max(0, (now - start) / duration));
    if (share === 1) return draw(to, true);
    draw(from + (to - from) * (1 - (1 - share) ** 3), false);
    frame = requestAnimationFrame(step);
  }
  return () => cancelAnimationFrame(frame);
}
