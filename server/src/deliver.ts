/** One webhook on its way: signed, in time, and only to where the public network leads. */
import { createHmac } from 'node:crypto';
import { lookup as resolve } from 'node:dns';
import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const TIMEOUT_MS = 15_000;

export interface Message {
  id: string;
  url: string;
  /** It is signed with each; a receiver that knows one of them takes it. */
  secrets: readonly string[];
  payload: string;
}

/** What came of it: the status that was answered, or why nothing was. */
export type Outcome = { status: number } | { fault: string };

/** `webhook-signature` of a message, with the bytes that `whsec_` spells. */
export function signatureOf(id: string, timestamp: number, body: string, secret: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/**
 * Sends a message and waits for its answer, of which only the status counts.
 *
 * @param allowPrivate also to addresses of private networks, and without TLS
 */
export function deliver({ id, url, secrets, payload }: Message, now: number, allowPrivate: boolean): Promise<Outcome> {
  const fault = faultOfAddress(url, allowPrivate);
  if (fault !== undefined) return Promise.resolve({ fault: `the address ${fault}` });
  if (secrets.length === 0) return Promise.resolve({ fault: 'its secret was sealed with another key' });
  const target = new URL(url);
  const timestamp = Math.floor(now / 1000);
  return new Promise((done) => {
    const asked = (target.protocol === 'https:' ? secure : plain)(
      target,
      {
        method: 'POST',
        timeout: TIMEOUT_MS,
        agent: false,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(payload),
          'user-agent': 'Cairn-Webhooks/1',
          'webhook-id': id,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': secrets.map((secret) => signatureOf(id, timestamp, payload, secret)).join(' '),
        },
        ...(allowPrivate ? {} : { lookup: publicLookup }),
      },
      (response) => {
        response.destroy(); // what it says is of no interest, however long it is; redirects are not followed
        done({ status: response.statusCode ?? 0 });
      },
    );
    const late = () => asked.destroy(Object.assign(new Error('late'), { code: 'ETIMEDOUT' }));
    const limit = setTimeout(late, TIMEOUT_MS);
    asked.on('timeout', late);
    asked.on('error', (error: { code?: string }) =>
      done({ fault: FAULTS[error.code ?? ''] ?? error.code ?? 'failed' }),
    );
    asked.on('close', () => {
      clearTimeout(limit);
      done({ fault: 'the connection was closed' });
    });
    asked.end(payload);
  });
}

const FAULTS: Record<string, string> = {
  ETIMEDOUT: 'no answer within 15 s',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was closed',
  ENOTFOUND: 'there is no such name',
  EPRIVATE: 'the address is in a private network',
};

/** Why a webhook may not go to an address; undefined when it may, as far as the address tells. */
export function faultOfAddress(url: string, allowPrivate: boolean): string | undefined {
  if (!URL.canParse(url) || !/^https?:\/\//i.test(url))
    return 'should be an address such as https://crm.example.org/cairn';
  const { protocol, hostname, username, password } = new URL(url);
  if (username || password) return 'should be without a name and password: the signature says who sends';
  if (allowPrivate) return undefined;
  if (protocol !== 'https:') return 'should begin with https://';
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) && isPrivate(host) ? 'is in a private network' : undefined;
}

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['::', 96], // also IPv4 in the old way
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32], // an IPv4 address is hidden in it
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
  ['2002::', 16],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv6');

/** Whether an address leads into somebody's own network: that of the server, or of a cloud's metadata. */
export function isPrivate(address: string): boolean {
  const mapped = /^::ffff:(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i.exec(address);
  if (mapped) {
    const [high, low] = [parseInt(mapped[2] ?? '0', 16), parseInt(mapped[3] ?? '0', 16)];
    return isPrivate(mapped[1] ?? [high >> 8, high & 255, low >> 8, low & 255].join('.'));
  }
  return PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** The name is looked up once and judged then: a second answer, kinder to the checker, is never asked for. */
const publicLookup: LookupFunction = (host, options, done) => {
  resolve(host, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 4);
    if (addresses.length === 0 || addresses.some(({ address }) => isPrivate(address)))
      return done(Object.assign(new Error('the address is private'), { code: 'EPRIVATE' }), '', 4);
    if (options.all) done(null, addresses);
    else done(null, addresses[0]!.address, addresses[0]!.family);
  });
};
