/**
 * Installs the packages when they are missing or not those of the lock file. Runs before anything is installed, on
 * whatever Node there is, so: no packages, and no syntax newer than what an old Node can read. By itself it comes before
 * what cannot begin without them (`prebuild` and its like in package.json).
 */
import { spawnSync } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { fileURLToPath } from 'url';

var root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Ends the process with one line when this Node is too old. */
export function requireNode() {
  var version = process.versions.node.split('.').map(Number);
  if (version[0] > 20 || (version[0] === 20 && version[1] >= 19)) return;
  console.error('Cairn needs Node 20.19 or newer; this is ' + process.versions.node + '. See https://nodejs.org.');
  process.exit(1);
}

export function installIfNeeded() {
  if (!isStale()) return;
  console.log('install: fetching packages (once; about a minute)');
  var npm = process.env.npm_execpath;
  var args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  // Started by npm, we run that same npm; otherwise the one on the PATH, which on Windows is a script.
  var result = npm
    ? spawnSync(process.execPath, [npm].concat(args), { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status === 0) return;
  console.error(
    'install: `npm ci` failed; its own words are above. Packages are fetched once, from the registry of npm: look whether this\n' +
      'computer is online, and behind a proxy say which: npm config set https-proxy http://…',
  );
  process.exit(1);
}

/** Compares versions, not times: a checkout sets the time of the lock file without changing a word of it. */
function isStale() {
  var installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return true;
  var wanted = packagesOf(join(root, 'package-lock.json'));
  var here = packagesOf(installed);
  return Object.keys(wanted).some(function (path) {
    var each = wanted[path];
    if (path.indexOf('node_modules/') === -1 || each.link || each.optional || each.peer) return false;
    return !here[path] || here[path].version !== each.version;
  });
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

if (/[\\/]install\.mjs$/.test(process.argv[1] || '')) {
  requireNode();
  installIfNeeded();
}
