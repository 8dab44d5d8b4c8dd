import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApi } from '../src/openapi.ts';
import { expectSums, newKey, onBothDatabases, serve, type TestServer } from './helpers.ts';
import { openWorkshop, send, type ServerProcess, type Workshop } from './process.ts';

describe('[B25] what no browser sends', () => {
  let workshop: Workshop;
  let server: ServerProcess;
  beforeAll(async () => {
    workshop = openWorkshop();
    server = await workshop.start({ CAIRN_DATA: `${workshop.folder}/data` });
  });
  afterAll(() => workshop?.close());

  /** Sends bytes as they are. @returns everything that came back until the connection ended */
  function raw(bytes: string, options: { end?: boolean } = {}): Promise<string> {
    return new Promise((done) => {
      const socket = connect(server.port, '127.0.0.1');
      let text = '';
      socket.on('data', (chunk) => (text += String(chunk)));
      socket.on('error', () => done(text));
      socket.on('close', () => done(text));
      socket.setTimeout(20_000, () => socket.destroy());
      socket.write(bytes);
      if (options.end) socket.end();
    });
  }

  const POST = 'POST /v1/campaigns/riverbank/contributions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  const KEY = 'Idempotency-Key: abuse-key-0000000001\r\n';
  const cases: [string, string][] = [
    ['two lengths', `${POST}${KEY}Content-Length: 2\r\nContent-Length: 40\r\nConnection: close\r\n\r\n{}`],
    [
      'length and chunks',
      `${POST}${KEY}Content-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n`,
    ],
    ['chunks by another name', `${POST}${KEY}Transfer-Encoding: xchunked\r\nConnection: close\r\n\r\n0\r\n\r\n`],
    ['ten thousand headers', `GET / HTTP/1.1\r\nHost: x\r\n${'a: b\r\n'.repeat(10_000)}\r\n`],
    ['one header of 20 kB', `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`],
    ['an address of 20 kB', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['a line feed in a header', 'GET / HTTP/1.1\r\nHost: x\r\nX: a\nb\r\n\r\n'],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['no such method', 'BREW / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a null byte', 'GET /v1/campaigns/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['a broken escape', 'GET /v1/campaigns/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['up and out', 'GET /../../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['a whole address', 'GET http://169.254.169.254/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
  ];
  it.each(cases)('%s: refused or cut off, and nothing else breaks', async (_, bytes) => {
    const answer = await raw(bytes, { end: true });
    const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
    expect(statuses.length).toBeLessThanOrEqual(1); // two answers to one request would be a smuggled second one
    for (const status of statuses)
      expect(status === 200 || (status >= 400 && status < 500), answer.slice(0, 200)).toBe(true);
    expect(answer).not.toMatch(/root:|at .*\.ts:/);
    expect((await send(server.port, '/healthz')).status).toBe(200);
  });

  it('[S39] half a body is waited for, but not for ever', { timeout: 40_000 }, async () => {
    const began = Date.now();
    await raw(`${POST}${KEY}Content-Length: 100\r\n\r\n{"pathwayId"`);
    expect(Date.now() - began).toBeLessThan(18_000);
    expect((await send(server.port, '/healthz')).status).toBe(200);
  });

  it('metrics are for this machine only, and name nobody', async () => {
    expect((await send(server.port, '/metrics')).status).toBe(401); // it came through a proxy, says its header
    const response = await fetch(`${server.url}metrics`);
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toMatch(/^cairn_requests_total\{method="GET",route="\/healthz",status="200"\} \d+$/m);
    expect(text).toMatch(/^cairn_request_seconds_bucket\{.*le="\+Inf"\} \d+$/m);
    expect(text).not.toContain('riverbank');
  });
});

/** `CAIRN_FUZZ=50000 npx vitest run --root server abuse` is the full length. */
const RUNS = Number(process.env['CAIRN_FUZZ'] ?? 1000);

type Json = Record<string, unknown>;
interface Operation {
  method: string;
  template: string;
  parameters: { in: string; name: string; schema: Json }[];
  body: string | undefined;
}

const document = openApi() as {
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Record<string, Json> };
};
const operations: Operation[] = Object.entries(document.paths).flatMap(([template, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    method: method.toUpperCase(),
    template,
    parameters: (operation['parameters'] ?? []) as Operation['parameters'],
    body: JSON.stringify(operation['requestBody'] ?? '').match(/schemas\/(\w+)/)?.[1],
  })),
);

const NASTY = [
  '',
  '\u0000',
  '\uD800',
  "' OR 1=1 --",
  '__proto__',
  '1e309',
  '-1',
  '💥'.repeat(40),
  'x'.repeat(3000),
  '%',
  '..',
  'null',
];
const KNOWN: Record<string, string[]> = {
  campaign: ['riverbank'],
  goal: ['money', 'hours'],
  interval: ['day', 'week', 'month'],
  provider: ['stripe', 'test'],
  element: ['thermometer', 'form'],
  file: ['riverbank.svg', 'riverbank.png'],
  scheme: ['light', 'dark', 'auto'],
  url: ['http://cairn.test/c/riverbank', 'http://cairn.test/embed/chart/%E0%A4%A', 'http://cairn.test/c/%00'],
  limit: ['1', '100', '0', '101'],
};
const text = fc.oneof(fc.constantFrom(...NASTY), fc.string(), fc.string({ unit: 'binary' }));

/** Values for a schema: mostly what it asks for, at its edges, and now and then something else. */
function valueOf(schema: Json | undefined, depth = 0): fc.Arbitrary<unknown> {
  if (!schema || depth > 5) return fc.jsonValue({ maxDepth: 1 });
  if (typeof schema['$ref'] === 'string')
    return valueOf(document.components.schemas[schema['$ref'].split('/').at(-1)!], depth + 1);
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const some = (schema['anyOf'] ?? schema['oneOf']) as Json[] | undefined;
  const right = some
    ? fc.oneof(...some.map((one) => valueOf(one, depth + 1)))
    : schema['type'] === 'object'
      ? fc.record(
          Object.fromEntries(
            Object.entries((schema['properties'] ?? {}) as Record<string, Json>).map(([name, one]) => [
              name,
              valueOf(one, depth + 1),
            ]),
          ),
          {
            requiredKeys: ((schema['required'] ?? []) as string[]).filter(
              (name) => name in ((schema['properties'] ?? {}) as Json),
            ),
          },
        )
      : schema['type'] === 'array'
        ? fc.array(valueOf(schema['items'] as Json, depth + 1), { maxLength: 3 })
        : schema['type'] === 'integer' || schema['type'] === 'number'
          ? fc.oneof(fc.constantFrom(0, 1, -1, 2 ** 53, 1000), fc.integer())
          : schema['type'] === 'boolean'
            ? fc.boolean()
            : fc.oneof(text, fc.constantFrom('give', 'pledge', 'help', 'act', 'USD', 'riverbank'));
  return fc.oneof({ weight: 19, arbitrary: right }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });
}

onBothDatabases('[B23] [B24] every operation of the description', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serve(await kind.place());
  });
  afterAll(() => server.close());

  it('answers as described, never with a 5xx, and in time', { timeout: 3_600_000 }, async () => {
    const request = fc.constantFrom(...operations).chain((operation) =>
      fc.record({
        operation: fc.constant(operation),
        values: fc.record(
          Object.fromEntries(
            operation.parameters.map(({ name }) => [
              name,
              KNOWN[name]
                ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...KNOWN[name]) }, { weight: 1, arbitrary: text })
                : text,
            ]),
          ),
        ),
        body: operation.body ? valueOf(document.components.schemas[operation.body]) : fc.constant(undefined),
        key: fc.oneof(fc.constant(undefined), text),
      }),
    );
    const seen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(request, async ({ operation, values, body, key }) => {
        const given = (place: string) => operation.parameters.filter((one) => one.in === place);
        const escape = (value: unknown) => encodeURIComponent(String(value).toWellFormed());
        const path = operation.template.replace(
          /\{(\w+)\}/g,
          (_, name: string) => escape(values[name] ?? 'riverbank') || 'x',
        );
        const query = given('query').map(({ name }) => `${name}=${escape(values[name])}`);
        const printable = (value: unknown) => String(value).replace(/[^\x20-\x7e]/g, '');
        const began = performance.now();
        const response = await server.ask(`${path}${query.length > 0 ? `?${query.join('&')}` : ''}`, {
          method: operation.method,
          headers: {
            ...Object.fromEntries(given('header').map(({ name }) => [name, printable(values[name])])),
            'idempotency-key': key === undefined ? newKey() : printable(key),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) ?? '' }),
        });
        await response.body?.cancel();
        seen.set(response.status, (seen.get(response.status) ?? 0) + 1);
        // 501 is what oEmbed says of a format that is not spoken.
        if (operation.template !== '/oembed' || response.status !== 501)
          expect(response.status, `${operation.method} ${path}`).toBeLessThan(500);
        expect(performance.now() - began).toBeLessThan(10_000);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    if (process.env['CAIRN_FUZZ']) console.log(kind.name, Object.fromEntries(seen));
    expect([...seen.keys()]).toEqual(expect.arrayContaining([200, 401, 404, 422]));
    await expectSums(server.database);
  });
});
