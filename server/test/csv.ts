/** Reads CSV as RFC 4180 has it, for tests: a second opinion on what was written. */
export function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  const source = text.replace(/^\uFEFF/, '');
  let cell = '';
  let quoted = false;
  for (let index = 0; index < source.length; index++) {
    const character = source[index]!;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (source[index + 1] === '"') cell += source[++index];
      else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',' || source.startsWith('\r\n', index)) {
      rows.at(-1)!.push(cell);
      cell = '';
      if (character !== ',') {
        rows.push([]);
        index++;
      }
    } else cell += character;
  }
  return rows.filter((row) => row.length > 0);
}
