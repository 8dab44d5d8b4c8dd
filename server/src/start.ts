import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import { Clearing, removedCampaigns } from './admin/clear.ts';
import { erasures, forgetUnpaid } from './admin/forget.ts';
import { createApp } from './app.ts';
import { record } from './contribute.ts';
import type { Deps } from './context.ts';
import { Batches } from './database/batch.ts';
import { importCampaign, type Imported } from './database/import.ts';
import { openDatabase, SetupError, type Db, type OpenDatabase } from './database/open.ts';
import { campaignsHere } from './database/read.ts';
import { removeOlder } from './database/slices.ts';
import { Guard } from './guard.ts';
import { TokenBuckets } from './limits.ts';
import { Hub } from './live/hub.ts';
import { createLog, safeError } from './log.ts';
import { manualProvider } from './payments/manual.ts';
import type { PaymentProvider } from './payments/provider.ts';
import { ProofGate } from './proof.ts';
import { stripeProvider } from './payments/stripe.ts';
import { templateProvider } from './payments/template.ts';
import { testProvider } from './payments/test.ts';
import { Metrics } from './metrics.ts';
import { Outbox, setReceivers, tidyOutbox } from './outbox.ts';
import { Pressure } from './pressure.ts';
import { Recent } from './recent.ts';
import { releasesDirOf } from './releases.ts';
import { DEFAULT_LIMITS, DEFAULT_SETTINGS, type Limits, type Settings } from './settings.ts';

export interface CreateOptions {
  database: OpenDatabase;
  log?: Logger;
  settings?: Partial<Omit<Settings, 'limits'>> & { limits?: Partial<Limits> };
  payments?: PaymentProvider;
  now?: () => number;
  siteDir?: string | undefined;
  releasesDir?: string | undefined;
  live?: { tickMs?: number; sweepMs?: number; heartbeatMs?: number; erasuresMs?: number };
}

/** Everything but the socket. */
export interface Cairn {
  app: ReturnType<typeof createApp>;
  deps: Deps;
  outbox: Outbox;
  /** Ends the streams over `overMs`; the database stays open. */
  close(overMs?: number): Promise<void>;
}

export async function createCairn(options: CreateOptions): Promise<Cairn> {
  const { database, now = Date.now, log = createLog('silent') } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.settings?.limits };
  const settings: Settings = { ...DEFAULT_SETTINGS, ...options.settings, limits };
  const secret = await readSecret(database.db);
  let draining = false;
  const batches = new Batches(database.db, record);
  await setReceivers(database, settings.webhooks);
  const outbox = new Outbox({ database, log, now, allowPrivate: settings.webhooksPrivate });
  const pressure = new Pressure(() => batches.depth);
  const recent = new Recent(100, now);
  const hub = new Hub({
    database,
    log,
    now,
    limits,
    notify: settings.notify,
    onWake: (id) => recent.changed(id),
    ...options.live,
  });
  const clearing = new Clearing(database);
  const deps: Deps = {
    database,
    hub,
    clearing,
    batches,
    metrics: new Metrics(),
    recent,
    pressure,
    payments: options.payments ?? providerOf(settings, secret),
    settings,
    secret,
    log,
    now,
    reads: new TokenBuckets('reads', limits.readsPerSecond, limits.readBurst, now),
    writes: new TokenBuckets('writes', limits.writesPerMinute / 60, limits.writeBurst, now),
    guard: new Guard(database.db, secret, now, limits),
    proofs: new ProofGate(secret, settings, now),
    siteDir: options.siteDir,
    releasesDir: options.releasesDir,
    draining: () => draining,
  };
  let tidying = Promise.resolve();
  const keepHouse = () => (tidying = tidying.then(() => tidy(deps, () => draining)));
  const housekeeping = setInterval(() => void keepHouse(), 60 * 60 * 1000).unref();
  // Nobody waits for a week's worth of it.
  await Promise.race([keepHouse(), new Promise((late) => setTimeout(late, 500))]);
  // Another process may erase somebody, or remove a campaign: the command line, another instance. Well within a minute
  // nobody is told of them.
  let erased = await erasures(database.db);
  let scrubbed = database.kind === 'postgres'; // whoever erased last may have been killed before it
  let looking = false;
  const watchErasures = async () => {
    if (looking) return;
    looking = true;
    try {
      const now = await erasures(database.db);
      if (now !== erased) {
        recent.forget();
        scrubbed = database.kind === 'postgres'; // whoever erased may have found SQLite's files held by a reader
      }
      erased = now;
      if (!scrubbed || !clearing.isScrubbed) scrubbed = clearing.isScrubbed = await database.scrub();
      clear(); // what another process removed, or this one before it was killed
    } catch {
      // The database is away; nobody can erase anybody there until it is back.
    } finally {
      looking = false;
    }
  };
  const clear = () => void clearing.run().catch((error: unknown) => log.warn({ err: safeError(error) }, 'not cleared'));
  clear();
  const watching = setInterval(() => void watchErasures(), options.live?.erasuresMs ?? 20_000).unref();
  const close = async (overMs = 0): Promise<void> => {
    draining = true;
    clearInterval(housekeeping);
    clearInterval(watching);
    pressure.close();
    await Promise.all([clearing.close(), tidying]);
    await outbox.close();
    await hub.close(overMs);
  };
  return { app: createApp(deps), deps, outbox, close };
}

function providerOf(settings: Settings, secret: string): PaymentProvider {
  if (settings.payments === 'manual') return manualProvider(settings.bankDetails, settings.bankAccount);
  if (settings.payments === 'template') return templateProvider(settings.checkoutTemplate);
  if (settings.payments === 'stripe' && settings.stripe) return stripeProvider(settings.stripe);
  return testProvider(secret);
}

/** Made once per database, so that instances agree and a restart does not void anybody's token. */
async function readSecret(db: Db): Promise<string> {
  await db
    .insertInto('settings')
    .values({ name: 'secret', value: randomBytes(32).toString('base64url') })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db.selectFrom('settings').select('value').where('name', '=', 'secret').executeTakeFirstOrThrow();
  return row.value;
}

/**
 * Idempotency keys are kept for seven days, longer than any client retries; the people of contributions that were never
 * paid for as long as the operator says. Attempts older than a week say nothing any more, and the law wants them gone;
 * providers repeat an event for days, not for months.
 */
async function tidy({ database, settings, now, log }: Deps, stop: () => boolean): Promise<void> {
  const { db } = database;
  const day = 24 * 60 * 60 * 1000;
  try {
    await forgetUnpaid(database, now(), settings.keepUnpaidDays);
    await removeOlder(db, 'idempotency', new Date(now() - 7 * day).toISOString(), stop);
    await removeOlder(db, 'attempts', now() - 7 * day, stop);
    await removeOlder(db, 'proofs', now(), stop);
    await removeOlder(db, 'hook_events', now() - 60 * day, stop);
    await removeOlder(db, 'provider_links', now() - 60 * day, stop);
    await removeOlder(db, 'provider_backs', now() - 60 * day, stop);
    await tidyOutbox(db, now());
  } catch (error) {
    log.warn({ err: safeError(error) }, 'what is old was not removed'); // the next hour tries again
  }
}

export interface StartOptions {
  /** 0 takes any free port. */
  port: number;
  host?: string;
  dataDir: string;
  databaseUrl?: string | undefined;
  encryptionKey?: string | undefined;
  /** Campaign documents, as parsed from JSON. */
  campaigns?: readonly unknown[];
  /** Loaded while the database has no other campaign. */
  demo?: unknown;
  log?: Logger;
  settings?: CreateOptions['settings'];
  payments?: PaymentProvider;
  /** The folder that has `demo/` and `cdn/`; the repository's by default, null for none. */
  siteDir?: string | null;
  live?: CreateOptions['live'];
}

export interface RunningServer {
  /** Ends with a slash. */
  url: string;
  imported: Imported[];
  /** Campaigns that were removed, and of which something is still being erased: a file of theirs was not loaded. */
  leaving: string[];
  /** Every campaign there is. */
  served: string[];
  /** How many keys there are to sign in with. */
  keys: number;
  /** Stops: callers have `overMs` (`drainMs` of the settings when left out) to notice, then what is under way is finished. */
  close(overMs?: number): Promise<void>;
}

/**
 * Opens the database, loads the campaigns and listens.
 *
 * @throws {SetupError} when the folder, the database or the port cannot be used
 * @throws {SchemaError} when a campaign is no campaign
 */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { host = '127.0.0.1', log = createLog('silent') } = options;
  const database = await openDatabase(options);
  try {
    const cairn = await createCairn({
      database,
      log,
      siteDir: options.siteDir === null ? undefined : (options.siteDir ?? repositoryDir()),
      releasesDir: releasesDirOf(options.dataDir),
      ...(options.settings ? { settings: options.settings } : {}),
      ...(options.payments ? { payments: options.payments } : {}),
      ...(options.live ? { live: options.live } : {}),
    });
    const imported: Imported[] = [];
    const demo = options.demo !== undefined && !(await hasOthers(database.db, options.demo)) ? [options.demo] : [];
    const leaving = await removedCampaigns(database.db);
    for (const campaign of [...(options.campaigns ?? []), ...demo]) {
      const { id } = campaign as { id: string };
      // The others are not kept waiting for it; who meant it loads it again.
      if (!leaving.includes(id)) imported.push(await importCampaign(database.db, campaign, Date.now()));
    }
    const keys = await database.db.selectFrom('keys').select('id').execute();
    const rows = await campaignsHere(database.db).orderBy('id').execute();
    const here = { imported, leaving, keys: keys.length, served: rows.map(({ id }) => id) };
    return await listen(cairn, database, { ...options, host, log, here });
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Whether there is a campaign that is not the demo. */
async function hasOthers(db: Db, demo: unknown): Promise<boolean> {
  const rows = await campaignsHere(db).execute();
  return rows.some(({ id }) => id !== (demo as { id?: unknown }).id);
}

async function listen(
  cairn: Cairn,
  database: OpenDatabase,
  options: StartOptions & {
    host: string;
    log: Logger;
    here: Pick<RunningServer, 'imported' | 'leaving' | 'keys' | 'served'>;
  },
): Promise<RunningServer> {
  const { host, port, log } = options;
  let posting = 0;
  const listener = getRequestListener(cairn.app.fetch, { overrideGlobalObjects: false });
  const server = createServer(
    {
      maxHeaderSize: 8 * 1024,
      headersTimeout: 10_000,
      requestTimeout: 10_000, // a body that trickles in is cut off
      keepAliveTimeout: 30_000,
      connectionsCheckingInterval: 2_000,
    },
    (request, response) => {
      // On its way out it still answers, and asks each caller to come back on another connection.
      if (cairn.deps.draining()) response.shouldKeepAlive = false;
      if (request.method === 'POST' || request.method === 'DELETE') {
        posting++;
        response.once('close', () => posting--);
      }
      void listener(request, response);
    },
  );
  server.listen({ port, host, backlog: 4096 });
  try {
    await once(server, 'listening');
  } catch (error) {
    await cairn.close();
    throw listenFault(error, host, port);
  }
  server.on('error', (error) => log.error({ err: safeError(error) }, 'socket'));
  const { port: taken } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;

  let closing: Promise<void> | undefined;
  const stop = async (overMs: number): Promise<void> => {
    // `/readyz` says so from here on. Whoever balances the load has this long to notice before the door closes.
    await Promise.all([cairn.close(overMs), new Promise((done) => setTimeout(done, overMs))]);
    const closed = new Promise((done) => server.close(done));
    const deadline = Date.now() + 10_000;
    while (posting > 0 && Date.now() < deadline) await new Promise((done) => setTimeout(done, 20));
    server.closeIdleConnections();
    const force = setTimeout(() => server.closeAllConnections(), 1000);
    await closed;
    clearTimeout(force);
    await database.close();
  };
  return {
    url: `http://${name === '0.0.0.0' || name === '[::]' ? 'localhost' : name}:${taken}/`,
    ...options.here,
    close: (overMs = cairn.deps.settings.drainMs) => (closing ??= stop(overMs)),
  };
}

function listenFault(error: unknown, host: string, port: number): Error {
  const code = (error as { code?: string }).code ?? String(error);
  const reasons: Record<string, string> = {
    EADDRINUSE: `Port ${port} is taken. Stop what uses it, or choose another: PORT=${port + 1} npm start`,
    EACCES: `Port ${port} may not be used by this user. Choose one above 1023 with PORT.`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Set HOST to 127.0.0.1, or to 0.0.0.0 for every address.`,
    ENOTFOUND: `HOST ${host} is not an address of this machine. Set it to 127.0.0.1, or to 0.0.0.0 for every address.`,
  };
  return new SetupError(reasons[code] ?? `Cannot listen on ${host}:${port} (${code}).`, { cause: error });
}

/** The repository: the nearest folder above with the demo in it, whether this runs from `server/src` or `server/dist`. */
export function repositoryDir(): string | undefined {
  let dir = dirname(fileURLToPath(import.meta.url));
  for (let step = 0; step < 6; step++, dir = dirname(dir))
    if (existsSync(resolve(dir, 'demo/campaign.json'))) return dir;
  return undefined;
}
