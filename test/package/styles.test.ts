import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const src = fileURLToPath(new URL('../../src/', import.meta.url));
const sources = (readdirSync(src, { recursive: true }) as string[])
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(src, path), 'utf8') }));

it('uses every private token that a stylesheet defines', () => {
  const everything = sources.map(({ text }) => text).join('\n');
  const defined = new Set<string>();
  for (const { path, text } of sources.filter((each) => each.path.endsWith('.styles.ts'))) {
    const css = text.replace(/\/\*.*?\*\//gs, '');
    for (const [, name] of css.matchAll(/(--_[\w-]+)\s*:/g)) defined.add(name!);
    expect(css, path).toMatch(/css`/);
  }
  const unused = [...defined].filter((name) => !new RegExp(`(var\\(\\s*|['"\`])${name}\\b(?!-)`).test(everything));
  expect(unused).toEqual([]);
});
