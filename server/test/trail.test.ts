/** What organisers do is written down in the transaction that does it: both are there, or neither. */
import { sql } from 'kysely';
import { afterEach, expect, it } from 'vitest';
import { changeCampaign, removeUpdate, saveCampaign, saveMember, saveUpdate } from '../src/admin/campaigns.ts';
import { confirmByHand, refundByHand } from '../src/admin/contributions.ts';
import { forget } from '../src/admin/forget.ts';
import { CLI, makeKey, removeKey } from '../src/admin/keys.ts';
import { removeCampaign } from '../src/admin/remove.ts';
import { addWebhook, removeWebhook, retryDeliveries, rotateWebhook } from '../src/admin/webhooks.ts';
import { campaignFixture } from './fixtures/campaign.ts';
import { expectSums, GIVE, onBothDatabases, PLEDGE, serve, type TestServer } from './helpers.ts';
import { closeReceivers, receiver } from './receiver.ts';

onBothDatabases('the trail of what organisers do', (kind) => {
  let server: TestServer;
  afterEach(async () => {
    await server.close();
    closeReceivers();
  });

  /** Everything but the trail, as it stands. */
  const state = async () => {
    const { db } = server.database;
    const tables = (await db.introspection.getTables()).map(({ name }) => name).sort();
    const all: Record<string, unknown> = {};
    for (const name of tables) {
      if (/^(audit|kysely)/.test(name)) continue;
      const { rows } = await sql<object>`select * from ${sql.table(name)}`.execute(db);
      all[name] = rows.map((row) => JSON.stringify(row)).sort();
    }
    return all;
  };

  it('an action that cannot be written down is not done; one that is done is written down once', async () => {
    server = await serve(await kind.place(), { settings: { payments: 'manual', webhooksPrivate: true } });
    const { database, clock } = server;
    const { db } = database;
    const { url } = await receiver(() => 503);
    const now = clock.now;
    const hook = await addWebhook(database, CLI, { url }, now, true);
    const gift = await server.give({ ...GIVE, email: 'ada@mail.example' });
    const promise = await server.give(PLEDGE);
    const paid = await server.give(GIVE);
    await confirmByHand(db, CLI, paid.id, now);
    await server.cairn.outbox.flush();
    await server.cairn.outbox.close(); // what it sends later is no organiser's doing
    const key = await makeKey(db, CLI, { name: 'Old', scopes: ['read'] }, now);
    await saveUpdate(db, CLI, 'riverbank', 'old', { title: 'Old', at: '2026-03-01T00:00:00Z' }, now);
    const member = { member: { name: 'Ada' }, email: 'ada@mail.example' };
    const actions: [string, () => Promise<unknown>][] = [
      ['contribution.confirm', () => confirmByHand(db, CLI, gift.id, now)],
      ['contribution.confirm', () => confirmByHand(db, CLI, promise.id, now)],
      ['contribution.refund', () => refundByHand(db, CLI, paid.id, now)],
      ['campaign.save', () => saveCampaign(db, CLI, 'riverbank', campaignFixture({ mission: { title: 'New' } }), now)],
      ['campaign.change', () => changeCampaign(db, CLI, 'riverbank', { status: 'paused' }, now)],
      ['member.save', () => saveMember(database, CLI, 'riverbank', 'ada', member, now)],
      ['update.save', () => saveUpdate(db, CLI, 'riverbank', 'x', { title: 'X', at: '2026-03-01T00:00:00Z' }, now)],
      ['update.remove', () => removeUpdate(db, CLI, 'riverbank', 'old', now)],
      ['key.make', () => makeKey(db, CLI, { name: 'New', scopes: ['read'], campaign: 'riverbank' }, now)],
      ['key.remove', () => removeKey(db, CLI, key.id, now)],
      ['webhook.retry', () => retryDeliveries(db, CLI, hook.id, now)],
      ['webhook.add', () => addWebhook(database, CLI, { url: `${url}more`, campaign: 'riverbank' }, now, true)],
      ['webhook.rotate', () => rotateWebhook(database, CLI, hook.id, now)],
      ['webhook.remove', () => removeWebhook(db, CLI, hook.id, now)],
      ['person.forget', () => forget(database, CLI, { email: 'ada@mail.example' }, now)],
      ['campaign.remove', () => removeCampaign(database, CLI, 'riverbank', { confirm: 'riverbank', now })],
    ];
    for (const [action, act] of actions) {
      const written = async () => {
        const rows = await db.selectFrom('audit').select('action').where('action', '=', action).execute();
        return rows.length;
      };
      const before = await state();
      const count = await written();
      await sql`alter table audit rename to audit_away`.execute(db);
      await expect(act(), action).rejects.toThrow();
      await sql`alter table audit_away rename to audit`.execute(db);
      expect(await state(), action).toEqual(before);
      await act();
      expect(await state(), action).not.toEqual(before);
      expect(await written(), action).toBe(count + 1);
      if (action !== 'campaign.remove') await expectSums(database);
    }
  });

  it('two who confirm at the same moment leave one line; what changes nothing leaves none', async () => {
    server = await serve(await kind.place(), { settings: { payments: 'manual' } });
    const { db } = server.database;
    const now = server.clock.now;
    const gift = await server.give(GIVE);
    await Promise.all(Array.from({ length: 5 }, () => confirmByHand(db, CLI, gift.id, now)));
    await Promise.all(Array.from({ length: 5 }, () => refundByHand(db, CLI, gift.id, now)));
    await saveCampaign(db, CLI, 'riverbank', campaignFixture(), now); // as it was
    const trail = await db.selectFrom('audit').select('action').execute();
    expect(trail.map(({ action }) => action).sort()).toEqual(['contribution.confirm', 'contribution.refund']);
  });
});
