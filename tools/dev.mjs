/** `npm run dev [-- arguments of the server]`: builds again when a source changes, and starts the server anew. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { installIfNeeded, requireNode } from './install.mjs';
import { root } from './paths.mjs';

requireNode();
installIfNeeded();

/** What has to be built when a file of this folder changes; the demo is served as it is. */
const folders = { src: ['cdn', 'server'], 'server/src': ['server'] };
const waiting = new Set();
let server;
let timer;

function build(parts) {
  return (
    spawnSync(process.execPath, [join(root, 'tools/build.mjs'), ...parts], { cwd: root, stdio: 'inherit' }).status === 0
  );
}

async function start() {
  await stop();
  server = spawn(process.execPath, [join(root, 'server/dist/cli.js'), ...process.argv.slice(2)], { stdio: 'inherit' });
}

async function stop() {
  const old = server;
  server = undefined;
  if (!old || old.exitCode !== null) return;
  const ended = new Promise((resolve) => old.once('exit', resolve));
  old.kill();
  await ended;
}

async function changed() {
  const parts = [...waiting];
  waiting.clear();
  // A build that fails says why, and the server of the last good one stays.
  if (build(parts) && parts.includes('server')) await start();
}

for (const [folder, parts] of Object.entries(folders)) {
  if (!existsSync(join(root, folder))) continue;
  watch(join(root, folder), { recursive: true }, () => {
    parts.forEach((part) => waiting.add(part));
    clearTimeout(timer);
    timer = setTimeout(changed, 150);
  });
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    await stop();
    process.exit(0);
  });
}

build(['manifest', 'cdn', 'site', 'server', '--if-stale']);
await start();
