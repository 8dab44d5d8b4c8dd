/** Follows the imports of built files. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The file and everything it imports without being asked: what a page fetches before the widget runs. */
export function staticFiles(file, found = new Set()) {
  if (found.has(file)) return [...found];
  found.add(file);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/\b(?:from|import)\s*["'](\.[^"']+)["']/g)) {
    staticFiles(join(dirname(file), path), found);
  }
  return [...found];
}

/** Files that `import()` may fetch later, from any of these; not those whose address is put together there. */
export function lazyFiles(files) {
  const lazy = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bimport\(\s*["'`](\.[^"'`$]+)["'`]/g)].map(([, path]) =>
      join(dirname(file), path),
    ),
  );
  return [...new Set(lazy)];
}
