import type { Receipt } from '../../src/data/schema.ts';
import { canonicalJson, newId, sha256, viewTokenOf } from './crypto.ts';
import { Book } from './book.ts';
import type { Batches, Settled } from './database/batch.ts';
import { inTransaction, type Db, type Tx } from './database/open.ts';
import { readRecord, recordOf, statusAt, type CampaignRecord } from './database/read.ts';
import type { ContributionRow } from './database/tables.ts';
import type { AttemptTable, Guard } from './guard.ts';
import { DeclinedError, type PaymentProvider } from './payments/provider.ts';
import { returnAddress } from './payments/return.ts';
import { ProblemError } from './problem.ts';
import { receiptNumber, seriesOf } from './series.ts';
import { close, type PrivatePart } from './settle.ts';
import type { Proof } from './proof.ts';
import { planContribution, readRequest, type Plan } from './validate.ts';
import type { Vault } from './vault.ts';

/** A claim whose holder has not answered for this long may be taken over. */
const LEASE_MS = 60_000;
const PROVIDER_TIMEOUT_MS = 10_000;
/** A decline takes at least so long, so that the time tells nothing about the reason. */
const DECLINE_MS = 1200;

export interface ContributeDeps {
  db: Db;
  batches: Batches<NewContribution, Made | undefined>;
  secret: string;
  payments: PaymentProvider;
  vault: Vault;
  guard: Guard;
  /** Least donation in whole units, where a pathway names none. */
  minimum: number;
  now: () => number;
  /** Told the campaign after its totals changed. */
  wake: (campaignId: string) => void;
}

export interface ContributeInput {
  campaignId: string;
  /** The Idempotency-Key, without quotes. */
  key: string;
  json: unknown;
  origin: string | undefined;
  publicUrl: string;
  /** Who asks, as far as limits go. */
  address: string;
  /**
   * Called for a request that is not a replay, with its proof of work, and whether it looks like a program's; throws when
   * the address has used up its share, or has to prove something first. Answers the proof that the contribution uses up.
   */
  admit: (proof: string | undefined, isSuspect: boolean) => Promise<UsedProof | undefined>;
}

export interface Answer {
  status: number;
  body: string;
  replayed: boolean;
}

export interface UsedProof extends Proof {
  /** What is said when another contribution used it before. */
  replayed: () => ProblemError;
}

/** A contribution on its way into its transaction, with everything about it that could be known before. */
export interface NewContribution {
  key: Pick<Claim, 'key_hash' | 'fingerprint'>;
  proof: UsedProof | undefined;
  attempt: AttemptTable | undefined;
  /** Its receipt and what counting adds are given inside. */
  row: ContributionRow;
  now: number;
}

/** What the transaction made of it; with what the answer says, unless there is something to be paid first. */
export interface Made {
  row: ContributionRow;
  receipt: Receipt | undefined;
}

interface Claim {
  key_hash: string;
  fingerprint: string;
  contribution_id: string;
  status: number | null;
  body: string | null;
  attempt: number;
  locked_at: number;
}

/**
 * Makes a contribution exactly once per key (protocol, section 4).
 *
 * What needs no payment is claimed, recorded, counted and answered in one transaction. A donation takes two phases,
 * because the payment page must not be asked for inside a transaction: claim the key and write the contribution; ask
 * the provider, with the contribution's id as its key; store the answer. Whatever fails in between, the same request
 * sent again goes on from there.
 *
 * @throws {ProblemError}
 */
export async function contribute(deps: ContributeDeps, input: ContributeInput): Promise<Answer> {
  const { campaignId } = input;
  const keyHash = sha256(input.key);
  const { record, known } = await look(deps.db, campaignId, keyHash);
  const request = readRequest(input.json);
  const fingerprint = fingerprintOf(input.json);
  if (known) return resume(deps, input, known, fingerprint);
  const proof = await input.admit(request.proof, looksLikeAProgram(request));

  const now = deps.now();
  const plan = planContribution(record.document, request, {
    now,
    status: statusAt(record.document, now),
    origin: input.origin,
    minimum: deps.minimum,
  });
  const paid = plan.pathway.kind === 'donate';
  const id = newId('ctr');
  const attempt = {
    campaignId,
    contributionId: id,
    amount: { value: plan.value ?? 0, scale: plan.pathway.scale },
    address: input.address,
  };
  if (paid) await deps.guard.admit(attempt);
  const token = viewTokenOf(deps.secret, id, input.key);

  const made = await deps.batches.run(campaignId, {
    key: { key_hash: keyHash, fingerprint },
    proof,
    attempt: paid ? deps.guard.rowOf(attempt) : undefined,
    row: rowOf(plan, { campaignId, id, token, now, paid, vault: deps.vault }),
    now,
  });
  if (!made) {
    // Somebody with the same key was faster.
    const claim = await findClaim(deps.db, campaignId, keyHash);
    if (!claim) throw new ProblemError('idempotency-in-flight', { retryAfter: 1 });
    return resume(deps, input, claim, fingerprint);
  }
  if (!made.receipt) return openPayment(deps, input, made.row, { keyHash, attempt: 1, token });
  deps.wake(campaignId);
  return { status: 201, body: withToken(made.receipt, token), replayed: false };
}

/** The campaign and what is known of a key, in one look. @throws {ProblemError} `campaign-not-found` */
async function look(
  db: Db,
  campaignId: string,
  keyHash: string,
): Promise<{ record: CampaignRecord; known: Claim | undefined }> {
  const row = await db
    .selectFrom('campaigns')
    .leftJoin('idempotency', (join) =>
      join.onRef('idempotency.campaign_id', '=', 'campaigns.id').on('idempotency.key_hash', '=', keyHash),
    )
    .select(['rev', 'campaigns.fingerprint as fingerprint', 'opening_stones', 'listed', 'updated_at'])
    .select('key_hash')
    .where('campaigns.id', '=', campaignId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  const record = await recordOf(db, campaignId, row);
  return { record, known: row?.key_hash == null ? undefined : await findClaim(db, campaignId, keyHash) };
}

/**
 * Claims, records, counts and answers what arrived for one campaign, in one transaction. The campaign's row is held, so
 * whoever has a key or a proof first is decided here: `undefined` for those whose key was taken by then.
 */
export async function record(
  tx: Tx,
  campaignId: string,
  jobs: readonly NewContribution[],
): Promise<Settled<Made | undefined>[]> {
  const book = await Book.open(tx, campaignId);
  const series = await seriesOf(tx, book.campaign);
  const keys = new Set(await taken(tx, campaignId, jobs));
  const proofs = new Set(await spent(tx, jobs));
  const settled = jobs.map((job): Settled<Made | undefined> => {
    if (keys.has(job.key.key_hash)) return { value: undefined };
    try {
      if (job.proof && proofs.has(job.proof.challenge)) throw job.proof.replayed();
      const made = recordOne(book, series, job);
      keys.add(job.key.key_hash);
      if (job.proof) {
        proofs.add(job.proof.challenge);
        book.spend({ challenge: job.proof.challenge, expires_at: job.proof.expires * 1000 });
      }
      return { value: made };
    } catch (error) {
      return { error };
    }
  });
  await book.write();
  return settled;
}

function recordOne(book: Book, series: string, { row: planned, key, attempt, now }: NewContribution): Made {
  const receipt = receiptNumber(series, book.nextReceipt, now);
  const row = { ...planned, receipt };
  const paid = row.state === 'awaiting_payment';
  const kept = paid ? row : book.count(row, 'recorded', now);
  const answer = paid ? undefined : storedReceipt(kept);
  book.add(kept);
  if (attempt) book.attempt(attempt);
  book.claim({
    campaign_id: row.campaign_id,
    ...key,
    contribution_id: row.id,
    status: answer ? 201 : null,
    body: answer ? JSON.stringify(answer) : null,
    attempt: 1,
    locked_at: now,
    created_at: row.created_at,
  });
  return { row: kept, receipt: answer };
}

async function taken(tx: Tx, campaignId: string, jobs: readonly NewContribution[]): Promise<string[]> {
  const keys = jobs.map(({ key }) => key.key_hash);
  const rows = await tx
    .selectFrom('idempotency')
    .select('key_hash')
    .where('campaign_id', '=', campaignId)
    .where('key_hash', 'in', keys)
    .execute();
  return rows.map((row) => row.key_hash);
}

async function spent(tx: Tx, jobs: readonly NewContribution[]): Promise<string[]> {
  const challenges = jobs.flatMap(({ proof }) => proof?.challenge ?? []);
  if (challenges.length === 0) return [];
  const rows = await tx.selectFrom('proofs').select('challenge').where('challenge', 'in', challenges).execute();
  return rows.map((row) => row.challenge);
}

/** A key seen before: repeat the answer, wait for it, or finish what somebody began. */
async function resume(
  deps: ContributeDeps,
  input: ContributeInput,
  claim: Claim,
  fingerprint: string,
): Promise<Answer> {
  if (claim.fingerprint !== fingerprint) throw new ProblemError('idempotency-mismatch');
  const token = viewTokenOf(deps.secret, claim.contribution_id, input.key);
  if (claim.status !== null) return replay(claim, token);

  const now = deps.now();
  // Either way: a clock that was set back must not keep a claim whose holder died for as long.
  if (Math.abs(now - claim.locked_at) < LEASE_MS) throw new ProblemError('idempotency-in-flight', { retryAfter: 1 });
  const taken = await deps.db
    .updateTable('idempotency')
    .set({ attempt: claim.attempt + 1, locked_at: now })
    .where('campaign_id', '=', input.campaignId)
    .where('key_hash', '=', claim.key_hash)
    .where('attempt', '=', claim.attempt)
    .where('locked_at', '=', claim.locked_at)
    .where('status', 'is', null)
    .executeTakeFirst();
  if (taken.numUpdatedRows === 0n) throw new ProblemError('idempotency-in-flight', { retryAfter: 1 });

  const row = await deps.db
    .selectFrom('contributions')
    .selectAll()
    .where('campaign_id', '=', input.campaignId)
    .where('id', '=', claim.contribution_id)
    .executeTakeFirst();
  if (!row) throw new ProblemError('campaign-not-found'); // it was removed meanwhile
  return openPayment(deps, input, row, { keyHash: claim.key_hash, attempt: claim.attempt + 1, token });
}

/** The second and third phase: ask the provider, keep the answer. */
async function openPayment(
  deps: ContributeDeps,
  input: ContributeInput,
  row: ContributionRow,
  claim: { keyHash: string; attempt: number; token: string },
): Promise<Answer> {
  const mine = () =>
    deps.db
      .updateTable('idempotency')
      .where('campaign_id', '=', row.campaign_id)
      .where('key_hash', '=', claim.keyHash)
      .where('attempt', '=', claim.attempt)
      .where('status', 'is', null);

  const begun = performance.now();
  const { document } = await readRecord(deps.db, row.campaign_id);
  const organization = document.organization.name;
  let checkout;
  try {
    checkout = await deps.payments.begin({
      contributionId: row.id,
      receipt: row.receipt!,
      amount: { value: row.value!, unit: row.unit!, scale: row.scale! },
      frequency: row.frequency ?? undefined,
      organization,
      returnTo: returnAddress((JSON.parse(row.private ?? '{}') as Partial<PrivatePart>).returnUrl, row.id),
      createdAt: Date.parse(row.created_at),
      publicUrl: input.publicUrl,
      signal: AbortSignal.timeout(PROVIDER_TIMEOUT_MS),
    });
  } catch (error) {
    if (error instanceof DeclinedError) return decline(deps, row, claim, begun);
    await mine().set({ locked_at: 0 }).execute(); // the next attempt need not wait for the lease to end
    throw new ProblemError('checkout-unavailable', { retryAfter: 5, cause: error });
  }

  const expires = new Date(deps.now() + checkout.lifetimeMs).toISOString();
  const next = JSON.stringify(checkout.next);
  const opened = { ...row, next, provider: deps.payments.name, provider_ref: checkout.ref, expires_at: expires };
  const stored = storedReceipt(opened);
  const kept = await inTransaction(deps.db, async (tx) => {
    const result = await tx
      .updateTable('idempotency')
      .set({ status: 201, body: JSON.stringify(stored) })
      .where('campaign_id', '=', row.campaign_id)
      .where('key_hash', '=', claim.keyHash)
      .where('attempt', '=', claim.attempt)
      .where('status', 'is', null)
      .executeTakeFirst();
    if (result.numUpdatedRows === 0n) return false;
    await tx
      .updateTable('contributions')
      .set({ next, provider: opened.provider, provider_ref: opened.provider_ref, expires_at: expires })
      .where('campaign_id', '=', row.campaign_id)
      .where('id', '=', row.id)
      .execute();
    return true;
  });
  if (kept) return { status: 201, body: withToken(stored, claim.token), replayed: false };
  // Another attempt took over while the provider was slow; its answer is the one that counts.
  const other = await findClaim(deps.db, row.campaign_id, claim.keyHash);
  if (other?.status == null) throw new ProblemError('idempotency-in-flight', { retryAfter: 1 });
  return replay(other, claim.token);
}

/** Every decline is the same answer after about the same time. */
async function decline(
  deps: ContributeDeps,
  row: ContributionRow,
  claim: { keyHash: string; attempt: number; token: string },
  begun: number,
): Promise<Answer> {
  await close(deps.db, row.id, 'failed', deps.now());
  const stored = storedReceipt({ ...row, state: 'failed' });
  await deps.db
    .updateTable('idempotency')
    .set({ status: 201, body: JSON.stringify(stored) })
    .where('campaign_id', '=', row.campaign_id)
    .where('key_hash', '=', claim.keyHash)
    .where('attempt', '=', claim.attempt)
    .execute();
  const rest = DECLINE_MS - (performance.now() - begun);
  if (rest > 0) await new Promise((done) => setTimeout(done, rest));
  return { status: 201, body: withToken(stored, claim.token), replayed: false };
}

/** State of one contribution, for whoever holds its view token. */
export function receiptOf(row: ContributionRow, now: number): Receipt {
  const expired = row.state === 'awaiting_payment' && row.expires_at !== null && Date.parse(row.expires_at) <= now;
  const stored = storedReceipt(expired ? { ...row, state: 'expired' } : row);
  return stored.state === 'awaiting_payment' ? stored : { ...stored, next: { type: 'none' } };
}

function storedReceipt(row: ContributionRow): Receipt {
  const { waitlist } = JSON.parse(row.private ?? '{}') as Partial<PrivatePart>;
  return {
    id: row.id,
    state: row.state as Receipt['state'],
    kind: row.kind as Receipt['kind'],
    pathwayId: row.pathway_id,
    ...(row.value === null ? {} : { quantity: { value: row.value, unit: row.unit!, scale: row.scale! } }),
    ...(row.frequency === null ? {} : { frequency: row.frequency as NonNullable<Receipt['frequency']> }),
    receipt: row.receipt ?? '',
    createdAt: row.created_at,
    ...(row.state === 'awaiting_payment' && row.expires_at ? { expiresAt: row.expires_at } : {}),
    ...(row.stone === null ? {} : { stone: row.stone }),
    ...(waitlist?.length ? { waitlist } : {}),
    next: row.next === null ? { type: 'none' } : (JSON.parse(row.next) as Receipt['next']),
  };
}

function withToken(receipt: Receipt, viewToken: string): string {
  return JSON.stringify({ ...receipt, viewToken });
}

function replay(claim: Claim, token: string): Answer {
  return { status: claim.status!, body: withToken(JSON.parse(claim.body!) as Receipt, token), replayed: true };
}

async function findClaim(db: Db, campaignId: string, keyHash: string): Promise<Claim | undefined> {
  return db
    .selectFrom('idempotency')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .where('key_hash', '=', keyHash)
    .executeTakeFirst();
}

/** SHA-256 of the canonical body. A proof of work is fetched anew for each try, so it does not count. */
/** Nobody reads a page, fills in a form and sends it in less. */
const QUICKEST_MS = 2000;

/** Soft signals, as a browser may fill in a trap and a visitor may reload: reason enough for a proof, never to refuse. */
const looksLikeAProgram = ({ hp, fillMs }: Pick<Plan['request'], 'hp' | 'fillMs'>): boolean =>
  Boolean(hp) || (fillMs ?? Infinity) < QUICKEST_MS;

function fingerprintOf(json: unknown): string {
  const { proof: _, ...rest } = json as Record<string, unknown>;
  return sha256(canonicalJson(rest));
}

function rowOf(
  plan: Plan,
  made: { campaignId: string; id: string; token: string; now: number; paid: boolean; vault: Vault },
): ContributionRow {
  const { request, pathway } = plan;
  const at = new Date(made.now).toISOString();
  const hidden: PrivatePart = {
    name: request.name,
    email: request.email ? made.vault.seal(request.email, made.id) : undefined,
    message: request.message,
    publishName: plan.publishName,
    fields: request.fields,
    // With the words that were read: a later version of the campaign must not change what somebody agreed to.
    consents: request.consents?.map((consent) => ({
      ...consent,
      at,
      text: pathway.consents.find((one) => one.id === consent.id)?.text,
    })),
    due: request.due,
    actions: plan.actions,
    shifts: plan.shifts,
    waitlist: plan.waitlist.length > 0 ? plan.waitlist : undefined,
    dedication: request.dedication && {
      ...request.dedication,
      tell: request.dedication.tell && made.vault.seal(request.dedication.tell, made.id),
    },
    organization: request.organization || undefined,
    coverFees: request.coverFees ?? false,
    returnUrl: request.returnUrl,
    source: request.source,
    locale: request.locale,
    suspect: Boolean(request.hp),
  };
  const measured = plan.value === undefined ? undefined : pathway;
  return {
    campaign_id: made.campaignId,
    id: made.id,
    position: null,
    public: null,
    imported: 0,
    pathway_id: pathway.id,
    kind: pathway.kind,
    state: made.paid ? 'awaiting_payment' : 'recorded',
    value: plan.value ?? null,
    unit: measured?.unit ?? null,
    scale: measured?.scale ?? null,
    counted: plan.counted?.amount ?? null,
    goal_id: plan.counted?.goal.id ?? null,
    frequency: plan.frequency ?? null,
    renews: null,
    private: JSON.stringify(hidden),
    receipt: null,
    view_token_hash: sha256(made.token),
    stone: null,
    provider: null,
    provider_ref: null,
    next: null,
    created_at: at,
    expires_at: null,
    email_mark: request.email ? made.vault.markEmail(request.email) : null,
    name_key: request.name ? nameKey(request.name) : null,
  };
}

/** How a name is searched for. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
