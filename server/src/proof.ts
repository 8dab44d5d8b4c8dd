/**
 * Proof of work: what a program that calls the API without any page must pay, and a visitor does not notice. The form of
 * the challenge is ALTCHA's, so that its widget and libraries solve it too. No third party, no cookie, no picture puzzle.
 */
import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto';
import { sameText } from './crypto.ts';
import type { Challenge } from '../../src/data/schema.ts';
import { ProblemError, type ProblemCode } from './problem.ts';
import type { Settings } from './settings.ts';

/** How long a challenge may be thought about. */
const LIFETIME_MS = 5 * 60_000;
const MINUTE_MS = 60_000;
/** The hardest challenge is this many times the usual one: a slow telephone still does it in seconds. */
const HARDEST = 8;

/** A proof that was accepted; it has to be spent in the transaction that makes the contribution. */
export interface Proof {
  challenge: string;
  expires: number;
}

/** Asks for proofs where the operator wants them, and makes them harder the more comes in. */
export class ProofGate {
  readonly #key: string;
  readonly #arrivals: Arrivals;

  constructor(
    secret: string,
    readonly settings: Pick<Settings, 'proof' | 'limits'>,
    readonly now: () => number,
  ) {
    // The secret signs view tokens as well: a key of its own keeps the two apart.
    this.#key = createHmac('sha256', secret).update('proof of work').digest('base64url');
    this.#arrivals = new Arrivals(now);
  }

  /** A challenge for this campaign; whoever asks from a busy address gets a harder one. */
  challenge(campaignId: string, address: string): Challenge {
    const expires = Math.floor((this.now() + LIFETIME_MS) / 1000);
    const weight = Math.min(HARDEST, Math.max(1, this.#pressure(campaignId, address)));
    const maxnumber = Math.round(this.settings.limits.proofNumber * weight);
    // The `&` at the end keeps salt and number apart: without it digits could be moved from one to the other.
    const salt = `${randomBytes(12).toString('hex')}?campaign=${encodeURIComponent(campaignId)}&expires=${expires}&`;
    const challenge = hash(salt, randomInt(maxnumber + 1));
    return { algorithm: 'SHA-256', challenge, maxnumber, salt, signature: this.#sign(challenge) };
  }

  /**
   * Called for each new contribution; `alarmed` says that the campaign looks attacked, or the request a program's.
   *
   * @returns what has to be spent, or undefined where nothing is asked for
   * @throws {ProblemError} with a fresh challenge
   */
  check(campaignId: string, address: string, token: string | undefined, alarmed: boolean): Proof | undefined {
    const { proof: mode } = this.settings;
    this.#arrivals.add(`campaign ${campaignId}`);
    this.#arrivals.add(`address ${address}`);
    if (mode === 'never') return undefined;
    if (mode === 'pressure' && !alarmed && this.#pressure(campaignId, address) <= 1) return undefined;
    const refuse = (code: ProblemCode) => new ProblemError(code, { challenge: this.challenge(campaignId, address) });
    if (!token) throw refuse('proof-required');
    const given = this.#read(token, campaignId);
    if (!given) throw refuse('proof-invalid');
    if (given.expires * 1000 <= this.now()) throw refuse('proof-expired');
    return given;
  }

  /** A proof that was used before: the visitor did nothing wrong if two tabs were faster than one. */
  replayed(campaignId: string, address: string): ProblemError {
    return new ProblemError('proof-replayed', { challenge: this.challenge(campaignId, address) });
  }

  #read(token: string, campaignId: string): Proof | undefined {
    let fields: Record<string, unknown>;
    try {
      fields = JSON.parse(Buffer.from(token, 'base64').toString('utf8')) as Record<string, unknown>;
    } catch {
      return undefined;
    }
    const { algorithm, challenge, number, salt, signature } = fields ?? {};
    if (algorithm !== 'SHA-256' || typeof salt !== 'string' || typeof challenge !== 'string') return undefined;
    if (typeof signature !== 'string' || typeof number !== 'number' || !Number.isSafeInteger(number)) return undefined;
    if (!sameText(signature, this.#sign(challenge)) || !salt.endsWith('&') || hash(salt, number) !== challenge)
      return undefined;
    const about = new URLSearchParams(salt.slice(salt.indexOf('?') + 1));
    if (about.get('campaign') !== campaignId) return undefined;
    return { challenge, expires: Number(about.get('expires')) };
  }

  #sign(challenge: string): string {
    return createHmac('sha256', this.#key).update(challenge).digest('hex');
  }

  /** 1 is what is still called calm, for the campaign as a whole and for one address. */
  #pressure(campaignId: string, address: string): number {
    const { calmWritesPerMinute, writesPerMinute } = this.settings.limits;
    return Math.max(
      this.#arrivals.perMinute(`campaign ${campaignId}`) / calmWritesPerMinute,
      this.#arrivals.perMinute(`address ${address}`) / writesPerMinute,
    );
  }
}

function hash(salt: string, number: number): string {
  return createHash('sha256').update(`${salt}${number}`).digest('hex');
}

/** How many came in the last minute, by key: this minute's count and the share of the last one that still lies in it. */
class Arrivals {
  #minute = 0;
  #current = new Map<string, number>();
  #last = new Map<string, number>();

  constructor(readonly now: () => number) {}

  add(key: string): void {
    this.#turn();
    // An attack from everywhere fills no more memory than this; the campaign's own count goes on.
    if (this.#current.size < 50_000 || this.#current.has(key))
      this.#current.set(key, (this.#current.get(key) ?? 0) + 1);
  }

  perMinute(key: string): number {
    this.#turn();
    const left = 1 - (this.now() % MINUTE_MS) / MINUTE_MS;
    return (this.#current.get(key) ?? 0) + (this.#last.get(key) ?? 0) * left;
  }

  #turn(): void {
    const minute = Math.floor(this.now() / MINUTE_MS);
    if (minute === this.#minute) return;
    this.#last = minute === this.#minute + 1 ? this.#current : new Map();
    this.#current = new Map();
    this.#minute = minute;
  }
}
