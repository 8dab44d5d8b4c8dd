/**
 * docs/for-your-security-team.md: what a team asks before it lets a widget onto its pages, read off the build.
 *
 *   node tools/security-page.mjs            write
 *   node tools/security-page.mjs --check    fail when it no longer tells the truth (bytes within 3 %)
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { sizes } from '../bench/sizes.mjs';
import { root } from './paths.mjs';
import { licenses } from './sri.mjs';

const path = join(root, 'docs/for-your-security-team.md');
const cdn = join(root, 'cdn');
const scripts = () =>
  readdirSync(cdn, { recursive: true })
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(join(cdn, file), 'utf8') }));

/** Names of Trusted Types policies that the build creates. */
export const policies = (files = scripts()) =>
  [
    ...new Set(
      files.flatMap(({ text }) => [...text.matchAll(/createPolicy\(\s*["'`]([\w-]+)["'`]/g)].map(([, name]) => name)),
    ),
  ].sort();

/** The policy of a page that has the scripts and the campaign on one host of its own. */
export function policyLine({
  scriptHost = 'https://give.example.org',
  endpointHost = scriptHost,
  imageHost = scriptHost,
} = {}) {
  return [
    "default-src 'none'",
    `script-src ${scriptHost}`,
    "style-src 'self'",
    `img-src ${imageHost}`,
    `media-src ${imageHost}`,
    `connect-src ${endpointHost}`,
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${policies().join(' ')}`,
  ].join('; ');
}

/** What the built files name of storage, cookies and ways to send something. */
function uses() {
  // Whoever asks for everything in one file gets the same calls; Chart.js draws and does none of this.
  const files = scripts().filter(({ file }) => !/cairn\.(all|core)\.js|chunks\/chart-/.test(file));
  const said = (pattern) =>
    files
      .filter(({ text }) => pattern.test(text))
      .map(({ file }) => file.replace(/-[\w-]{8}\.js$/, '.js').replace('chunks/', ''));
  const list = (pattern) => [...new Set(said(pattern))].sort();
  return {
    cookies: list(/document\.cookie|cookieStore/),
    session: list(/sessionStorage/),
    local: list(/localStorage/),
    database: list(/indexedDB|\bcaches\.open/),
    beacons: list(/sendBeacon/),
    code: list(/\beval\s*\(|new Function\b/),
    frames: list(/createElement\(\s*["'`]iframe/),
  };
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const none = (list, words) => (list.length === 0 ? 'none' : words);

export async function page() {
  const { version, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const found = uses();
  const built = sizes(cdn);
  const rows = [
    'cairn.js',
    'cairn.core.js',
    'cairn.all.js',
    'banner.js',
    'thermometer.js',
    'form.js',
    'spotlight.js',
    'chart.js',
  ].map(
    (name) =>
      `| \`${name}\` | ${built[name].files} | ${kilobytes(built[name].raw)} | ${kilobytes(built[name].brotli)} |`,
  );
  const text = `# For your security and privacy team

<!-- Written by tools/security-page.mjs from the build of version ${version}. -->

What is on this page was read off the build, and a check fails when it is no longer so.

## Content Security Policy

With the scripts and the campaign on \`https://give.example.org\`, this is enough, and no widget causes a violation under it:

\`\`\`text
Content-Security-Policy: ${policyLine()}
\`\`\`

- \`script-src\`: where you serve the scripts from. Nonces and \`strict-dynamic\` work as well.
- \`connect-src\`: the origin of the endpoint. \`img-src\`: where the campaign's pictures are; \`media-src\`: where
  people's recordings are, for a campaign that has some.
- \`style-src 'self'\` is for your own styles: widgets use constructed style sheets, no \`style\` attributes and no inline styles. A colour
  chosen in the builder stands in a \`style\` attribute of the tag: under this line write it into your own style sheet instead.
- \`trusted-types\`: the one policy is Lit's, under a name of ours; in a bundle of your own, made from the npm package, it is \`lit-html\`.
- With a checkout on another host the page is left for it at the top level; \`form-action\` stays \`'none'\`.
- Where you embed the frame page instead: \`frame-src https://give.example.org\`, and nothing of the above.

## Hosts

The endpoint that you write down, and where you serve the scripts from. Nobody else: no fonts, no analytics, no captcha, no content
network of ours. \`opencollective:…\` asks Open Collective's API, and only where you write it.

## Cookies and storage

| what | used by | when |
| --- | --- | --- |
| cookies | ${none(found.cookies, found.cookies.join(', '))} | |
| \`sessionStorage\` | ${none(found.session, 'the form, the banner')} | one entry while a contribution is on its way, and what you ask for with \`with-draft\` and \`remember="session"\` |
| \`localStorage\` | ${none(found.local, 'the banner, the form')} | only with \`remember="local"\` on a banner, and with \`with-offline\` on a form: what a visitor wrote while there was no network, name and e-mail address included, until it is sent, changed or discarded; after three days it goes with the next visit |
| databases, caches | ${none(found.database, found.database.join(', '))} | |
| beacons | ${none(found.beacons, found.beacons.join(', '))} | |
| code made from text | ${none(found.code, found.code.join(', '))} | |
| frames | ${none(found.frames, 'the form')} | an empty one of its own, when somebody prints a receipt |

Requests carry no credentials and no referrer. No address of your page is sent, and no event carries personal data. What somebody types
into the form goes to the endpoint when they press the button, and nowhere else. Card data is never asked for, and refused where somebody
types it.

## Integrity

\`/cdn/v${version}/\` never changes. \`sri.json\` beside the scripts has the SHA-384 of every file. \`integrity\` on the
script's tag covers all that runs at first; \`cairn.core.js\` and \`cairn.all.js\` fetch nothing further, and for the pieces of the others
an import map's \`integrity\` does the same. A file of which one byte differs does not run, and the link between the tags stays. The builder writes such a snippet (“Pin this version, with its hash”).

## Sizes

What a page fetches at once, everything included.

| file | requests | as it is | Brotli |
| --- | ---: | ---: | ---: |
${rows.join('\n')}

## What is inside

Every package whose code stands in the script builds; \`LICENSES.txt\` beside them has the texts, and \`sbom.json\` the same as CycloneDX.

| package | version | licence |
| --- | --- | --- |
| cairn-widgets | ${version} | MIT |
${licenses()
  .map((each) => `| ${each.name} | ${each.version} | ${each.license} |`)
  .join('\n')}

The npm package depends on ${Object.keys(dependencies)
    .map((name) => `\`${name}\``)
    .join(', ')}, each at one exact version. [SECURITY.md](../SECURITY.md) says how
to report something.
`;
  return format(text, { ...(await resolveConfig(path)), parser: 'markdown' });
}

const figure = /([\d.]+) kB/g;

export async function stale() {
  if (!existsSync(path)) return ['it is missing'];
  const [now, next] = [readFileSync(path, 'utf8'), await page()];
  const shape = (text) => text.replace(figure, '#').replace(/[ -]{2,}/g, ' ');
  const faults = shape(now) === shape(next) ? [] : ['its words'];
  const figures = (text) => [...text.matchAll(figure)].map(([, value]) => Number(value));
  const is = figures(next);
  if (figures(now).some((value, at) => Math.abs(value - is[at]) > 0.03 * is[at])) faults.push('the bytes');
  return faults;
}

if (process.argv[1] === import.meta.filename) {
  if (!process.argv.includes('--check')) writeFileSync(path, await page());
  else {
    const faults = await stale();
    if (faults.length > 0) {
      console.error(
        `docs/for-your-security-team.md is out of date: ${faults.join(' and ')}. Run: node tools/security-page.mjs`,
      );
      process.exitCode = 1;
    }
  }
}
