/**
 * Element tests in real browsers: `npx wtr`, or `ENGINES=chromium npx wtr --files test/elements/chart.test.ts`.
 * (`npm test -- elements` runs the same and counts.)
 */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { chromiumArgs, enginesHere, findChromium, findFirefox } from './tools/browsers.mjs';
import { countingReporter, guardPlugin, mediaPlugin, viewportPlugin } from './tools/wtr.mjs';
import { webkitLauncher } from './tools/webkit.mjs';

const cores = availableParallelism();

/**
 * `MEDIA=forced-colors` or `MEDIA=reduced-motion`: browsers that are set up like that from their start, for the tests of
 * it. Chromium can be asked to in the middle of a test; Firefox and WebKit cannot.
 */
const media = process.env.MEDIA;
const firefoxPrefs = {
  'forced-colors': { 'browser.display.document_color_use': 2 },
  'reduced-motion': { 'ui.prefersReducedMotion': 1 },
};

const launchers = {
  chromium: () => chromeLauncher({ puppeteer, launchOptions: { executablePath: findChromium(), args: chromiumArgs } }),
  firefox: () =>
    chromeLauncher({
      puppeteer,
      concurrency: 1,
      launchOptions: {
        browser: 'firefox',
        executablePath: findFirefox(),
        headless: true,
        extraPrefsFirefox: firefoxPrefs[media],
      },
    }),
  webkit: () => webkitLauncher({ still: media === 'reduced-motion' }),
};

const engines = (process.env.ENGINES ?? enginesHere().join(',')).split(',').filter(Boolean);
const unknown = engines.filter((engine) => !(engine in launchers));
if (unknown.length > 0)
  throw new Error(`ENGINES: no engine "${unknown.join()}", only ${Object.keys(launchers).join()}.`);
if (engines.length === 0) throw new Error('No browser found: node tools/browsers.mjs --install');

export default {
  files: ['test/elements/**/*.test.ts'],
  // Browsers that share a core time each other out; what is tested waits for timers and frames.
  concurrency: cores > 2 ? 2 : 1,
  concurrentBrowsers: Math.min(3, Math.max(1, cores - 1)),
  testsFinishTimeout: 300_000,
  browserStartTimeout: 90_000,
  nodeResolve: { browser: true, exportConditions: ['browser', 'development'] },
  plugins: [
    guardPlugin(),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)) }),
    viewportPlugin(),
    mediaPlugin(),
  ],
  browsers: await Promise.all(engines.map((engine) => launchers[engine]())),
  // What a page writes to its console fails the test (test/helpers/browser.ts), with the text in the message.
  browserLogs: false,
  testFramework: { config: { timeout: 10_000 } },
  reporters: [defaultReporter({ reportTestProgress: false }), countingReporter(process.env.COUNTS_FILE)],
};
