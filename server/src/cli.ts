#!/usr/bin/env node
// Nothing may be imported before this check: an older Node would fail on the syntax of what is imported.
const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Cairn needs Node 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 1;
} else {
  void import('./command.ts')
    .then(({ run }) => run(process.argv.slice(2), process.env))
    .then((code) => process.exit(code));
}
