import { inTransaction, isDatabaseDown, type Db, type Tx } from './open.ts';

/** More would make the first of a batch wait for the last. */
const MOST = 64;

/** What became of one job of a batch. */
export type Settled<Result> = { value: Result } | { error: unknown };

interface Waiting<Job, Result> {
  job: Job;
  done: (value: Result) => void;
  fail: (error: unknown) => void;
}

/**
 * Group commit (decision 0013). What arrives for a campaign while its last transaction is being synced goes into the next
 * one together: all of it waits for the campaign's row anyway, and one sync, with one statement per table, then serves up
 * to 64 contributions. Nobody is answered before the commit.
 */
export class Batches<Job, Result> {
  readonly #waiting = new Map<string, Waiting<Job, Result>[]>();
  readonly #running = new Set<string>();

  /** @param work does jobs of one campaign in one transaction; what refuses a single job it settles with its error */
  constructor(
    readonly db: Db,
    readonly work: (tx: Tx, campaignId: string, jobs: readonly Job[]) => Promise<Settled<Result>[]>,
  ) {}

  run(campaignId: string, job: Job): Promise<Result> {
    return new Promise<Result>((done, fail) => {
      const waiting = this.#waiting.get(campaignId) ?? [];
      this.#waiting.set(campaignId, waiting);
      waiting.push({ job, done, fail });
      if (!this.#running.has(campaignId)) void this.#drain(campaignId);
    });
  }

  /** How many wait for a transaction, over all campaigns: what overload looks like from inside. */
  get depth(): number {
    let sum = 0;
    for (const waiting of this.#waiting.values()) sum += waiting.length;
    return sum;
  }

  async #drain(campaignId: string): Promise<void> {
    this.#running.add(campaignId);
    for (;;) {
      // SQLite works in this thread: without a turn for the sockets nobody could join before the sync.
      await new Promise((done) => setImmediate(done));
      const batch = this.#waiting.get(campaignId)?.splice(0, MOST) ?? [];
      if (batch.length === 0) break;
      try {
        await this.#settle(campaignId, batch);
      } catch (error) {
        // What the database refuses is one row's fault, and then only that one's: each is tried by itself.
        const alone = batch.length > 1 && !isDatabaseDown(error);
        for (const one of batch)
          if (alone) await this.#settle(campaignId, [one]).catch(one.fail);
          else one.fail(error);
      }
    }
    this.#running.delete(campaignId);
    this.#waiting.delete(campaignId);
  }

  async #settle(campaignId: string, batch: readonly Waiting<Job, Result>[]): Promise<void> {
    const jobs = batch.map(({ job }) => job);
    const settled = await inTransaction(this.db, (tx) => this.work(tx, campaignId, jobs));
    // Only now is it on disk.
    batch.forEach(({ done, fail }, index) => {
      const one = settled[index]!;
      if ('error' in one) fail(one.error);
      else done(one.value);
    });
  }
}
