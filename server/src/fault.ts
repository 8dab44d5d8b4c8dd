/** Something the operator has to put right; `message` is one clear line: what, where, and how to mend it. */
export class SetupError extends Error {
  override name = 'SetupError';
}
