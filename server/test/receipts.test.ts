/** A receipt number is one of a kind: it stands on a bank transfer, and somebody has to know which gift is meant. */
import { afterEach, expect, it } from 'vitest';
import type { Receipt } from '../../src/data/schema.ts';
import { ALL_SCOPES, CLI, makeKey } from '../src/admin/keys.ts';
import { clearCampaign } from '../src/admin/clear.ts';
import { removeCampaign } from '../src/admin/remove.ts';
import { importCampaign } from '../src/database/import.ts';
import { campaignFixture } from './fixtures/campaign.ts';
import { onBothDatabases, PLEDGE, serve, type TestServer } from './helpers.ts';

onBothDatabases('receipt numbers', (kind) => {
  let server: TestServer;
  afterEach(() => server.close());
  const begin = async (...ids: string[]) => {
    server = await serve(await kind.place(), { campaigns: ids.map((id) => campaignFixture({ id })) });
  };
  const load = (changes: Parameters<typeof campaignFixture>[0]) =>
    importCampaign(server.database.db, campaignFixture(changes), server.clock.now);
  const give = (campaign: string) => server.give(PLEDGE, { campaign });
  const seriesOf = ({ receipt }: Receipt) => receipt.replace(/-\d+-\d+$/, '');
  const allReceipts = async () => {
    const rows = await server.database.db
      .selectFrom('contributions')
      .select('receipt')
      .where('receipt', 'is not', null)
      .execute();
    return rows.map(({ receipt }) => receipt);
  };
  /** As a release before series left it. */
  const old = async (campaign: string, receipts: string[]) => {
    for (const receipt of receipts) {
      const { id } = await give(campaign);
      await server.database.db.updateTable('contributions').set({ receipt }).where('id', '=', id).execute();
    }
    await server.database.db.updateTable('campaigns').set({ series: null }).where('id', '=', campaign).execute();
    await server.database.db.deleteFrom('settings').where('name', 'like', 'series %').execute();
  };

  it('[B5] campaigns with the same letters have numbers of their own, also when their first gifts come at once', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    await begin(...ids);
    const first = await Promise.all(ids.map(give));
    expect(first.map(seriesOf).sort()).toEqual(['RB', 'RB2', 'RB3', 'RB4', 'RB5']);
    const again = await Promise.all(ids.map(give));
    expect(again.map(seriesOf)).toEqual(first.map(seriesOf));
    const all = await allReceipts();
    expect(new Set(all).size).toBe(10);
    const key = (await makeKey(server.database.db, CLI, { name: 'T', scopes: ALL_SCOPES }, server.clock.now)).key;
    for (const one of [...first, ...again]) {
      const response = await server.ask(`/v1/admin/contributions/${one.receipt.toLowerCase()}`, {
        headers: { authorization: `Bearer ${key}` },
      });
      expect(await response.json()).toMatchObject({ id: one.id });
    }
    // What begins with a letter and a figure is a number, not a name.
    const campaign = ids[first.findIndex((one) => seriesOf(one) === 'RB2')]!;
    const found = await server.ask(`/v1/admin/campaigns/${campaign}/contributions/search`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ q: first.find((one) => seriesOf(one) === 'RB2')!.receipt }),
    });
    expect(((await found.json()) as { items: unknown[] }).items).toHaveLength(1);
  });

  it('the letters stay with the campaign when the organization changes its name, and after it is removed', async () => {
    await begin('a');
    expect(seriesOf(await give('a'))).toBe('RB');
    await load({ id: 'a', organization: { name: 'Lake House' } });
    expect(seriesOf(await give('a'))).toBe('RB');
    await removeCampaign(server.database, CLI, 'a', { confirm: 'a', now: server.clock.now });
    await clearCampaign(server.database.db, 'a');
    await load({ id: 'a' });
    expect(seriesOf(await give('a'))).toBe('RB2'); // a transfer for the one before may still come
  });

  it('a campaign from before keeps its letters; two that gave the same numbers each get others', async () => {
    await begin('alone', 'x', 'y');
    await load({ id: 'lake', organization: { name: 'Lake House' } });
    await old('lake', ['LH-2026-00041']);
    await old('x', ['RB-2025-00041', 'RB-2026-00042']);
    await old('y', ['RB-2026-00041']);
    expect(seriesOf(await give('lake'))).toBe('LH');
    expect(seriesOf(await give('x'))).toBe('RB2');
    expect(seriesOf(await give('y'))).toBe('RB3');
    expect(seriesOf(await give('alone'))).toBe('RB4');
    const all = await allReceipts();
    expect(new Set(all).size).toBe(all.length);
  });

  it('a file that brings fewer than before does not have a number given twice, of a receipt or of a stone', async () => {
    const file = (total: number) => campaignFixture({ id: 'a', contributions: { items: [], total } });
    await begin();
    await importCampaign(server.database.db, file(40), server.clock.now);
    for (let n = 0; n < 3; n++) await give('a');
    for (const total of [38, 10, 41, 39]) {
      await importCampaign(server.database.db, file(total), server.clock.now);
      for (let n = 0; n < 3; n++) await give('a');
    }
    const all = await allReceipts();
    expect(all).toHaveLength(15);
    expect(new Set(all).size).toBe(15);
    const stones = await server.database.db
      .selectFrom('contributions')
      .select('stone')
      .where('receipt', 'is not', null);
    expect(new Set((await stones.execute()).map(({ stone }) => stone)).size).toBe(15);
  });

  it('names of any script make letters that are whole', async () => {
    await begin();
    for (const [id, name, letters] of [
      ['n1', 'Route 66 Rescue', 'R6R'],
      ['n2', 'Σύλλογος Ελλήνων', 'ΣΕ'],
      ['n3', '𝒜𝓇𝓉 𝒷𝓎 𝒸𝓁𝓊𝒷 𝒹 𝑒', '𝒜𝒷𝒸𝒹'],
      ['n4', 'ßtraße', 'SS'],
      ['n5', '!!!', 'R'],
    ] as const) {
      await load({ id, organization: { name } });
      expect(seriesOf(await give(id))).toBe(letters);
    }
  });
});
