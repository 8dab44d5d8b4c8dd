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

/** Of each endpoint the fields that were left out, and why. */
export const leftOut = new Set<string>();

/** One line per document that names the fields left out of it; a field is named once per endpoint, not on each load. */
export function reportDropped(endpoint: string, dropped: readonly { path: string; reason: string }[]): void {
  const fields = dropped
    .map(({ path, reason }) => `${path} ${reason}`)
    .filter((field) => !leftOut.has(`${endpoint} ${field}`));
  if (fields.length === 0) return;
  for (const field of fields) leftOut.add(`${endpoint} ${field}`);
  report('warn', `${endpoint}: left out what does not fit the protocol: ${fields.join('; ')}. ${helpFor('dropped')}`);
}
