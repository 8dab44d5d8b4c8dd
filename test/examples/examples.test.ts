/**
 * The example apps as a stranger would build them: from the packed package, in folders of their own, then in a browser.
 * `npm test -- examples` runs all of them; without naming it, those that are quick.
 */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eachEngine } from '../helpers/drive.ts';
import { METER, expectQuiet, waitForText } from '../e2e/steps.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
/** Outside of the repository, whose packages must not help; kept between runs, so that what is installed is installed once. */
const place = join(tmpdir(), 'cairn-examples');
const here = readdirSync(join(root, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const QUICK = ['html', 'react', 'vue'];
const asked = process.env['EXAMPLES'] ?? '';
const apps = asked === 'all' ? here : asked ? asked.split(',') : QUICK;
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

let tarball: string;
const built = new Map<string, string>();
const servers = new Map<string, Server>();

beforeAll(async () => {
  rmSync(join(place, 'pack'), { recursive: true, force: true });
  mkdirSync(join(place, 'pack'), { recursive: true });
  const { stdout } = await run(npm, ['pack', '--json', '--ignore-scripts', '--pack-destination', join(place, 'pack')], {
    cwd: root,
  });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  tarball = join(place, 'pack', filename);
});
afterAll(() => {
  for (const server of servers.values()) {
    server.closeAllConnections();
    server.close();
  }
});

/** The root of an origin, where the apps expect to be. */
async function serve(app: string): Promise<string> {
  const folder = built.get(app)!;
  let server = servers.get(app);
  if (!server) {
    server = createServer((request, response) => {
      const file = join(
        folder,
        normalize(new URL(request.url ?? '/', 'http://here').pathname).replace(/\/$/, '/index.html'),
      );
      if (!existsSync(file) || extname(file) === '') return void response.writeHead(404).end();
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
      response.end(readFileSync(file));
    });
    servers.set(app, server);
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  }
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** A copy of the app with the package inside, built; answers the folder to serve. */
async function build(app: string): Promise<string> {
  const folder = join(place, app);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (name !== 'node_modules' && name !== 'package-lock.json') rmSync(join(folder, name), { recursive: true });
  }
  cpSync(join(root, 'examples', app), folder, { recursive: true });
  const campaign = app === 'html' ? folder : join(folder, 'public');
  mkdirSync(campaign, { recursive: true });
  cpSync(join(root, 'examples/campaign.json'), join(campaign, 'campaign.json'));
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  manifest.dependencies['cairn-widgets'] = `file:${tarball}`;
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, undefined, 2));
  // The same name with other bytes in it: npm would keep the old one.
  rmSync(join(folder, 'node_modules/cairn-widgets'), { recursive: true, force: true });
  rmSync(join(folder, 'package-lock.json'), { force: true });
  const options = {
    cwd: folder,
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: '1',
      ASTRO_TELEMETRY_DISABLED: '1',
      NG_CLI_ANALYTICS: 'false',
      CI: 'true',
      NODE_ENV: '',
    },
    maxBuffer: 1 << 26,
  };
  try {
    await run(npm, ['install', '--no-audit', '--no-fund', '--prefer-offline'], options);
    await run(npm, ['run', 'build'], options);
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${app} could not be built.\n${`${stdout}${stderr}`.slice(-4000)}`, { cause: error });
  }
  const browser = join(folder, 'dist/browser');
  return existsSync(browser) ? browser : join(folder, 'dist');
}

describe('[PL10] example apps from the packed package', () => {
  for (const app of apps) {
    it(`${app}: installs and builds, its types checked`, async () => {
      built.set(app, await build(app));
      expect(existsSync(join(built.get(app)!, 'index.html'))).toBe(true);
    }, 600_000);
  }

  it('[PL2] a server renders the tags with the link inside', () => {
    for (const app of apps.filter((name) => ['next', 'astro', 'html'].includes(name))) {
      const html = readFileSync(join(built.get(app)!, 'index.html'), 'utf8');
      expect(html, app).toMatch(
        /<cairn-progress-thermometer[^>]*with-share[^>]*>\s*<a href="https:\/\/example\.org\/give">/,
      );
    }
  });
});

eachEngine((_engine, open) => {
  for (const app of apps) {
    it(`[PL10] ${app}: figures, a property, an event, and nothing in the console`, async () => {
      expect(built.has(app), 'it was built').toBe(true);
      const page = await open();
      await page.goto(await serve(app));
      await waitForText(page, METER, '£1,820.50');
      await waitForText(page, METER, 'Tell a friend');
      await page.waitForVisible('cairn-contribution-form >>> .tabs');
      await page.evalOn('cairn-contribution-form >>> .tabs', (tabs) => {
        const all = [...tabs.querySelectorAll<HTMLElement>('.tab')];
        all.find((tab) => tab.textContent.trim() === 'Help')!.click();
      });
      await page.waitFor(`document.querySelector('#heard').textContent === 'Heard help'`);
      await expectQuiet(page);
    });
  }
});
