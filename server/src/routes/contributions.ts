import type { Hono } from 'hono';
import { contribute, receiptOf } from '../contribute.ts';
import { addressOf, publicUrlOf, type Ctx, type Deps, type Env } from '../context.ts';
import { sameText, sha256 } from '../crypto.ts';
import { campaignsHere, readRecord } from '../database/read.ts';
import type { ContributionRow } from '../database/tables.ts';
import type { Allowance } from '../limits.ts';
import { ProblemError } from '../problem.ts';
import { withdraw } from '../settle.ts';
import { readBody, requireJson } from './body.ts';
import { onlyMethods } from './methods.ts';

const CREATE = '/v1/campaigns/:id/contributions';
const CHALLENGE = '/v1/campaigns/:id/challenge';
const ONE = '/v1/contributions/:id';

/** The writing half of protocol.md, sections 3 and 4. */
export function contributionRoutes(app: Hono<Env>, deps: Deps): void {
  const { db } = deps.database;

  app.post(CREATE, async (c) => {
    deps.reads.take(addressOf(c, deps)); // replays are free of the write limit, not of every limit
    requireJson(c);
    const key = keyOf(c);
    const json = parse(await readBody(c));
    let allowance: Allowance | undefined;
    const answer = await contribute(
      {
        db,
        batches: deps.batches,
        secret: deps.secret,
        payments: deps.payments,
        vault: deps.database.vault,
        guard: deps.guard,
        minimum: deps.settings.minimum,
        now: deps.now,
        wake: (id) => deps.hub.wake(id),
      },
      {
        campaignId: c.req.param('id'),
        key,
        json,
        origin: c.req.header('origin'),
        publicUrl: publicUrlOf(c, deps),
        address: addressOf(c, deps),
        admit: async (proof, isSuspect) => {
          const address = addressOf(c, deps);
          const id = c.req.param('id');
          const asks = isSuspect || (deps.settings.proof === 'pressure' && (await deps.guard.alarmed(id)));
          const accepted = deps.proofs.check(id, address, proof, asks);
          allowance = deps.writes.take(address);
          return accepted && { ...accepted, replayed: () => deps.proofs.replayed(id, address) };
        },
      },
    );
    return c.body(answer.body, answer.status as 201, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...(answer.replayed ? { 'idempotency-replayed': 'true' } : {}),
      ...(allowance ? { ratelimit: allowance.limit, 'ratelimit-policy': allowance.policy } : {}),
    });
  });
  onlyMethods(app, CREATE, 'GET, HEAD, POST');

  app.get(CHALLENGE, async (c) => {
    const id = c.req.param('id');
    await readRecord(db, id);
    return c.json(deps.proofs.challenge(id, addressOf(c, deps)), 200, { 'cache-control': 'no-store' });
  });
  onlyMethods(app, CHALLENGE, 'GET, HEAD');

  app.get(ONE, async (c) => {
    const receipt = receiptOf(await authorized(c), deps.now());
    return c.json(receipt, 200, { 'cache-control': 'no-store' });
  });

  app.delete(ONE, async (c) => {
    deps.reads.take(addressOf(c, deps));
    const { id } = await authorized(c);
    const campaignId = await withdraw(db, id, deps.now());
    if (campaignId !== undefined) deps.hub.wake(campaignId);
    return c.body(null, 204, { 'cache-control': 'no-store' });
  });
  onlyMethods(app, ONE, 'GET, HEAD, DELETE');

  /** The contribution, for the one who holds its view token; without a token nobody learns which ids exist. */
  async function authorized(c: Ctx): Promise<ContributionRow> {
    const token = /^Bearer +([\w-]{20,128})$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (token === undefined) throw new ProblemError('unauthorized');
    const row = await db
      .selectFrom('contributions')
      .selectAll()
      .where('id', '=', c.req.param('id') ?? '')
      .where('imported', '=', 0)
      .where('campaign_id', 'in', campaignsHere(db))
      .executeTakeFirst();
    if (!row) throw new ProblemError('contribution-not-found');
    if (!sameText(row.view_token_hash ?? '', sha256(token))) throw new ProblemError('unauthorized');
    return row;
  }
}

/** 16 to 64 of `[A-Za-z0-9_-]`, bare or as the quoted string of draft-ietf-httpapi-idempotency-key-header. */
function keyOf(c: Ctx): string {
  const [, quoted, bare] = /^(?:"([\w-]{16,64})"|([\w-]{16,64}))$/.exec(c.req.header('idempotency-key') ?? '') ?? [];
  const key = quoted ?? bare;
  if (key === undefined)
    throw new ProblemError('idempotency-key-missing', { detail: 'should be 16 to 64 letters, digits, _ or -' });
  return key;
}

function parse(text: string): unknown {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ProblemError('malformed-json');
  }
  if (json === null || typeof json !== 'object' || Array.isArray(json))
    throw new ProblemError('validation', {
      errors: [{ pointer: '', code: 'validation', detail: 'should be an object' }],
    });
  return json;
}
