import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A stand-in for Stripe's API that refuses whatever Stripe would refuse of a Checkout Session. */
export interface FakeStripe {
  url: string;
  /** Sessions by the idempotency key they were asked for with. */
  sessions: Map<string, { id: string; url: string; form: URLSearchParams }>;
  /** How many requests came, repeated ones included. */
  requests: number;
  /** What the next requests are answered with instead. */
  failures: { status: number; body: string }[];
  /** Milliseconds before an answer. */
  slow: number;
  close(): Promise<void>;
}

export const SECRET_KEY = 'sk_test_standin0000000000';
export const WEBHOOK_SECRET = 'whsec_standin0000000000';

const URL_FIELD = /^https?:\/\/.+/;
/** What a session may be made of (API reference, "Create a Checkout Session"), as far as we use it. */
const FIELDS: Record<string, RegExp> = {
  mode: /^(payment|subscription)$/,
  client_reference_id: /^.{1,200}$/,
  'metadata[contribution]': /^.{1,500}$/,
  success_url: URL_FIELD,
  cancel_url: URL_FIELD,
  expires_at: /^\d{10}$/,
  submit_type: /^(auto|book|donate|pay)$/,
  'payment_intent_data[metadata][contribution]': /^.{1,500}$/,
  'subscription_data[metadata][contribution]': /^.{1,500}$/,
  'line_items[0][quantity]': /^[1-9]\d*$/,
  'line_items[0][price_data][currency]': /^[a-z]{3}$/,
  'line_items[0][price_data][unit_amount]': /^[1-9]\d{0,7}$/,
  'line_items[0][price_data][product_data][name]': /^.{1,250}$/u,
  'line_items[0][price_data][recurring][interval]': /^(day|week|month|year)$/,
};
const NEEDED = [
  'mode',
  'success_url',
  'line_items[0][quantity]',
  'line_items[0][price_data][currency]',
  'line_items[0][price_data][unit_amount]',
  'line_items[0][price_data][product_data][name]',
];

function faultOf(form: URLSearchParams, now: number): string | undefined {
  for (const [name, value] of form) {
    if (form.getAll(name).length > 1) return `${name} is given twice`;
    if (!FIELDS[name]) return `Received unknown parameter: ${name}`;
    if (!FIELDS[name].test(value)) return `Invalid ${name}`;
  }
  for (const name of NEEDED) if (!form.has(name)) return `Missing required param: ${name}`;
  const recurring = form.has('line_items[0][price_data][recurring][interval]');
  if (recurring !== (form.get('mode') === 'subscription')) return 'mode and price do not belong together';
  if (recurring && (form.has('submit_type') || form.has('payment_intent_data[metadata][contribution]')))
    return 'not in subscription mode';
  if (!recurring && form.has('subscription_data[metadata][contribution]')) return 'not in payment mode';
  const minutes = (Number(form.get('expires_at')) - now / 1000) / 60;
  if (form.has('expires_at') && (minutes < 30 || minutes > 24 * 60))
    return 'expires_at is not within 30 minutes to 24 hours';
  const least = ['jpy'].includes(form.get('line_items[0][price_data][currency]')!) ? 50 : 50;
  if (Number(form.get('line_items[0][price_data][unit_amount]')) < least) return 'amount_too_small';
  return undefined;
}

export async function fakeStripe(now: () => number): Promise<FakeStripe> {
  const known = new Map<string, { body: string; status: number; answer: string }>();
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += String(chunk)));
    request.on('end', () => {
      fake.requests++;
      const say = (status: number, answer: string) =>
        void setTimeout(
          () => response.writeHead(status, { 'content-type': 'application/json' }).end(answer),
          fake.slow,
        );
      const fail = (status: number, type: string, message: string) =>
        say(status, JSON.stringify({ error: { type, message } }));
      const next = fake.failures.shift();
      if (next) return say(next.status, next.body);
      const { headers } = request;
      if (request.method !== 'POST' || request.url !== '/v1/checkout/sessions')
        return fail(404, 'invalid_request_error', 'Unrecognized request URL');
      if (headers.authorization !== `Bearer ${SECRET_KEY}`)
        return fail(401, 'invalid_request_error', 'Invalid API Key');
      if (headers['content-type'] !== 'application/x-www-form-urlencoded')
        return fail(400, 'invalid_request_error', 'Invalid content type');
      if (!/^\d{4}-\d\d-\d\d/.test(String(headers['stripe-version'])))
        return fail(400, 'invalid_request_error', 'Invalid Stripe API version');
      const key = headers['idempotency-key'];
      if (typeof key !== 'string' || key.length > 255) return fail(400, 'idempotency_error', 'no key');
      const old = known.get(key);
      if (old && old.body !== body)
        return fail(400, 'idempotency_error', 'Keys for idempotent requests can only be used with the same parameters');
      if (old) return say(old.status, old.answer);
      const form = new URLSearchParams(body);
      const fault = faultOf(form, now());
      if (fault) return fail(400, 'invalid_request_error', fault);
      const id = `cs_test_${String(known.size + 1).padStart(24, '0')}`;
      const url = `https://checkout.stripe.com/c/pay/${id}`;
      const answer = JSON.stringify({ id, object: 'checkout.session', url, status: 'open', payment_status: 'unpaid' });
      known.set(key, { body, status: 200, answer });
      fake.sessions.set(key, { id, url, form });
      return say(200, answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const fake: FakeStripe = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sessions: new Map(),
    requests: 0,
    failures: [],
    slow: 0,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  return fake;
}

let events = 0;

/** An event as Stripe would post it. */
export function eventOf(type: string, object: Record<string, unknown>, id = `evt_${++events}_${type}`): string {
  return JSON.stringify({ id, object: 'event', type, api_version: '2024-06-20', livemode: false, data: { object } });
}

/** `Stripe-Signature` over exactly these bytes. */
export function signatureOf(body: string, now: number, secret = WEBHOOK_SECRET): string {
  const time = Math.floor(now / 1000);
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')},v0=ignored`;
}
