/** Proof of work: asked for when the operator or the hour wants it, good once, for one campaign, for five minutes. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Challenge, Problem } from '../../src/data/schema.ts';
import { campaignFixture } from './fixtures/campaign.ts';
import { BASE, expectSums, GIVE, newKey, onBothDatabases, PLEDGE, serve, type TestServer } from './helpers.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** What a widget does. */
function solve(challenge: Challenge): string {
  let number = 0;
  while (hash(`${challenge.salt}${number}`) !== challenge.challenge) number += 1;
  expect(number).toBeLessThanOrEqual(challenge.maxnumber);
  return token({ ...challenge, number });
}

const token = (fields: object) => Buffer.from(JSON.stringify(fields)).toString('base64');
const LIMITS = { proofNumber: 300 };

interface OpenApi {
  paths: Record<string, Record<string, { parameters?: { in?: string; name?: string }[] }>>;
}

async function asked(response: Response, code: string, status: number): Promise<Challenge> {
  const problem = (await response.json()) as Problem;
  expect([response.status, problem.code]).toEqual([status, code]);
  return problem.challenge!;
}

onBothDatabases('proof of work', (kind) => {
  const always = async (campaigns = [campaignFixture()]): Promise<TestServer> =>
    serve(await kind.place(), { campaigns, settings: { proof: 'always', limits: LIMITS } });

  it('[CF16] [S24] [F58] 428 with a challenge; the same key with its solution makes the contribution, once', async () => {
    const server = await always();
    const key = newKey();
    const challenge = await asked(await server.post(PLEDGE, { key }), 'proof-required', 428);
    const proof = solve(challenge);
    const made = await server.post({ ...PLEDGE, proof }, { key });
    expect(made.status).toBe(201);
    const receipt = await made.text();

    // A replay needs no proof, not even one that was used.
    for (const again of [{ ...PLEDGE, proof }, PLEDGE]) {
      const replay = await server.post(again, { key });
      expect([replay.status, replay.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
      expect(await replay.text()).toBe(receipt);
    }
    // For anything else it is spent, and another challenge comes at once.
    const next = await asked(await server.post({ ...PLEDGE, proof }), 'proof-replayed', 422);
    expect((await server.post({ ...PLEDGE, proof: solve(next) })).status).toBe(201);
    await expectSums(server.database);
    await server.close();
  });

  it('[CF16] a donation, and a challenge fetched before it is asked for', async () => {
    const server = await always();
    const challenge = await server.get<Challenge>(`${BASE}/challenge`);
    expect((await server.ask('/v1/campaigns/nowhere/challenge')).status).toBe(404);
    const made = await server.post({ ...GIVE, proof: solve(challenge) });
    expect(made.status).toBe(201);
    await server.close();
  });

  it('[S27] every route that changes something asks for a proof or for a key, whatever the API has', async () => {
    const server = await always();
    const { paths } = await server.get<OpenApi>('/openapi.json');
    const answers: Record<string, number> = {};
    for (const [path, operations] of Object.entries(paths)) {
      for (const method of ['post', 'put', 'patch', 'delete'].filter((each) => each in operations)) {
        const here = path.replace(/\{(\w+)\}/g, (_, name) => (name === 'campaign' ? 'riverbank' : 'one'));
        const response = await server.ask(here, {
          method: method.toUpperCase(),
          headers: { 'content-type': 'application/json', 'idempotency-key': newKey(), 'x-cairn-admin': '1' },
          body: method === 'delete' ? null : JSON.stringify(PLEDGE),
        });
        answers[`${method} ${path}`] = response.status;
      }
    }
    expect(Object.keys(answers).length).toBeGreaterThan(10);
    const open = Object.entries(answers).filter(([, status]) => status !== 401);
    expect(Object.fromEntries(open)).toEqual({
      'post /v1/campaigns/{campaign}/contributions': 428,
      // Signing in has the key in its body, and signing out takes away one's own cookie.
      'post /v1/admin/session': 422,
      'delete /v1/admin/session': 204,
      // The test provider sends none; those of others are signed.
      'post /v1/hooks/{provider}': 404,
    });
    await server.close();
  });

  it('[S37] no address carries a secret: what is one goes into a header or a body', async () => {
    const server = await always();
    const { paths } = await server.get<OpenApi>('/openapi.json');
    const queries = Object.values(paths)
      .flatMap((operations) => Object.values(operations))
      .flatMap(({ parameters = [] }) => parameters.filter((each) => each.in === 'query').map(({ name }) => name));
    expect(queries.length).toBeGreaterThan(0);
    expect(queries.filter((name) => /key|token|secret|proof|mail|password|auth/i.test(name ?? ''))).toEqual([]);
    await server.close();
  });

  it('[S26] [CF16] a filled trap, or a form that was sent two seconds after its page opened, is asked for one; nobody else is', async () => {
    const server = await serve(await kind.place(), { settings: { proof: 'pressure', limits: LIMITS } });
    for (const calm of [{}, { hp: '' }, { fillMs: 2000, hp: '' }])
      expect((await server.post({ ...PLEDGE, ...calm })).status, JSON.stringify(calm)).toBe(201);
    for (const hint of [{ hp: 'https://spam.example' }, { fillMs: 1999 }, { fillMs: 0 }]) {
      const challenge = await asked(await server.post({ ...PLEDGE, ...hint }), 'proof-required', 428);
      // A soft signal: whoever proves something is let through.
      expect((await server.post({ ...PLEDGE, ...hint, proof: solve(challenge) })).status).toBe(201);
    }
    await server.close();
    const without = await serve(await kind.place(), { settings: { proof: 'never' } });
    expect((await without.post({ ...PLEDGE, hp: 'x', fillMs: 1 })).status).toBe(201);
    await without.close();
  });

  it('[S23] [F62] too old, of another campaign, signed by somebody else, or bent: refused, with a fresh one', async () => {
    const server = await always([campaignFixture(), { ...campaignFixture(), id: 'other' }]);
    const challenge = await server.get<Challenge>(`${BASE}/challenge`);
    const solved = JSON.parse(Buffer.from(solve(challenge), 'base64').toString()) as Challenge & { number: number };
    const { number, salt } = solved;
    const forged = `${salt}x&`;
    const bent: object[] = [
      { ...solved, number: number + 1 },
      { ...solved, signature: hash('guess') },
      { ...solved, algorithm: 'SHA-1' },
      { ...solved, number: String(number) },
      // Digits moved from the number into the salt leave the hash as it was, and would make a fresh proof of an old one.
      { ...solved, salt: `${salt}${String(number)[0]}`, number: Number(String(number).slice(1)) },
      // A challenge of one's own, as easy as can be.
      { ...solved, salt: forged, number: 0, challenge: hash(`${forged}0`) },
      {},
    ];
    for (const one of bent) {
      await asked(await server.post({ ...PLEDGE, proof: token(one) }), 'proof-invalid', 422);
    }
    for (const proof of ['nonsense', '', token([]), Buffer.from('null').toString('base64')]) {
      const code = proof === '' ? 'proof-required' : 'proof-invalid';
      await asked(await server.post({ ...PLEDGE, proof }), code, proof === '' ? 428 : 422);
    }
    const elsewhere = await server.post({ ...PLEDGE, proof: token(solved) }, { campaign: 'other' });
    await asked(elsewhere, 'proof-invalid', 422);

    server.clock.now += 5 * 60_000;
    const fresh = await asked(await server.post({ ...PLEDGE, proof: token(solved) }), 'proof-expired', 422);
    expect((await server.post({ ...PLEDGE, proof: solve(fresh) })).status).toBe(201);
    await server.close();
  });

  it('[S23] one proof sent a hundred times at once makes one contribution', async () => {
    const server = await always();
    const proof = solve(await server.get<Challenge>(`${BASE}/challenge`));
    const answers = await Promise.all(Array.from({ length: 100 }, () => server.post({ ...PLEDGE, proof })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(99);
    await expectSums(server.database);
    await server.close();
  });

  it('what is refused for another reason uses no proof up', async () => {
    const server = await always();
    const proof = solve(await server.get<Challenge>(`${BASE}/challenge`));
    expect((await server.post({ ...PLEDGE, quantity: { value: 1, unit: 'EUR', scale: 2 }, proof })).status).toBe(422);
    expect((await server.post({ ...PLEDGE, proof })).status).toBe(201);
    await server.close();
  });

  it('[S28] under pressure: calm asks for nothing; many from one address or to one campaign do, and it gets harder', async () => {
    const settings = { proof: 'pressure', limits: { ...LIMITS, writesPerMinute: 5, calmWritesPerMinute: 12 } } as const;
    const server = await serve(await kind.place(), { settings });
    for (let each = 0; each < 5; each++) expect((await server.post(PLEDGE, { address: '192.0.2.7' })).status).toBe(201);
    const first = await asked(await server.post(PLEDGE, { address: '192.0.2.7' }), 'proof-required', 428);
    // Somebody else is not asked.
    for (let each = 0; each < 6; each++)
      expect((await server.post(PLEDGE, { address: `198.51.100.${each}` })).status).toBe(201);
    // Until it is the campaign that is under pressure.
    await asked(await server.post(PLEDGE, { address: '203.0.113.1' }), 'proof-required', 428);
    for (let each = 0; each < 30; each++) await server.post(PLEDGE, { address: '192.0.2.7' });
    const later = await asked(await server.post(PLEDGE, { address: '192.0.2.7' }), 'proof-required', 428);
    expect(later.maxnumber).toBeGreaterThan(first.maxnumber * 4);
    expect(later.maxnumber).toBeLessThanOrEqual(LIMITS.proofNumber * 8);
    // And calm again two minutes later.
    server.clock.now += 2 * 60_000;
    expect((await server.post(PLEDGE, { address: '192.0.2.7' })).status).toBe(201);
    await server.close();
  });

  it('a server that asks for nothing takes a token of somebody else’s widget without a word', async () => {
    const server = await serve(await kind.place());
    expect((await server.post({ ...PLEDGE, proof: 'token-of-another-widget' })).status).toBe(201);
    await server.close();
  });
});
