/** Says something to the page's author. Visitors never read it. */
export type Reporter = (level: 'warn' | 'error', message: string) => void;

const toConsole: Reporter = (level, message) => console[level](`cairn: ${message}`);

let reporter = toConsole;

/** Every line the library writes to the console goes through here. */
export function report(level: 'warn' | 'error', message: string): void {
  reporter(level, message);
}

/** Sends the lines somewhere else, as a test or a host with its own log does; without an argument back to the console. */
export function setReporter(next: Reporter = toConsole): void {
  reporter = next;
}

/** Where the manual explains one kind of failure. It is only text in a message: nothing is requested from there. */
export function helpFor(kind: string): string {
  return `https://github.com/cairn-widgets/cairn/blob/main/docs/troubleshooting.md#${kind}`;
}

const reported = new Set<string>();

/** One line per document that names the fields left out of it; a field is named once per endpoint, not on each load. */
export function reportDropped(endpoint: string, dropped: readonly { path: string; reason: string }[]): void {
  const fresh = dropped.filter(({ path }) => !reported.has(`${endpoint} ${path}`));
  if (fresh.length === 0) return;
  for (const { path } of fresh) reported.add(`${endpoint} ${path}`);
  const fields = fresh.map(({ path, reason }) => `${path} ${reason}`).join('; ');
  report('warn', `${endpoint}: left out what does not fit the protocol: ${fields}. ${helpFor('dropped')}`);
}
