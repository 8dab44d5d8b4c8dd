import type { CampaignBackend, Capabilities } from './backend.ts';
import { CairnBackend } from './backends/cairn.ts';
import { campaignFrom, snapshotBackend, staticBackend } from './backends/static.ts';
import { defaultEnvironment, type Environment } from './environment.ts';
import { CampaignError } from './error.ts';
import type { CampaignInput } from './schema.ts';
import { BackendStore, type CampaignStore } from './store.ts';

/**
 * The platforms, each in one file that is fetched when a page asks for it: `name:rest` in an endpoint. What an
 * adapter can do stands here so that a form can be drawn before the file has arrived.
 */
const PLATFORMS: Record<string, { capabilities: Capabilities; open: Opener }> = {
  opencollective: {
    capabilities: { live: 'poll', minPollMs: 60_000, contribute: 'redirect' },
    open: (...args) => import('./backends/opencollective.ts').then((file) => file.openCollectiveBackend(...args)),
  },
};

type Opener = (rest: string, environment: Environment) => Promise<CampaignBackend>;

/** One store per endpoint and page, also when two copies of the library are loaded. Changes with the store's interface. */
const KEY = Symbol.for('cairn.stores.v1');

function storesOf(): Map<string, BackendStore> {
  const holder = globalThis as { [KEY]?: Map<string, BackendStore> };
  return (holder[KEY] ??= new Map());
}

export interface StoreForOptions {
  /** What a relative endpoint is relative to; the page's address when left out. */
  base?: string | undefined;
  /** A campaign to show until the first answer, as a server-rendered page has it. */
  initial?: CampaignInput | undefined;
  /** The world to act in; a test brings its own. */
  environment?: Environment;
}

/**
 * The store behind an `endpoint` string (protocol, section 6): everybody who asks for the same endpoint gets the same
 * store, and so one request and one stream. Never throws: an endpoint that cannot be understood is a store in the
 * state `error` that says what to write.
 */
export function storeFor(endpoint: string, options: StoreForOptions = {}): CampaignStore {
  const environment = options.environment ?? defaultEnvironment;
  let resolved: { key: string; open: () => CampaignBackend };
  try {
    resolved = resolve(endpoint, options.base ?? environment.baseUrl(), environment);
  } catch (error) {
    return failedStore(endpoint, error as CampaignError, environment);
  }
  const { key, open } = resolved;
  const stores = storesOf();
  let store = stores.get(key);
  if (!store) {
    const made = new BackendStore(key, open(), {
      environment,
      // A store that went to sleep and is woken by somebody who kept it takes its place again.
      onStart: () => void (stores.has(key) || stores.set(key, made)),
      onStop: () => void (stores.get(key) === made && stores.delete(key)),
    });
    stores.set(key, made);
    store = made;
  }
  if (options.initial !== undefined && store.state.status !== 'ready') {
    try {
      store.prime(campaignFrom(options.initial, options.base ?? key, key));
    } catch {
      // The endpoint's own answer decides; what could not be read is not shown.
    }
  }
  return store;
}

/**
 * A store of a campaign that is at hand: inline JSON, or one built from attributes. Ready at once; relative addresses
 * in it are relative to `base`.
 */
export function snapshotStore(campaign: unknown, base?: string, environment = defaultEnvironment): CampaignStore {
  const name = 'the campaign in the page';
  try {
    const parsed = campaignFrom(campaign, base ?? environment.baseUrl() ?? 'about:blank', name);
    return new BackendStore(name, snapshotBackend(parsed), {
      environment,
      initial: { ...parsed, serverTime: undefined },
    });
  } catch (error) {
    return failedStore(name, error as CampaignError, environment);
  }
}

function resolve(text: string, base: string | undefined, environment: Environment) {
  const endpoint = text.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(endpoint)?.[1]?.toLowerCase();
  const platform = scheme !== undefined && Object.hasOwn(PLATFORMS, scheme) ? PLATFORMS[scheme] : undefined;
  if (scheme !== undefined && platform) {
    const rest = endpoint.slice(scheme.length + 1);
    // A path or an address after the colon is a copy of the platform's answers; it is relative to the page, too.
    const full = /^(\.{0,2}\/|https?:)/.test(rest) ? addressOf(rest, base, endpoint).href : rest;
    const open = () => lazyBackend(platform.capabilities, () => platform.open(full, environment));
    return { key: `${scheme}:${full}`, open };
  }
  if (endpoint === '') throw misconfigured('The endpoint is empty');
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    throw misconfigured(`The endpoint "${endpoint}" begins with "${scheme}:", which is no backend we know`);
  }
  const url = addressOf(endpoint, base, endpoint);
  url.hash = '';
  const open = () =>
    url.pathname.endsWith('.json') ? staticBackend(url.href, environment) : new CairnBackend(url.href, environment);
  return { key: url.href, open };
}

function addressOf(text: string, base: string | undefined, endpoint: string): URL {
  let url: URL;
  try {
    url = new URL(text, base);
  } catch {
    throw misconfigured(`The endpoint "${endpoint}" is no address`);
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw misconfigured(`The endpoint "${endpoint}" is relative to a page that has no web address`);
  }
  if (url.username || url.password) throw misconfigured(`The endpoint "${endpoint}" carries a password`);
  return url;
}

function misconfigured(what: string): CampaignError {
  const platforms = Object.keys(PLATFORMS).map((name) => `"${name}:…"`);
  return new CampaignError(
    'config',
    `${what}: write "https://…/v1/campaigns/name", a campaign file such as "./campaign.json", or ${platforms.join(', ')}.`,
  );
}

/** Says what is wrong from the first moment, and in the console once somebody subscribes. */
function failedStore(name: string, error: CampaignError, environment: Environment): CampaignStore {
  const backend: CampaignBackend = {
    capabilities: { live: 'none', minPollMs: Infinity, contribute: 'none' },
    load: () => Promise.reject(error),
  };
  return new BackendStore(name, backend, { environment, error });
}

/** A backend whose code is fetched with the first load; a file that did not arrive is asked for again. */
function lazyBackend(capabilities: Capabilities, open: () => Promise<CampaignBackend>): CampaignBackend {
  let backend: Promise<CampaignBackend> | undefined;
  return {
    capabilities,
    async load(options) {
      backend ??= open();
      const opened = await backend.catch((cause: unknown) => {
        backend = undefined;
        if (cause instanceof CampaignError) throw cause;
        throw new CampaignError('network', `The adapter's own file did not load: ${String(cause)}.`, { cause });
      });
      return opened.load(options);
    },
  };
}
