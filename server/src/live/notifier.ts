import type { Logger } from 'pino';
import type pg from 'pg';

/**
 * LISTEN and NOTIFY between instances that share PostgreSQL. NOTIFY takes a global lock on commit, so it is never part
 * of a contribution's transaction: campaigns are gathered for a moment and told about in one statement of their own.
 * Nothing depends on it arriving.
 */
export class Notifier {
  readonly #pool: pg.Pool;
  readonly #pending = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #listener: pg.PoolClient | undefined;
  #closed = false;

  constructor(
    pool: pg.Pool,
    readonly onCampaign: (id: string) => void,
    readonly log: Logger,
  ) {
    this.#pool = pool;
    void this.#listen();
  }

  tell(campaignId: string): void {
    this.#pending.add(campaignId);
    this.#timer ??= setTimeout(() => void this.#send(), 50).unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#send();
    this.#listener?.release(true);
    this.#listener = undefined;
  }

  async #send(): Promise<void> {
    this.#timer = undefined;
    const ids = [...this.#pending];
    this.#pending.clear();
    if (ids.length === 0) return;
    try {
      await this.#pool.query('select pg_notify($1, id) from unnest($2::text[]) as id', ['cairn', ids]);
    } catch {
      // The sweep of the other instances finds it.
    }
  }

  async #listen(): Promise<void> {
    if (this.#closed) return;
    try {
      const client = await this.#pool.connect();
      if (this.#closed) return client.release(true);
      this.#listener = client;
      client.on('notification', ({ payload }) => payload && this.onCampaign(payload));
      client.on('error', () => this.#again(client)); // `on`: a second one without a listener would end the process
      client.once('end', () => this.#again(client));
      await client.query('listen cairn');
    } catch {
      this.#again(undefined);
    }
  }

  #again(client: pg.PoolClient | undefined): void {
    if (this.#closed || (client && client !== this.#listener)) return;
    this.#listener?.release(true);
    this.#listener = undefined;
    setTimeout(() => void this.#listen(), 1000).unref();
  }
}
