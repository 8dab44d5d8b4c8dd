/**
 * The guard of every element test, loaded by the runner before the test file: whatever a page writes to its console,
 * every uncaught error and every unhandled rejection fails the test it happened in, unless the test expected it.
 */

const levels = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;

/** What was heard since the last look, oldest first: `warn: text`. */
const heard: string[] = [];
const expected: { pattern: RegExp; seen: boolean; required: boolean }[] = [];

// Lit says once per page that it runs in development mode, which is what we want it to do.
const always = [/Lit is in dev mode/];

for (const level of levels) {
  const original = console[level].bind(console);
  console[level] = (...values: unknown[]) => {
    const line = `${level}: ${values.map(textOf).join(' ')}`;
    if (!isExpected(line)) {
      heard.push(line);
      original(...values);
    }
  };
}

// The runner's own listeners fail the test too; these add the ones that happen between tests.
addEventListener('unhandledrejection', (event) => {
  const line = `unhandled rejection: ${textOf(event.reason)}`;
  if (isExpected(line)) event.preventDefault();
  else heard.push(line);
});
addEventListener('securitypolicyviolation', (event) =>
  heard.push(`csp: ${event.violatedDirective} ${event.blockedURI}`),
);

/**
 * Says that this test makes the page write a line that matches `pattern` (`warn: …`, `error: …`). The test fails when
 * it does not. Holds until the end of the test.
 */
export function expectConsole(pattern: RegExp): void {
  expected.push({ pattern, seen: false, required: true });
}

/** The same for a line that may or may not come, such as a network error that only some engines print. */
export function allowConsole(pattern: RegExp): void {
  expected.push({ pattern, seen: false, required: false });
}

/** Lines heard since the test began, for a test that looks at them itself; takes them out. */
export function takeConsole(): string[] {
  return heard.splice(0);
}

function isExpected(line: string): boolean {
  if (always.some((pattern) => pattern.test(line))) return true;
  const match = expected.find((each) => each.pattern.test(line));
  if (match) match.seen = true;
  return match !== undefined;
}

function textOf(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (typeof value !== 'object' || value === null) return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

// A failing hook would end the whole file, so the test itself is marked, which is what the runner reads at the end.
afterEach(function guard(this: Mocha.Context) {
  const lines = heard.splice(0);
  const missing = expected.splice(0).filter((each) => each.required && !each.seen);
  const problems = [
    ...lines.map((line) => `The page said, unexpected, ${line}`),
    ...missing.map((each) => `The page never said ${each.pattern}`),
  ];
  const test = this.currentTest;
  if (!test || problems.length === 0 || test.state === 'failed') return;
  test.state = 'failed';
  test.err = new Error(problems.join('\n'));
});

after(async function guardEnd() {
  await new Promise((resolve) => setTimeout(resolve, 0));
  if (heard.length > 0) throw new Error(`After the last test the page said ${heard.join('\n')}`);
});
