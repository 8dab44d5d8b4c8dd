import { describe, expect, it } from 'vitest';
import { idsHere, problemsOf, readList, readTitles } from '../../tools/ids.mjs';

const list = readList(`
- **F1** One.
- **F2** Two.
- **F3** Three.
- **A-all-1.4.10** Reflow.
- **A-form-label** Labels.

## Later

- F2–F3, A-form-*: not yet.
`);
const titles = (text: string) => readTitles([{ path: 'a.test.ts', text }]);

describe('the list of what is required', () => {
  it('is told from titles, not from comments and code', () => {
    const named = titles("// [F9] said\n it('[F1] [F2] one', () => rows[F8]);\n it(`then [A-all-1.4.10] too`);");
    expect([...named.keys()]).toEqual(['F1', 'F2', 'A-all-1.4.10']);
  });

  it('is whole when each row has a title or an explanation', () => {
    expect(problemsOf(list, titles("it('[F1] [A-all-1.4.10] both')"))).toEqual([]);
  });

  it('misses a row without a title, and a title without a row', () => {
    const problems = problemsOf(list, titles("it('[F1] one'); it('[F77] what is this')"));
    expect(problems).toHaveLength(2);
    expect(problems.join()).toMatch(/F77.*A-all-1\.4\.10|A-all-1\.4\.10.*F77/);
    expect(problemsOf(readList('- **F1** One.\n\n## Later\n\n- F5: why\n'), titles("it('[F1] one')"))).toHaveLength(1);
  });

  it('names no id here that is not in it', () => {
    const { list: here, named } = idsHere();
    expect(here.rows.size).toBeGreaterThan(290);
    expect([...named.keys()].filter((id) => !here.rows.has(id))).toEqual([]);
    expect(here.unknown).toEqual([]);
  });
});
