/**
 * The reference server with the demo campaign, behind a small proxy that can lose, hold back and count: what a test
 * needs to play the network's part. Each site has a database of its own.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALL_SCOPES, CLI, makeKey, type Scope } from '../../server/src/admin/keys.ts';
import { openDatabase } from '../../server/src/database/open.ts';
import { shiftToToday } from '../../server/src/demo.ts';
import { startServer, type RunningServer } from '../../server/src/start.ts';

export const CAMPAIGN = '/v1/campaigns/high-fells';

export interface Seen {
  method: string;
  path: string;
  cookie: string | undefined;
  referer: string | undefined;
  key: string | undefined;
}

export class Site {
  /** What the browsers asked for, in order. */
  readonly seen: Seen[] = [];
  /** Requests whose answer is thrown away after the server has acted on it: how many, and which. */
  lose: { times: number; method: string } = { times: 0, method: 'POST' };
  /** Milliseconds before a path is answered. */
  readonly delays = new Map<string, number>();
  /** Paths that are not to be had. */
  missing: RegExp | undefined;
  /** Pages that stand beside the demo, by path. */
  readonly pages = new Map<string, { body: string; headers?: Record<string, string> }>();
  readonly #folder = mkdtempSync(join(tmpdir(), 'cairn-e2e-'));
  #databaseUrl: string | undefined;
  #proof: 'never' | 'always' = 'never';
  #server: RunningServer | undefined;
  #proxy!: Server;

  /** On SQLite, or on the PostgreSQL at this address; when a proof of work is asked for. */
  static async start(databaseUrl?: string, proof: 'never' | 'always' = 'never'): Promise<Site> {
    const site = new Site();
    site.#databaseUrl = databaseUrl;
    site.#proof = proof;
    await site.up();
    site.#proxy = createServer((incoming, outgoing) => void site.#handle(incoming, outgoing));
    await new Promise<void>((resolve) => site.#proxy.listen(0, '127.0.0.1', resolve));
    return site;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#proxy.address() as AddressInfo).port}`;
  }

  /** Starts the server on the same data as before. */
  async up(): Promise<void> {
    const demo = JSON.parse(readFileSync(new URL('../../demo/campaign.json', import.meta.url), 'utf8')) as unknown;
    this.#server = await startServer({
      port: 0,
      dataDir: this.#folder,
      databaseUrl: this.#databaseUrl,
      campaigns: [shiftToToday(demo, Date.now())],
      settings: {
        trustProxy: 1,
        webhooksPrivate: true,
        proof: this.#proof,
        limits: {
          writesPerMinute: 6000,
          writeBurst: 1000,
          donationsPerHour: 1e6,
          networkPerHour: 1e6,
          calmWritesPerMinute: 1e6,
        },
      },
    });
  }

  /** Stops the server; the proxy then answers like a gateway without one. */
  async down(): Promise<void> {
    await this.#server?.close();
    this.#server = undefined;
  }

  async stop(): Promise<void> {
    this.#proxy.closeAllConnections();
    this.#proxy.close();
    await this.down();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A key to sign in with at /admin. */
  async key(scopes: readonly Scope[] = ALL_SCOPES): Promise<string> {
    const database = await openDatabase({ dataDir: this.#folder });
    try {
      return (await makeKey(database.db, CLI, { name: 'Ada', scopes }, Date.now())).key;
    } finally {
      await database.close();
    }
  }

  /** Requests for a path, by method. */
  count(method: string, path: RegExp): number {
    return this.seen.filter((one) => one.method === method && path.test(one.path)).length;
  }

  /** The campaign as the server tells it now. */
  async campaign(): Promise<{
    goals: { id: string; raised: Record<string, number>; supporters?: number }[];
    contributions: { total: number };
  }> {
    const response = await fetch(`${this.#server!.url.replace(/\/$/, '')}${CAMPAIGN}`, { cache: 'no-store' });
    return (await response.json()) as Awaited<ReturnType<Site['campaign']>>;
  }

  async raised(goalId = 'money', part = 'confirmed'): Promise<number> {
    return (await this.campaign()).goals.find(({ id }) => id === goalId)!.raised[part] ?? 0;
  }

  async #handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const path = incoming.url ?? '/';
    const { cookie, referer } = incoming.headers;
    const key = incoming.headers['idempotency-key'];
    this.seen.push({ method: incoming.method ?? '', path, cookie, referer, key: key ? String(key) : undefined });
    if (this.missing?.test(path)) {
      outgoing.writeHead(404, { 'content-type': 'text/plain' });
      return void outgoing.end('not here');
    }
    const page = this.pages.get(path);
    if (page) {
      outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers });
      return void outgoing.end(page.body);
    }
    const wait = [...this.delays].find(([prefix]) => path.startsWith(prefix))?.[1];
    if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
    if (!this.#server) {
      outgoing.writeHead(502, { 'content-type': 'text/html' });
      return void outgoing.end('<h1>Bad gateway</h1>');
    }
    const { port } = new URL(this.#server.url);
    // Three engines are three visitors: the declined gifts of one are not held against the others.
    const engine = /Firefox|Chrome/.exec(incoming.headers['user-agent'] ?? '')?.[0] ?? 'WebKit';
    const headers = { ...incoming.headers, 'x-forwarded-for': `192.0.2.${engine.length}` };
    const upstream = request({ host: '127.0.0.1', port, method: incoming.method, path, headers }, (answer) => {
      if (this.lose.times > 0 && incoming.method === this.lose.method) {
        this.lose.times -= 1;
        answer.resume();
        answer.on('end', () => outgoing.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.on('error', () => outgoing.destroy());
    });
    upstream.on('error', () => outgoing.destroy());
    outgoing.on('close', () => upstream.destroy());
    incoming.pipe(upstream);
  }
}
