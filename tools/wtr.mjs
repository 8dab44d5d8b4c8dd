/** What the element tests need from the test runner beyond its own parts. */
import { writeFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { root } from './paths.mjs';
import { WHOLE_FILE } from './second-run.mjs';

/** Every element test first loads the guard that fails it on console output, errors and rejections. */
export function guardPlugin() {
  return {
    name: 'cairn-guard',
    transform(context) {
      if (!/^\/test\/elements\/.*\.test\.ts$/.test(context.path)) return;
      return `import '/test/helpers/browser.ts'; ${context.body}`;
    },
  };
}

/**
 * `setViewport()` for all three engines; the runner's own knows no WebDriver. A WebKitGTK window is never
 * narrower than 447 px: test narrower layouts in a box of that width.
 */
export function viewportPlugin() {
  return {
    name: 'cairn-viewport',
    async executeCommand({ command, payload, session }) {
      if (command !== 'cairn-viewport') return;
      const { width, height } = payload;
      if (session.browser.type !== 'webdriver') {
        await session.browser.getPage(session.id).setViewport({ width, height });
        return true;
      }
      const { driver } = session.browser;
      // The window has a frame of its own: measure it, then ask for that much more.
      for (let tries = 0; tries < 3; tries += 1) {
        const inner = await driver.execute(() => [window.innerWidth, window.innerHeight]);
        if (inner[0] === width && inner[1] === height) return true;
        const outer = await driver.getWindowRect();
        await driver.setWindowRect(null, null, outer.width + width - inner[0], outer.height + height - inner[1]);
      }
      const got = await driver.execute(() => window.innerWidth);
      if (got !== width)
        throw new Error(`The window is ${got} px wide, not ${width}; use a box of that width instead.`);
      return true;
    },
  };
}

/**
 * `setMedia()`: only Chromium lets a test pretend forced colours and the like. The others are started with them (`MEDIA`
 * in web-test-runner.config.mjs). Answers whether it is so now.
 */
export function mediaPlugin() {
  return {
    name: 'cairn-media',
    async executeCommand({ command, payload, session }) {
      if (command !== 'cairn-media') return;
      if (session.browser.type === 'webdriver' || /firefox/i.test(session.browser.name)) {
        const wanted = Object.entries(payload).map(([name, value]) => `(${name}: ${value})`);
        const holds = (queries) => queries.every((query) => matchMedia(query).matches);
        return session.browser.type === 'webdriver'
          ? session.browser.driver.execute(holds, wanted)
          : session.browser.getPage(session.id).evaluate(holds, wanted);
      }
      const client = await session.browser.getPage(session.id).createCDPSession();
      // Chromium keeps what it was told until it is told otherwise.
      const none = { 'forced-colors': 'none', 'prefers-reduced-motion': 'no-preference' };
      const features = Object.entries({ ...none, ...payload }).map(([name, value]) => ({ name, value }));
      await client.send('Emulation.setEmulatedMedia', { features });
      return true;
    },
  };
}

/** Writes `{ [engine]: { passed, failed, skipped, failures: [{ file, title, message }] } }` to `file` when the run ends. */
export function countingReporter(file) {
  return {
    onTestRunFinished({ sessions }) {
      if (!file) return;
      const counts = {};
      for (const session of sessions) {
        const engine = session.browser.name
          .toLowerCase()
          .replace('chrome', 'chromium')
          .replace('chromiumium', 'chromium');
        const count = (counts[engine] ??= { passed: 0, failed: 0, skipped: 0, failures: [] });
        const path = relative(root, session.testFile).split(sep).join('/');
        const failed = (title, message) => {
          count.failed += 1;
          count.failures.push({ file: path, title, message });
        };
        const before = count.failed;
        if (session.testResults) countSuite(session.testResults, '', count, failed);
        // A file that failed as a whole (not imported, timed out, a hook) has no failing test to show for it.
        if (!session.passed && count.failed === before) failed(WHOLE_FILE, session.errors[0]?.message);
      }
      writeFileSync(file, JSON.stringify(counts));
    },
  };
}

function countSuite(suite, above, count, failed) {
  const title = [above, suite.name].filter(Boolean).join(' ');
  for (const test of suite.tests) {
    if (test.skipped) count.skipped += 1;
    else if (test.passed) count.passed += 1;
    else failed(`${title} ${test.name}`, test.error?.message);
  }
  for (const inner of suite.suites) countSuite(inner, title, count, failed);
}
