/** The name that was probably meant: one or two slips of the keyboard away, in a short one a single slip. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  let found: string | undefined;
  let least = Infinity;
  for (const one of known) {
    const slips = slipsBetween(name.toLowerCase(), one.toLowerCase());
    if (slips > (one.length < 3 ? 0 : one.length < 8 ? 1 : 2) || slips >= least) continue;
    found = one;
    least = slips;
  }
  return found;
}

/** Letters left out, put in, exchanged, or swapped with the next. */
function slipsBetween(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], rows[i - 2]![j - 2]! + 1);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
