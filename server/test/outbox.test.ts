import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { deliver, isPrivate } from '../src/deliver.ts';
import { SCHEDULE } from '../src/outbox.ts';
import { readEnvironment } from '../src/environment.ts';
import { GIVE, onBothDatabases, PLEDGE, serve } from './helpers.ts';
import { closeReceivers, receiver } from './receiver.ts';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes ...').toString('base64')}`;

afterEach(closeReceivers);

const settingsFor = (...urls: string[]) => ({
  webhooks: urls.map((url) => ({ url, secret: SECRET })),
  webhooksPrivate: true,
});

onBothDatabases('webhooks out', (kind) => {
  it('tells what happened, signed, without anything personal', async () => {
    const { url, received } = await receiver(() => 204);
    const server = await serve(await kind.place(), { settings: settingsFor(url) });
    const pledge = await server.give({ ...PLEDGE, name: 'Ada Lovelace', email: 'ada@example.org', message: 'For you' });
    const gift = await server.give(GIVE);
    await server.checkout(gift);
    await server.checkout(await server.give(GIVE), 'decline');
    await server.ask(`/v1/contributions/${pledge.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${pledge.viewToken}` },
    });
    await server.cairn.outbox.flush();
    const bodies = received.map(({ body }) => JSON.parse(body) as { type: string; data: { id: string } });
    expect(bodies.map(({ type }) => type).sort()).toEqual([
      'contribution.cancelled',
      'contribution.confirmed',
      'contribution.failed',
      'contribution.recorded',
    ]);
    expect(bodies.find(({ type }) => type.endsWith('recorded'))).toEqual({
      type: 'contribution.recorded',
      timestamp: '2026-03-10T10:20:30.000Z',
      data: {
        ...{ id: pledge.id, campaign: 'riverbank', state: 'recorded', kind: 'pledge', pathwayId: 'pledge' },
        ...{ quantity: PLEDGE.quantity, counted: 1000, frequency: 'once', receipt: pledge.receipt },
      },
    });
    expect(JSON.stringify(received)).not.toMatch(/Ada|ada@|For you/);
    for (const { headers, body } of received) {
      const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
      const key = Buffer.from(SECRET.slice(6), 'base64');
      expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
      expect(headers['webhook-id']).toMatch(/^msg_/);
    }
    expect(await server.database.db.selectFrom('outbox').selectAll().execute()).toEqual([]);
    await server.close();
  });

  it('tries again with the same id on the published schedule, and then gives up', async () => {
    const { url, received } = await receiver(() => 500);
    const server = await serve(await kind.place(), { settings: settingsFor(url) });
    await server.give(PLEDGE);
    await server.cairn.outbox.flush();
    for (const [index, wait] of SCHEDULE.entries()) {
      expect(received).toHaveLength(index + 1);
      server.clock.now += wait * 0.9;
      await server.cairn.outbox.flush();
      expect(received).toHaveLength(index + 1);
      server.clock.now += wait * 0.25; // up to a tenth later
      await server.cairn.outbox.flush();
    }
    expect(received).toHaveLength(SCHEDULE.length + 1);
    server.clock.now += 48 * 3_600_000;
    await server.cairn.outbox.flush();
    expect(received).toHaveLength(SCHEDULE.length + 1);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(SCHEDULE.length + 1);
    expect(server.logs.join('')).toContain('given up');
    await server.close();
  });

  it('a redirect is not followed, and one slow or broken receiver does not hold up another', async () => {
    const moved = await receiver(() => 302);
    const good = await receiver(() => 200);
    const server = await serve(await kind.place(), { settings: settingsFor(moved.url, good.url) });
    await server.give(PLEDGE);
    await server.cairn.outbox.flush();
    expect([moved.received.length, good.received.length]).toEqual([1, 1]);
    const left = await server.database.db.selectFrom('outbox').select('attempts').execute();
    expect(left).toEqual([{ attempts: 1 }]);
    await server.close();
  });

  it('[B4] is part of the transaction: what was refused is not told; several instances send it once', async () => {
    const { url, received } = await receiver(() => 200);
    const place = await kind.place();
    const server = await serve(place, { settings: settingsFor(url) });
    await Promise.all(
      Array.from({ length: 6 }, () => server.post({ pathwayId: 'help', shifts: ['sat'] })), // two places
    );
    const others = await Promise.all([
      serve(place, { settings: settingsFor(url) }),
      serve(place, { settings: settingsFor(url) }),
    ]);
    await Promise.all([server, ...others].map((one) => one.cairn.outbox.flush()));
    expect(received.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
      'contribution.recorded',
      'contribution.recorded',
    ]);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
    for (const one of [...others, server]) await one.close();
  });

  it('writes nothing down when nobody wants to be told, nor keeps it for one that was removed', async () => {
    const place = await kind.place();
    const first = await serve(place, { settings: settingsFor('http://127.0.0.1:1/') });
    await first.give(PLEDGE);
    expect(await first.database.db.selectFrom('outbox').select('id').execute()).toHaveLength(1);
    await first.close();
    const second = await serve(place);
    await second.give(PLEDGE);
    expect(await second.database.db.selectFrom('outbox').select('id').execute()).toEqual([]);
    await second.close();
  });

  it('a receiver that says it is gone for good is not told the same again', async () => {
    const { url, received } = await receiver(() => 410);
    const server = await serve(await kind.place(), { settings: settingsFor(url) });
    await server.give(PLEDGE);
    await server.cairn.outbox.flush();
    server.clock.now += 24 * 60 * 60 * 1000;
    await server.cairn.outbox.flush();
    expect(received).toHaveLength(1);
    expect(await server.database.db.selectFrom('outbox').select('id').execute()).toEqual([]);
    expect(server.logs.join('')).toContain('gone for good');
    await server.close();
  });

  it('does not reach into private networks', async () => {
    const { url, received } = await receiver(() => 200);
    const { port } = new URL(url);
    const webhooks = [url, `https://localhost:${port}/`, `https://127.0.0.1:${port}/`, `https://[::1]:${port}/`].map(
      (one) => ({ url: one, secret: SECRET }),
    );
    const server = await serve(await kind.place(), { settings: { webhooks } });
    await server.give(PLEDGE);
    await server.cairn.outbox.flush();
    expect(received).toEqual([]);
    const left = await server.database.db.selectFrom('outbox').select('attempts').execute();
    expect(left.map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1]);
    await server.close();
  });
});

it('a name that leads into a private network is not even connected to, whatever it said before', async () => {
  let connected = 0;
  const server = createServer((socket) => {
    connected++;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `https://localhost:${(server.address() as AddressInfo).port}/`;
  const message = { id: 'msg_1', url, secrets: [SECRET], payload: '{}' };
  expect(await deliver(message, Date.now(), false)).toEqual({ fault: 'the address is in a private network' });
  expect(connected).toBe(0);
  // Where the operator allows it, the same message reaches it: the address was right.
  expect(await deliver(message, Date.now(), true)).toHaveProperty('fault');
  expect(connected).toBe(1);
  server.close();
});

describe('addresses', () => {
  it.each(
    '0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1 198.18.0.1 224.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:a9fe:a9fe fe80::1 fd00::1 fc00::1 ff02::1 64:ff9b::7f00:1 64:ff9b:1::7f00:1 2002:7f00:1:: ::7f00:1 2001::7f00:1'.split(
      ' ',
    ),
  )('%s is private', (address) => expect(isPrivate(address)).toBe(true));
  it.each(
    '1.1.1.1 9.9.9.9 172.32.0.1 192.169.0.1 100.128.0.1 2606:4700::1111 2001:db8::1 2001:4860:4860::8888 ::ffff:1.1.1.1'.split(
      ' ',
    ),
  )('%s is not', (address) => expect(isPrivate(address)).toBe(false));
});

describe('settings of webhooks', () => {
  const read = (env: Record<string, string>) => readEnvironment(env).settings.webhooks;
  it('want TLS and a long secret', () => {
    expect(read({})).toEqual([]);
    expect(
      read({ CAIRN_WEBHOOKS: 'https://a.example/x https://b.example', CAIRN_WEBHOOK_SECRET: SECRET }),
    ).toHaveLength(2);
    const wrong: Record<string, string>[] = [
      { CAIRN_WEBHOOKS: 'https://a.example' },
      { CAIRN_WEBHOOKS: 'https://a.example', CAIRN_WEBHOOK_SECRET: 'short' },
      { CAIRN_WEBHOOKS: 'https://a.example', CAIRN_WEBHOOK_SECRET: 'whsec_c2hvcnQ=' },
      { CAIRN_WEBHOOKS: 'http://a.example', CAIRN_WEBHOOK_SECRET: SECRET },
      { CAIRN_WEBHOOKS: 'crm.example.org', CAIRN_WEBHOOK_SECRET: SECRET },
    ];
    for (const env of wrong) expect(() => read(env)).toThrow(/CAIRN_WEBHOOK/);
  });
});
