import { removedAt } from '../database/import.ts';
import type { Db } from '../database/open.ts';
import { frame, streamOf, type EventStream } from './stream.ts';

/** So many streams are ended in one turn. */
const SLICE = 50;

/** Who reads which campaign, so that the readers of one that was removed are told, and do not wait for ever. */
export class Readers {
  readonly #streams = new Map<string, Set<EventStream>>();

  /** @param body what the hub answered a subscriber */
  add(campaignId: string, body: ReadableStream<Uint8Array>): void {
    const stream = streamOf(body);
    if (!stream) return;
    const all = this.#streams.get(campaignId) ?? new Set();
    this.#streams.set(campaignId, all.add(stream));
    stream.whenOver(() => {
      all.delete(stream);
      if (all.size === 0 && this.#streams.get(campaignId) === all) this.#streams.delete(campaignId);
    });
  }

  /** This campaign was removed; that was its last revision. */
  async end(campaignId: string, rev: number): Promise<void> {
    let told = 0;
    for (const stream of [...(this.#streams.get(campaignId) ?? [])]) {
      stream.close(frame('closed', { rev }, rev));
      if (++told % SLICE === 0) await new Promise((done) => setImmediate(done));
    }
  }

  /** Another process may have removed one. */
  async endRemoved(db: Db): Promise<void> {
    const ids = [...this.#streams.keys()];
    if (ids.length === 0) return;
    const rows = await db.selectFrom('campaigns').select('id').where('id', 'in', ids).execute();
    const here = new Set(rows.map(({ id }) => id));
    for (const id of ids) if (!here.has(id)) await this.end(id, await removedAt(db, id));
  }
}
