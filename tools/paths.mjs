import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository, without a trailing slash. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[/\\]$/, '');

/** The script of a package's command, to be run with this very Node: no shell, no PATH, the same on every system. */
export const bin = (path) => join(root, 'node_modules', path);
