/** WebKitGTK under automation: a display that nobody sees, the driver, and a launcher for the test runner. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import { findWebKit } from './browsers.mjs';

const children = new Set();
process.once('exit', () => children.forEach((each) => each.kill()));

/** A child that ends with us even when we are killed: otherwise the display and the browser stay behind. */
function child(command, args, options) {
  const guarded = existsSync('/usr/bin/setpriv');
  const started = guarded
    ? spawn('/usr/bin/setpriv', ['--pdeathsig', 'TERM', '--', command, ...args], options)
    : spawn(command, args, options);
  children.add(started);
  started.once('exit', () => children.delete(started));
  return started;
}

let display;

/** One display for every WebKit of this process. */
function startDisplay(command) {
  display ??= new Promise((resolve, reject) => {
    const args = ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'];
    const server = child(command, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    server.stdio[3].once('data', (number) => {
      // From here on it must not keep us alive. (Closing the pipe could kill it: it writes in two pieces.)
      server.unref();
      server.stdio[3].unref();
      resolve(`:${String(number).trim()}`);
    });
  });
  return display;
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Starts a driver (one driver is one browser) and returns the options webdriverio wants, and how to stop it.
 * `proxyPort` is that of a proxy on this machine which all of its requests go through; `still` says, as a desktop does,
 * that its user wants no motion.
 */
export async function startWebKit(proxyPort, { still = false } = {}) {
  const found = findWebKit();
  if (!found) throw new Error('No WebKitGTK driver here. Debian: apt-get install webkit2gtk-driver xvfb.');
  const port = await freePort();
  const env = {
    ...process.env,
    DISPLAY: await startDisplay(found.display),
    LIBGL_ALWAYS_SOFTWARE: '1',
    GDK_BACKEND: 'x11',
    NO_AT_BRIDGE: '1',
    ...(still ? { XDG_CONFIG_HOME: stillDesktop() } : {}),
  };
  const driver = child(found.driver, [`--port=${port}`, '--host=127.0.0.1'], { env, stdio: 'ignore' });
  driver.unref();
  for (let tries = 0; !(await isUp(port)); tries += 1) {
    if (tries === 100 || driver.exitCode !== null) throw new Error('WebKitWebDriver did not start.');
    await wait(100);
  }
  const options = {
    hostname: '127.0.0.1',
    port,
    path: '/',
    logLevel: 'error',
    connectionRetryCount: 0,
    capabilities: {
      browserName: 'MiniBrowser',
      ...(proxyPort ? { proxy: { proxyType: 'manual', httpProxy: `127.0.0.1:${proxyPort}` } } : {}),
      'wdio:enforceWebDriverClassic': true,
      'webkitgtk:browserOptions': {
        binary: found.browser,
        args: ['--automation'],
      },
    },
  };
  return { options, stop: () => driver.kill() };
}

/** Settings of a desktop without animations, which is where WebKitGTK looks. */
function stillDesktop() {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-still-'));
  for (const version of ['gtk-3.0', 'gtk-4.0']) {
    mkdirSync(join(folder, version));
    writeFileSync(join(folder, version, 'settings.ini'), '[Settings]\ngtk-enable-animations=false\n');
  }
  return folder;
}

async function isUp(port) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/status`)).ok;
  } catch {
    return false;
  }
}

/** For web-test-runner: one test file after the other in the top page, because frames lack focus and viewport. */
export async function webkitLauncher(settings) {
  const webkit = await startWebKit(undefined, settings);
  const launcher = webdriverLauncher(webkit.options);
  const initialize = launcher.initialize.bind(launcher);
  const stop = launcher.stop.bind(launcher);
  launcher.concurrency = 1;
  launcher.initialize = async (config) => {
    await initialize({ ...config, concurrency: 1 });
    launcher.name = 'WebKit';
  };
  launcher.stop = async () => {
    await stop();
    webkit.stop();
  };
  return launcher;
}
