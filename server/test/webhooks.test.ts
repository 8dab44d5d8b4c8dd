/** Receivers of webhooks, managed by organisers: over the admin API, and what the command line shares with it. */
import { createHmac } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { ALL_SCOPES, CLI, makeKey, type Scope } from '../src/admin/keys.ts';
import { addWebhook } from '../src/admin/webhooks.ts';
import { examine } from '../src/admin/doctor.ts';
import { importCampaign } from '../src/database/import.ts';
import { openDatabase } from '../src/database/open.ts';
import { SCHEDULE, tidyOutbox } from '../src/outbox.ts';
import { campaignFixture } from './fixtures/campaign.ts';
import { GIVE, onBothDatabases, PLEDGE, serve, type Place, type TestServer } from './helpers.ts';
import { closeReceivers, receiver } from './receiver.ts';

type Json = Record<string, unknown>;

const HOOKS = '/v1/admin/webhooks';

onBothDatabases('webhooks that organisers manage', (kind) => {
  let server: TestServer;
  let place: Place;
  const begin = async (webhooksPrivate = true) => {
    place = await kind.place();
    server = await serve(place, { settings: { webhooksPrivate } });
  };
  afterEach(async () => {
    await server.close();
    closeReceivers();
  });
  const keyWith = async (scopes: readonly Scope[] = ALL_SCOPES, campaign?: string) =>
    (await makeKey(server.database.db, CLI, { name: 'Test', scopes, campaign }, server.clock.now)).key;
  const call = async (key: string, method: string, path: string, body?: unknown) => {
    const response = await server.ask(path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: (text ? JSON.parse(text) : {}) as Json & { items: Json[] } };
  };

  it('one that is added is told at once, signed with the secret that was told once', async () => {
    await begin();
    const { url, received } = await receiver(() => 204);
    const key = await keyWith();
    const made = await call(key, 'POST', HOOKS, { url });
    expect(made.status).toBe(201);
    const { id, secret } = made.json as unknown as { id: string; secret: string };
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    await server.give({ ...PLEDGE, name: 'Ada Lovelace', email: 'ada@example.org' });
    await server.cairn.outbox.flush();
    expect(received).toHaveLength(1);
    const { headers, body } = received[0]!;
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const bytes = Buffer.from(secret.slice(6), 'base64');
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', bytes).update(signed).digest('base64')}`);

    const list = await call(key, 'GET', HOOKS);
    expect(list.json.items).toEqual([
      {
        ...{ id, url, managed: true, createdAt: '2026-03-10T10:20:30.000Z', deliveredAt: '2026-03-10T10:20:30.000Z' },
        ...{ waiting: 0, failed: 0 },
      },
    ]);
    // The secret is in no answer, no log and not in the database as it is.
    const rows = JSON.stringify(await server.database.db.selectFrom('webhooks').selectAll().execute());
    for (const text of [JSON.stringify(list.json), rows, server.logs.join('')]) expect(text).not.toContain(secret);

    expect((await call(key, 'DELETE', `${HOOKS}/${id}`)).status).toBe(204);
    await server.give(PLEDGE);
    await server.cairn.outbox.flush();
    expect(received).toHaveLength(1);
    expect((await call(key, 'DELETE', `${HOOKS}/${id}`)).status).toBe(404);
    const trail = await server.database.db.selectFrom('audit').select(['action', 'target']).execute();
    expect(trail.map((one) => one.action).sort()).toEqual(['key.make', 'webhook.add', 'webhook.remove']);
  });

  it('a secret that is replaced holds a day longer: until then messages carry both signatures', async () => {
    await begin();
    const { url, received } = await receiver(() => 204);
    const key = await keyWith();
    const made = (await call(key, 'POST', HOOKS, { url })).json as unknown as { id: string; secret: string };
    const signaturesOf = ({ headers, body }: (typeof received)[number], secrets: string[]) => {
      const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
      return secrets
        .map((secret) => Buffer.from(secret.slice(6), 'base64'))
        .map((bytes) => `v1,${createHmac('sha256', bytes).update(signed).digest('base64')}`)
        .join(' ');
    };
    const expectSignedWith = async (secrets: string[]) => {
      received.length = 0;
      await server.give(PLEDGE);
      await server.cairn.outbox.flush();
      expect((await call(key, 'POST', `${HOOKS}/${made.id}/test`)).json).toMatchObject({ delivered: true });
      expect(received).toHaveLength(2);
      for (const one of received) expect(one.headers['webhook-signature']).toBe(signaturesOf(one, secrets));
    };
    await expectSignedWith([made.secret]);
    const rotated = await call(key, 'POST', `${HOOKS}/${made.id}/rotate`);
    const second = String(rotated.json['secret']);
    expect(rotated.status).toBe(200);
    expect(second).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(second).not.toBe(made.secret);
    const until = new Date(server.clock.now + 24 * 60 * 60 * 1000).toISOString();
    expect(rotated.json).toMatchObject({ id: made.id, url, oldSecretUntil: until });
    await expectSignedWith([second, made.secret]);
    expect((await call(key, 'GET', HOOKS)).json.items[0]).toMatchObject({ oldSecretUntil: until });

    server.clock.now += 24 * 60 * 60 * 1000 + 1;
    await expectSignedWith([second]);
    await tidyOutbox(server.database.db, server.clock.now);
    expect((await call(key, 'GET', HOOKS)).json.items[0]).not.toHaveProperty('oldSecretUntil');
    // Twice within the day: the one nobody needs any more goes.
    const third = String((await call(key, 'POST', `${HOOKS}/${made.id}/rotate`)).json['secret']);
    const fourth = String((await call(key, 'POST', `${HOOKS}/${made.id}/rotate`)).json['secret']);
    await expectSignedWith([fourth, third]);

    const rows = JSON.stringify(await server.database.db.selectFrom('webhooks').selectAll().execute());
    for (const text of [rows, server.logs.join('')])
      for (const secret of [made.secret, second, third, fourth]) expect(text).not.toContain(secret);
    const trail = await server.database.db
      .selectFrom('audit')
      .select('target')
      .where('action', '=', 'webhook.rotate')
      .execute();
    expect(trail).toEqual([{ target: made.id }, { target: made.id }, { target: made.id }]);
    expect((await call(key, 'POST', `${HOOKS}/whk_none/rotate`)).status).toBe(404);
    expect((await call(await keyWith(['read']), 'POST', `${HOOKS}/${made.id}/rotate`)).status).toBe(403);
  });

  it('two who replace a secret at once: each secret that was told is one that is signed with', async () => {
    await begin();
    const { url, received } = await receiver(() => 204);
    const key = await keyWith();
    const { id } = (await call(key, 'POST', HOOKS, { url })).json as unknown as { id: string };
    const answers = await Promise.all(Array.from({ length: 2 }, () => call(key, 'POST', `${HOOKS}/${id}/rotate`)));
    const told = answers.filter(({ status }) => status === 200);
    expect(told.length).toBeGreaterThan(0);
    for (const { status } of answers) expect([200, 409]).toContain(status);
    await call(key, 'POST', `${HOOKS}/${id}/test`);
    const [one] = received;
    const signed = `${String(one!.headers['webhook-id'])}.${String(one!.headers['webhook-timestamp'])}.${one!.body}`;
    for (const { json } of told) {
      const bytes = Buffer.from(String(json['secret']).slice(6), 'base64');
      expect(one!.headers['webhook-signature']).toContain(createHmac('sha256', bytes).update(signed).digest('base64'));
    }
  });

  it('is told only of its campaign and of the events it asked for', async () => {
    await begin();
    await importCampaign(server.database.db, campaignFixture({ id: 'other' }), server.clock.now);
    const [all, mine, money] = [await receiver(() => 200), await receiver(() => 200), await receiver(() => 200)];
    const key = await keyWith();
    await call(key, 'POST', HOOKS, { url: all.url });
    await call(key, 'POST', HOOKS, { url: mine.url, campaign: 'other' });
    await call(key, 'POST', HOOKS, { url: money.url, events: ['confirmed', 'refunded'] });
    await server.give(PLEDGE);
    await server.give(PLEDGE, { campaign: 'other' });
    await server.checkout(await server.give(GIVE));
    await server.cairn.outbox.flush();
    const told = ({ received }: typeof all) =>
      received
        .map(({ body }) => JSON.parse(body) as { type: string; data: { campaign: string } })
        .map(({ type, data }) => `${data.campaign} ${type.slice(13)}`)
        .sort();
    expect(told(all)).toEqual(['other recorded', 'riverbank confirmed', 'riverbank recorded']);
    expect(told(mine)).toEqual(['other recorded']);
    expect(told(money)).toEqual(['riverbank confirmed']);
  });

  it('[S19] a key of one campaign sees, adds and removes those of its campaign alone', async () => {
    await begin();
    await importCampaign(server.database.db, campaignFixture({ id: 'other' }), server.clock.now);
    const [owner, own] = [await keyWith(), await keyWith(ALL_SCOPES, 'other')];
    const { json } = await call(owner, 'POST', HOOKS, { url: 'https://crm.example.org/a' });
    const id = String(json['id']);
    expect((await call(own, 'GET', HOOKS)).json.items).toEqual([]);
    for (const [method, path, body] of [
      ['DELETE', id],
      ['POST', `${id}/test`],
      ['POST', `${id}/rotate`],
      ['GET', `${id}/deliveries`],
      ['POST', `${id}/retry`, {}],
    ] as const)
      expect((await call(own, method, `${HOOKS}/${path}`, body)).status, path).toBe(404);
    expect((await call(own, 'POST', HOOKS, { url: 'https://crm.example.org/b' })).status).toBe(403);
    expect((await call(own, 'POST', HOOKS, { url: 'https://crm.example.org/b', campaign: 'other' })).status).toBe(201);
    expect((await call(own, 'GET', HOOKS)).json.items).toHaveLength(1);
    expect((await call(owner, 'GET', HOOKS)).json.items).toHaveLength(2);
  });

  it('refuses addresses that nothing may be sent to, twice the same, and more than twenty', async () => {
    await begin(false);
    const key = await keyWith();
    for (const url of [
      'crm.example.org',
      'http://crm.example.org/',
      'ftp://crm.example.org/',
      'javascript:alert(1)',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://169.254.169.254/latest/meta-data/',
      'https://0x7f000001/',
      'https://ada:secret@crm.example.org/',
    ]) {
      const refused = await call(key, 'POST', HOOKS, { url });
      expect([refused.status, url]).toEqual([422, url]);
      expect(refused.json['errors']).toMatchObject([{ pointer: '/url' }]);
    }
    expect((await call(key, 'POST', HOOKS, { url: 'https://crm.example.org/', events: ['gone'] })).status).toBe(422);
    expect((await call(key, 'POST', HOOKS, { url: 'https://crm.example.org/', campaign: 'none' })).status).toBe(404);
    for (let n = 0; n < 20; n++)
      expect((await call(key, 'POST', HOOKS, { url: `https://crm.example.org/${n}` })).status).toBe(201);
    expect((await call(key, 'POST', HOOKS, { url: 'https://CRM.example.org/0' })).status).toBe(409);
    expect((await call(key, 'POST', HOOKS, { url: 'https://crm.example.org/21' })).status).toBe(409);
  });

  it('tries one out: what it answered is said, nothing is kept, and not without end', async () => {
    await begin();
    const statuses = [204, 500];
    const { url, received } = await receiver((n) => statuses[n - 1] ?? 200);
    const key = await keyWith();
    const id = String((await call(key, 'POST', HOOKS, { url })).json['id']);
    const test = () => call(key, 'POST', `${HOOKS}/${id}/test`);
    expect((await test()).json).toEqual({ delivered: true, outcome: 'answered 204' });
    expect((await test()).json).toEqual({ delivered: false, outcome: 'answered 500' });
    expect(JSON.parse(received[0]!.body)).toMatchObject({ type: 'webhook.test', data: {} });
    expect(received[0]!.headers['webhook-signature']).toMatch(/^v1,/);
    expect(await server.database.db.selectFrom('outbox').selectAll().execute()).toEqual([]);
    for (let n = 0; n < 8; n++) await test();
    expect((await test()).status).toBe(429);

    const gone = String((await call(key, 'POST', HOOKS, { url: 'http://127.0.0.1:1/' })).json['id']);
    server.clock.now += 60_000;
    expect((await call(key, 'POST', `${HOOKS}/${gone}/test`)).json).toEqual({
      delivered: false,
      outcome: 'nothing listens there',
    });
  });

  it('what did not get through is shown with its reason, and sent again when asked', async () => {
    await begin();
    let works = false;
    const { url, received } = await receiver(() => (works ? 200 : 503));
    const key = await keyWith();
    const id = String((await call(key, 'POST', HOOKS, { url })).json['id']);
    const pledge = await server.give(PLEDGE);
    await server.cairn.outbox.flush();
    const failed = async () => (await call(key, 'GET', `${HOOKS}/${id}/deliveries`)).json.items;
    const [first] = await failed();
    expect(first).toMatchObject({
      ...{ type: 'contribution.recorded', contribution: pledge.id, campaign: 'riverbank', attempts: 1 },
      ...{ outcome: 'answered 503', triedAt: '2026-03-10T10:20:30.000Z' },
    });
    expect(Date.parse(String(first!['nextAt']))).toBeGreaterThan(server.clock.now);
    for (const wait of SCHEDULE) {
      server.clock.now += wait * 1.2;
      await server.cairn.outbox.flush();
    }
    const [given] = await failed();
    expect(given).not.toHaveProperty('nextAt');
    expect((await call(key, 'GET', HOOKS)).json.items).toMatchObject([{ waiting: 0, failed: 1 }]);
    const doctor = await examine(server.database, {
      ...{ dataDir: place.dataDir, publicUrl: undefined, payments: 'test', now: server.clock.now, site: true },
    });
    expect(doctor.find(({ ok }) => !ok)).toMatchObject({ what: '1 message to other systems was given up' });

    const before = received.length;
    expect((await call(key, 'POST', `${HOOKS}/${id}/retry`, { delivery: 'msg_none' })).status).toBe(404);
    works = true;
    expect((await call(key, 'POST', `${HOOKS}/${id}/retry`, { delivery: String(given!['id']) })).json).toEqual({
      messages: 1,
    });
    await server.cairn.outbox.flush();
    expect(received).toHaveLength(before + 1);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await failed()).toEqual([]);
    expect((await call(key, 'POST', `${HOOKS}/${id}/retry`, {})).json).toEqual({ messages: 0 });
  });

  it('what was given up is kept for a month; a receiver that hangs holds up nobody else', async () => {
    await begin();
    const [slow, good] = [await receiver(() => 'hang'), await receiver(() => 200)];
    const key = await keyWith();
    for (const { url } of [slow, good]) await call(key, 'POST', HOOKS, { url });
    for (let n = 0; n < 20; n++) await server.give(PLEDGE);
    void server.cairn.outbox.flush(); // waits for the one that hangs
    await expect.poll(() => good.received.length, { timeout: 10_000 }).toBe(20);
    expect(slow.received.length).toBeLessThanOrEqual(8);
    closeReceivers();
    await server.cairn.outbox.flush();
    const { db } = server.database;
    await db.updateTable('outbox').set({ given_up_at: server.clock.now }).execute();
    const hour = async () => (await serve(place, { now: () => server.clock.now })).close(); // tidies as it starts
    await hour();
    expect(await db.selectFrom('outbox').select('id').execute()).toHaveLength(20);
    server.clock.now += 31 * 24 * 3_600_000;
    await hour();
    expect(await db.selectFrom('outbox').select('id').execute()).toEqual([]);
  });

  it('stays when the server starts again with other settings; one of the settings is theirs to take out', async () => {
    await begin();
    const { url, received } = await receiver(() => 200);
    const { secret } = await addWebhook(server.database, CLI, { url }, server.clock.now, true);
    await server.give(PLEDGE);
    await server.close();
    const fixed = { url: 'https://fixed.example.org/', secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}` };
    server = await serve(place, { settings: { webhooks: [fixed], webhooksPrivate: true } });
    await server.cairn.outbox.flush();
    expect(received).toHaveLength(1);
    expect(secret).toMatch(/^whsec_/);
    const key = await keyWith();
    const { items } = (await call(key, 'GET', HOOKS)).json;
    expect(items.map((one) => [one['url'], one['managed']])).toEqual([
      ['https://fixed.example.org/', false],
      [url, true],
    ]);
    const refused = await call(key, 'DELETE', `${HOOKS}/${String(items[0]!['id'])}`);
    expect(refused.status).toBe(409);
    expect((await call(key, 'POST', `${HOOKS}/${String(items[0]!['id'])}/rotate`)).status).toBe(409);
    expect(refused.json['detail']).toContain('CAIRN_WEBHOOKS');
  });

  it('[S30] its secret is sealed: another encryption key cannot take its place', async () => {
    await begin();
    const wrong = { ...place, encryptionKey: 'ab'.repeat(32) };
    await (await openDatabase(wrong)).close(); // nothing is sealed yet
    await (await openDatabase(place)).close();
    await addWebhook(server.database, CLI, { url: 'https://crm.example.org/' }, server.clock.now, false);
    await expect(openDatabase(wrong)).rejects.toThrow(/another encryption key/);
  });
});
