/** More files than these are no race. */
const FILES = 5;

/**
 * A handful of failures is run once more, alone: on a machine whose load nobody knows that tells a fault from a race
 * (docs/decisions/0012). `run` takes the files and answers `{ status, failures }`; each failure has `engine`, `file`,
 * `title`. Answers which of them passed at the second time and which are faults.
 */
export function secondRun(failures, run) {
  const files = [...new Set(failures.map(({ file }) => file))];
  if (files.length === 0 || files.length > FILES) return { passed: [], faults: failures };
  const second = run(files);
  // A run that ended badly and names no failure has shown nothing.
  if (second.status !== 0 && second.failures.length === 0) return { passed: [], faults: failures };
  const key = ({ engine, file, title }) => [engine, file, title].join('\n');
  const again = new Set(second.failures.map(key));
  const whole = new Set(second.failures.filter(({ title }) => title === WHOLE_FILE).map(({ file }) => file));
  const isFault = (each) => again.has(key(each)) || whole.has(each.file);
  return { passed: failures.filter((each) => !isFault(each)), faults: failures.filter(isFault) };
}

/** The title of a failure that is no test's: the file could not be loaded, or a hook failed. */
export const WHOLE_FILE = 'the whole file';
