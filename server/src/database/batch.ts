import { sql } from 'kysely';
import { inTransaction, type Db, type Tx } from './open.ts';

/** More would make the first of a batch wait for the last. */
const MOST = 32;

interface Job {
  work: (tx: Tx) => Promise<unknown>;
  done: (value: unknown) => void;
  fail: (error: unknown) => void;
}

/**
 * Group commit. What arrives for a campaign while its last transaction is being synced goes into the next one together:
 * all of it waits for the campaign's row anyway, and one sync then serves up to 32 contributions. Each still has a
 * savepoint of its own, so that what refuses one leaves the others alone, and nobody is answered before the commit.
 */
export class Batches {
  readonly #waiting = new Map<string, Job[]>();
  readonly #running = new Set<string>();

  constructor(readonly db: Db) {}

  run<T>(key: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return new Promise<T>((done, fail) => {
      const jobs = this.#waiting.get(key) ?? [];
      this.#waiting.set(key, jobs);
      jobs.push({ work, done: done as (value: unknown) => void, fail });
      if (!this.#running.has(key)) void this.#drain(key);
    });
  }

  /** How many wait for a transaction, over all campaigns: what overload looks like from inside. */
  get depth(): number {
    let sum = 0;
    for (const jobs of this.#waiting.values()) sum += jobs.length;
    return sum;
  }

  async #drain(key: string): Promise<void> {
    this.#running.add(key);
    for (;;) {
      // SQLite works in this thread: without a turn for the sockets nobody could join before the sync.
      await new Promise((done) => setImmediate(done));
      const jobs = this.#next(key);
      if (jobs.length === 0) break;
      try {
        const settled = await inTransaction(this.db, (tx) => together(tx, jobs));
        // Only now is it on disk.
        jobs.forEach((job, index) => {
          const one = settled[index]!;
          if ('error' in one) job.fail(one.error);
          else job.done(one.value);
        });
      } catch (error) {
        for (const job of jobs) job.fail(error);
      }
    }
    this.#running.delete(key);
    this.#waiting.delete(key);
  }

  #next(key: string): Job[] {
    return this.#waiting.get(key)?.splice(0, MOST) ?? [];
  }
}

type Settled = { value: unknown } | { error: unknown };

async function together(tx: Tx, jobs: readonly Job[]): Promise<Settled[]> {
  if (jobs.length === 1) return [{ value: await jobs[0]!.work(tx) }];
  const settled: Settled[] = [];
  for (const { work } of jobs) {
    await sql`savepoint one`.execute(tx);
    try {
      settled.push({ value: await work(tx) });
    } catch (error) {
      // When the database itself is at fault this fails as well, and with it the whole batch.
      await sql`rollback to savepoint one`.execute(tx);
      settled.push({ error });
    }
    await sql`release savepoint one`.execute(tx);
  }
  return settled;
}
