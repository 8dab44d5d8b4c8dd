import { renameSync, rmSync } from 'node:fs';
import { SetupError } from '../fault.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Writes a file whole or not at all: what was at this place before stays until the new one is there. Half of one is taken away
 * also when somebody presses Ctrl+C: there are people in it.
 *
 * @param name what it is, for the message
 * @throws {SetupError} when it cannot be written
 */
export async function writeWhole<T>(path: string, name: string, write: (part: string) => Promise<T>): Promise<T> {
  const part = `${path}.part`;
  const end = (signal: NodeJS.Signals) => {
    rmSync(part, { force: true });
    process.kill(process.pid, signal); // nobody listens any more: it ends as it would have
  };
  for (const signal of SIGNALS) process.once(signal, end);
  try {
    const result = await write(part);
    renameSync(part, path);
    return result;
  } catch (error) {
    rmSync(part, { force: true });
    const { code, syscall } = error as { code?: string; syscall?: string };
    if (syscall === undefined || !/^E[A-Z]+$/.test(code ?? '')) throw error; // of the database, not of the file
    throw new SetupError(`${name} cannot be written (${code}). Choose another place, or make room.`, { cause: error });
  } finally {
    for (const signal of SIGNALS) process.off(signal, end);
  }
}
