/** `npm run storybook:build [-- --if-stale]`: storybook-static/, a folder for any file server. */
import { spawnSync } from 'node:child_process';
import { bin, root } from './paths.mjs';
import { inputHash, isStale, writeStamp } from './stamp.mjs';

const output = 'storybook-static';
const hash = inputHash(['stories', '.storybook', 'test/helpers']);

if (!process.argv.includes('--if-stale') || isStale('storybook', hash, `${output}/index.json`)) {
  node('tools/build.mjs', 'manifest', '--if-stale');
  node(bin('storybook/dist/bin/dispatcher.js'), 'build', '--disable-telemetry', '--quiet', '--output-dir', output);
  writeStamp('storybook', hash);
}

function node(script, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd: root, encoding: 'utf8' });
  if (status === 0) return;
  console.error(stdout + stderr);
  process.exit(1);
}
