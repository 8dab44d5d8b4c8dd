/** What a campaign's receipt numbers begin with. */
import type { Kysely, Migration } from 'kysely';
import type { Campaign } from '../../src/data/schema.ts';
import type { Tx } from './database/open.ts';

/** Nothing is reckoned here, so that it takes a moment also with a million contributions: see {@link seriesOf}. */
export const seriesMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('campaigns').addColumn('series', 'text').execute();
  },
};

/**
 * `NT` for the Northfell Trust, and `NT2` where another campaign of this server has that: a number stands on a bank transfer,
 * and whoever reads it there has to know which gift is meant. It is chosen with the first contribution, stays when the
 * organization changes its name, and belongs to nobody else afterwards, not even when the campaign is removed: money may
 * still come under it.
 *
 * A campaign from before there were series keeps its letters, unless another one has given numbers with them as well.
 */
export async function seriesOf(
  tx: Tx,
  campaign: { id: string; series: string | null; document: Pick<Campaign, 'organization'> },
): Promise<string> {
  if (campaign.series !== null) return campaign.series;
  const letters = initials(campaign.document.organization.name);
  const older = await givenByOthers(tx, campaign.id);
  for (let n = 1; ; n++) {
    const series = n === 1 ? letters : `${letters}${n}`;
    if (older.has(series)) continue;
    // Whoever else wants it at this moment, in whichever process, waits here and then finds it taken.
    const taken = await tx
      .insertInto('settings')
      .values({ name: `series ${series}`, value: campaign.id })
      .onConflict((conflict) => conflict.doNothing())
      .returning('name')
      .executeTakeFirst();
    if (!taken) continue;
    await tx.updateTable('campaigns').set({ series }).where('id', '=', campaign.id).execute();
    return series;
  }
}

export function receiptNumber(series: string, n: number, now: number): string {
  return `${series}-${new Date(now).getUTCFullYear()}-${String(n).padStart(5, '0')}`;
}

/** What the numbers of other campaigns begin with: of each the first and the last are looked at. */
async function givenByOthers(tx: Tx, campaignId: string): Promise<Set<string>> {
  const others = await tx
    .selectFrom('campaigns')
    .select('id')
    .where('id', '<>', campaignId)
    .where('receipts', '>', 0)
    .execute();
  const given = new Set<string>();
  for (const { id } of others)
    for (const order of ['asc', 'desc'] as const) {
      const row = await tx
        .selectFrom('contributions')
        .select('receipt')
        .where('campaign_id', '=', id)
        .where('receipt', 'is not', null)
        .orderBy('created_at', order)
        .limit(1)
        .executeTakeFirst();
      if (row?.receipt) given.add(row.receipt.replace(/-\d+-\d+$/, ''));
    }
  return given;
}

/** `Northfell Trust` -> `NT`. */
function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const letters = words.flatMap((word) => [...[...word][0]!.toUpperCase()]);
  return letters.slice(0, 4).join('') || 'R';
}
