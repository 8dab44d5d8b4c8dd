import { newId, sha256 } from '../crypto.ts';
import { lockCampaign } from '../book.ts';
import { inTransaction, type Db, type Tx } from '../database/open.ts';
import { ProblemError } from '../problem.ts';

/** What a key may be allowed to do, and in which words it is explained. */
export const SCOPES = {
  read: 'see campaigns, totals and contributions, without e-mail addresses',
  edit: 'change campaigns, members and updates',
  money: 'confirm and refund contributions',
  people: 'see and export e-mail addresses and answers, erase people',
  keys: 'make and remove keys',
  webhooks: 'say which other systems are told of contributions',
} as const;

export type Scope = keyof typeof SCOPES;
export const ALL_SCOPES = Object.keys(SCOPES) as Scope[];

/** Who is asking. */
export interface Actor {
  /** Id of the key; `cli` for the command line, which has the database anyway. */
  id: string;
  name: string;
  scopes: readonly Scope[];
  /** The only campaign it may touch; undefined: every one. */
  campaign: string | undefined;
  /** When its key ends; undefined: never. */
  expiresAt?: string | undefined;
}

export const CLI: Actor = { id: 'cli', name: 'Command line', scopes: ALL_SCOPES, campaign: undefined };

export interface KeyInfo {
  id: string;
  name: string;
  scopes: Scope[];
  campaign?: string;
  createdAt: string;
  expiresAt?: string;
  usedOn?: string;
}

export interface NewKey {
  name: string;
  scopes: readonly Scope[];
  campaign?: string | undefined;
  expiresAt?: string | undefined;
}

/**
 * Makes a key. Its text is told once and is nowhere afterwards: 130 random bits need no slow hash.
 *
 * @throws {ProblemError} `forbidden` when it would be allowed more than who makes it
 */
export async function makeKey(db: Db, actor: Actor, wanted: NewKey, now: number): Promise<KeyInfo & { key: string }> {
  const beyond = wanted.scopes.find((scope) => !actor.scopes.includes(scope));
  if (beyond) throw new ProblemError('forbidden', { detail: `a key cannot give away "${beyond}", which it has not` });
  if (actor.campaign !== undefined && wanted.campaign !== actor.campaign)
    throw new ProblemError('forbidden', { detail: `this key is for the campaign ${actor.campaign} only` });
  // Else a key that was lent for a day could make itself one for ever.
  if (actor.expiresAt && (!wanted.expiresAt || Date.parse(wanted.expiresAt) > Date.parse(actor.expiresAt)))
    throw new ProblemError('forbidden', { detail: `this key ends ${actor.expiresAt}, and so must those it makes` });
  const key = newId('cairn');
  const row = {
    id: newId('key').slice(0, 14),
    hash: sha256(key),
    name: wanted.name,
    scopes: ALL_SCOPES.filter((scope) => wanted.scopes.includes(scope)).join(' '),
    campaign_id: wanted.campaign ?? null,
    created_at: new Date(now).toISOString(),
    expires_at: wanted.expiresAt ? new Date(wanted.expiresAt).toISOString() : null,
    used_on: null,
  };
  await inTransaction(db, async (tx) => {
    // Held: while it is being removed, none is made for it.
    if (wanted.campaign !== undefined) await lockCampaign(tx, wanted.campaign);
    await tx.insertInto('keys').values(row).execute();
    await audit(tx, actor, 'key.make', { target: row.id, campaign: row.campaign_id, now });
  });
  return { ...info(row), key };
}

export async function listKeys(db: Db, actor: Actor): Promise<KeyInfo[]> {
  let query = db.selectFrom('keys').selectAll().orderBy('created_at').orderBy('id');
  if (actor.campaign !== undefined) query = query.where('campaign_id', '=', actor.campaign);
  return (await query.execute()).map(info);
}

/** @throws {ProblemError} `not-found`; `forbidden` when it may do more than who removes it */
export async function removeKey(db: Db, actor: Actor, id: string, now: number): Promise<void> {
  let query = db.selectFrom('keys').select(['scopes', 'campaign_id']).where('id', '=', id);
  if (actor.campaign !== undefined) query = query.where('campaign_id', '=', actor.campaign);
  const row = await query.executeTakeFirst();
  if (!row) throw new ProblemError('not-found', { detail: `there is no key ${id}` });
  const beyond = row.scopes.split(' ').find((scope) => !(actor.scopes as readonly string[]).includes(scope));
  if (beyond) throw new ProblemError('forbidden', { detail: `that key may do "${beyond}", which this one may not` });
  await inTransaction(db, async (tx) => {
    const { numDeletedRows } = await tx.deleteFrom('keys').where('id', '=', id).executeTakeFirst();
    if (numDeletedRows > 0n) await audit(tx, actor, 'key.remove', { target: id, campaign: row.campaign_id, now });
  });
}

/** The actor of a key that holds now; undefined otherwise, without saying why. */
export async function actorOf(db: Db, by: { key: string } | { id: string }, now: number): Promise<Actor | undefined> {
  const query = db.selectFrom('keys').selectAll();
  const row = await (
    'key' in by ? query.where('hash', '=', sha256(by.key)) : query.where('id', '=', by.id)
  ).executeTakeFirst();
  if (!row || (row.expires_at !== null && Date.parse(row.expires_at) <= now)) return undefined;
  const today = new Date(now).toISOString().slice(0, 10);
  if (row.used_on !== today) await db.updateTable('keys').set({ used_on: today }).where('id', '=', row.id).execute();
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes.split(' ').filter((scope): scope is Scope => scope in SCOPES),
    campaign: row.campaign_id ?? undefined,
    expiresAt: row.expires_at ?? undefined,
  };
}

function info(row: {
  id: string;
  name: string;
  scopes: string;
  campaign_id: string | null;
  created_at: string;
  expires_at: string | null;
  used_on: string | null;
}): KeyInfo {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes.split(' ') as Scope[],
    ...(row.campaign_id === null ? {} : { campaign: row.campaign_id }),
    createdAt: row.created_at,
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
    ...(row.used_on === null ? {} : { usedOn: row.used_on }),
  };
}

/** Writes down who did what to which id, and nothing about people: in the transaction that does it. */
export async function audit(
  tx: Tx,
  actor: Actor,
  action: string,
  about: { campaign?: string | null | undefined; target?: string | undefined; now: number },
): Promise<void> {
  await tx
    .insertInto('audit')
    .values({
      id: newId('aud'),
      at: new Date(about.now).toISOString(),
      actor: actor.id,
      action,
      campaign_id: about.campaign ?? null,
      target: about.target ?? null,
    })
    .execute();
}
