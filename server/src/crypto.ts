import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford's base 32: nothing to misread aloud

/** 26 random characters, 130 bits. No time in it: an id is public, the second somebody gave is not. */
export function newId(prefix: string): string {
  let id = '';
  for (const byte of randomBytes(26)) id += ALPHABET[byte & 31];
  return `${prefix}_${id}`;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/**
 * The token that asks for one contribution. Only its hash is stored; a replay derives it again from the idempotency
 * key, which the database does not know, and the server's secret, which the visitor does not know.
 */
export function viewTokenOf(secret: string, contributionId: string, key: string): string {
  return createHmac('sha256', secret).update(`view:${contributionId}:${key}`).digest('base64url');
}

export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** JSON with the keys of every object in order and no spaces: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}
