/**
 * Where the browsers, PostgreSQL and nginx are on this machine, and how to get those that are missing.
 *
 * `node tools/browsers.mjs` prints what is here; with `--install`, on Debian and Ubuntu as root, it installs the rest.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const isRoot = process.getuid?.() === 0;

/** Flags that keep a test browser quiet and off the network. The sandbox cannot start for root. */
export const chromiumArgs = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--js-flags=--expose-gc',
];

export function findChromium() {
  return first([
    process.env.CHROME_PATH,
    ...onPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...programFiles('Google\\Chrome\\Application\\chrome.exe'),
  ]);
}

export function findFirefox() {
  return first([
    process.env.FIREFOX_PATH,
    ...onPath(['firefox-esr', 'firefox']),
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    ...programFiles('Mozilla Firefox\\firefox.exe'),
  ]);
}

/** WebKitGTK's driver, its small browser, and the display it needs; undefined unless all three are here. */
export function findWebKit() {
  const driver = first([process.env.WEBKIT_DRIVER_PATH, ...onPath(['WebKitWebDriver'])]);
  const display = first(onPath(['Xvfb']));
  const browser = first(['/usr/lib', '/usr/libexec'].flatMap(miniBrowsers));
  return driver && display && browser ? { driver, display, browser } : undefined;
}

/** The folder with `initdb` and `pg_ctl`; Debian keeps them off the PATH. */
export function findPostgres() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return first([...versions.map((version) => join(debian, version, 'bin/pg_ctl')), ...onPath(['pg_ctl'])])?.replace(
    /[/\\]pg_ctl$/,
    '',
  );
}

/** Debian keeps it where only root looks. */
export function findNginx() {
  return first([...onPath(['nginx']), '/usr/sbin/nginx']);
}

/** Engine names as the tests use them, those that can run here. */
export function enginesHere() {
  return [findChromium() && 'chromium', findFirefox() && 'firefox', findWebKit() && 'webkit'].filter(Boolean);
}

const packages = [
  { apt: ['chromium'], name: 'Chromium', find: findChromium },
  { apt: ['firefox-esr', 'firefox'], name: 'Firefox', find: findFirefox },
  { apt: ['webkit2gtk-driver xvfb'], name: 'WebKitGTK', find: findWebKit },
  { apt: ['postgresql'], name: 'PostgreSQL', find: findPostgres },
  { apt: ['nginx-light', 'nginx'], name: 'nginx', find: findNginx },
];

/** Installs what is missing where that can be done, and returns the names of what is still missing. */
export function ensureInstalled() {
  const missing = packages.filter((item) => !item.find());
  if (missing.length > 0 && isRoot && onPath(['apt-get']).length > 0) {
    console.log(`browsers: installing ${missing.map((item) => item.name).join(', ')}`);
    apt(['update', '-qq']);
    for (const item of missing)
      item.apt.some((names) => apt(['install', '-y', '-qq', '--no-install-recommends', ...names.split(' ')]));
  }
  return packages.filter((item) => !item.find()).map((item) => item.name);
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const result = spawnSync('apt-get', args, { env, encoding: 'utf8' });
  if (result.status !== 0) console.error(`browsers: apt-get ${args.join(' ')}\n${result.stderr}`);
  return result.status === 0;
}

function first(paths) {
  return paths.find((path) => path && existsSync(path));
}

function onPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).filter((path) => existsSync(path));
}

function programFiles(path) {
  return [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter(Boolean)
    .map((folder) => join(folder, path));
}

/** `/usr/lib/<machine>/webkit2gtk-4.1/MiniBrowser` and its likes. */
function miniBrowsers(folder) {
  if (!existsSync(folder)) return [];
  const places = ['', ...readdirSync(folder).filter((name) => name.endsWith('-linux-gnu'))];
  return places.flatMap((place) =>
    ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'].map((version) => join(folder, place, version, 'MiniBrowser')),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const missing = process.argv.includes('--install')
    ? ensureInstalled()
    : packages.filter((item) => !item.find()).map((item) => item.name);
  for (const item of packages)
    console.log(`browsers: ${item.name} ${missing.includes(item.name) ? 'is missing' : 'is here'}`);
  if (missing.length > 0 && process.env.CI) process.exitCode = 1;
}
