/** `npm start [-- arguments of the server]`: installs what is missing, builds what is stale, starts the server. */
import { spawn, spawnSync } from 'child_process';
import { dirname, join } from 'path';
import { fileURLToPath } from 'url';
import { installIfNeeded, requireNode } from './install.mjs';

var root = join(dirname(fileURLToPath(import.meta.url)), '..');

requireNode();
installIfNeeded();

var build = spawnSync(
  process.execPath,
  [join(root, 'tools/build.mjs'), 'manifest', 'cdn', 'site', 'server', '--if-stale'],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
if (build.status !== 0) process.exit(1);

var server = spawn(process.execPath, [join(root, 'server/dist/cli.js')].concat(process.argv.slice(2)), {
  // The server resolves file names of its arguments against the folder the user stands in.
  cwd: process.env.INIT_CWD || process.cwd(),
  stdio: 'inherit',
});
['SIGTERM', 'SIGHUP'].forEach(function (signal) {
  process.on(signal, function () {
    server.kill(signal);
  });
});
process.on('SIGINT', function () {
  // A terminal sends Ctrl+C to the server too; a second one would mean "at once".
  if (!process.stdin.isTTY) server.kill('SIGINT');
});
server.on('exit', function (code, signal) {
  process.exitCode = signal ? 1 : code;
});
