import { SetupError } from './database/open.ts';
import { faultOfAddress } from './deliver.ts';
import { LOG_LEVELS } from './log.ts';
import { nearest } from './nearest.ts';
import { isIban } from './payments/manual.ts';
import { DEFAULT_LIMITS, DEFAULT_SETTINGS, type Limits, type Settings } from './settings.ts';

/** One environment variable: its name, its default as people read it, and what it is for. */
export interface Variable {
  name: string;
  default: string;
  text: string;
}

type ChosenSettings = Partial<Omit<Settings, 'limits'>> & { limits: Partial<Limits> };

/** What the environment says, checked. */
export interface Environment {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | undefined;
  encryptionKey: string | undefined;
  logLevel: string;
  settings: ChosenSettings;
  /** Names that look like settings and are none, each with the one that was meant. */
  unknown: string[];
}

const limits = DEFAULT_LIMITS;

/** Every setting there is. `--help` prints it, and docs/operations.md must have it (a test compares them). */
export const VARIABLES: readonly Variable[] = [
  { name: 'PORT', default: '4321', text: 'Port to listen on; 0 for any free one' },
  { name: 'HOST', default: '127.0.0.1', text: 'Address to listen on; 0.0.0.0 for every address' },
  { name: 'CAIRN_DATA', default: './data', text: 'Folder of the database' },
  { name: 'DATABASE_URL', default: '', text: 'Use PostgreSQL instead, such as postgres://user@host/name' },
  {
    name: 'CAIRN_ENCRYPTION_KEY',
    default: 'encryption.key in CAIRN_DATA',
    text: 'Seals e-mail addresses; 64 hexadecimal digits, the same for every instance',
  },
  { name: 'PUBLIC_URL', default: '', text: 'Address visitors use, such as https://give.example.org' },
  { name: 'TRUST_PROXY', default: '0', text: 'How many proxies of yours set X-Forwarded-For' },
  { name: 'WRITE_ORIGINS', default: 'any', text: 'Origins that may contribute, separated by spaces' },
  {
    name: 'CAIRN_PAYMENTS',
    default: 'test',
    text: 'test (no money moves), manual (bank transfer), template or stripe',
  },
  { name: 'CAIRN_BANK_DETAILS', default: '', text: 'Text for manual; {receipt} becomes the receipt number' },
  { name: 'CAIRN_BANK_NAME', default: '', text: 'Who a bank transfer goes to, for the code that banking apps read' },
  { name: 'CAIRN_BANK_IBAN', default: '', text: 'IBAN of that account; the code is shown for euros' },
  { name: 'CAIRN_BANK_BIC', default: '', text: 'BIC of that account, which most banks no longer need' },
  {
    name: 'CAIRN_CHECKOUT_TEMPLATE',
    default: '',
    text: 'Address for template, with {amount}, {minor}, {currency}, {frequency}, {receipt}, {contribution}',
  },
  { name: 'STRIPE_SECRET_KEY', default: '', text: 'For stripe: a secret or restricted key, sk_… or rk_…' },
  { name: 'STRIPE_WEBHOOK_SECRET', default: '', text: 'For stripe: the signing secret of the endpoint, whsec_…' },
  {
    name: 'CAIRN_MINIMUM',
    default: String(DEFAULT_SETTINGS.minimum),
    text: 'Least donation in whole units of money, where the campaign names none',
  },
  {
    name: 'CAIRN_WRITES_PER_MINUTE',
    default: String(limits.writesPerMinute),
    text: 'New contributions per address and minute, in the long run',
  },
  { name: 'CAIRN_WRITE_BURST', default: String(limits.writeBurst), text: 'New contributions per address at once' },
  {
    name: 'CAIRN_DONATIONS_PER_HOUR',
    default: String(limits.donationsPerHour),
    text: 'Donations per address and hour; raise it for a kiosk',
  },
  {
    name: 'CAIRN_DONATIONS_PER_NETWORK',
    default: String(limits.networkPerHour),
    text: 'Donations per network (/24, /56) and hour',
  },
  {
    name: 'CAIRN_READS_PER_SECOND',
    default: String(limits.readsPerSecond),
    text: 'Requests per address and second, in the long run',
  },
  { name: 'CAIRN_READ_BURST', default: String(limits.readBurst), text: 'Requests per address at once' },
  { name: 'CAIRN_STREAMS', default: String(limits.streams), text: 'Live streams in all' },
  { name: 'CAIRN_STREAMS_PER_ADDRESS', default: String(limits.streamsPerAddress), text: 'Live streams per address' },
  {
    name: 'CAIRN_PROOF',
    default: 'pressure',
    text: 'When a contribution needs a proof of work: pressure (when many come at once, or one looks like a program), always or never',
  },
  {
    name: 'CAIRN_CALM_PER_MINUTE',
    default: String(limits.calmWritesPerMinute),
    text: 'New contributions per campaign and minute that are not many',
  },
  {
    name: 'CAIRN_PROOF_NUMBER',
    default: String(limits.proofNumber),
    text: 'How hard a proof is: twice the numbers tried on average; eight times that under pressure',
  },
  { name: 'CAIRN_NOTIFY', default: '1', text: '0: instances find changes by looking alone, without LISTEN and NOTIFY' },
  {
    name: 'CAIRN_FRAME_ORIGINS',
    default: 'none',
    text: 'Origins that may put the form into a frame; what only shows may stand anywhere',
  },
  {
    name: 'CAIRN_KEEP_UNPAID_DAYS',
    default: String(DEFAULT_SETTINGS.keepUnpaidDays),
    text: 'Days that the person behind an unpaid gift is kept',
  },
  { name: 'CAIRN_HSTS', default: '0', text: '1: tell browsers to use https only' },
  {
    name: 'CAIRN_WEBHOOKS',
    default: '',
    text: 'Addresses told of contributions (Standard Webhooks), separated by spaces',
  },
  {
    name: 'CAIRN_WEBHOOK_SECRET',
    default: '',
    text: 'What they are signed with: whsec_ and 24 to 64 bytes in base 64',
  },
  { name: 'CAIRN_WEBHOOKS_PRIVATE', default: '0', text: '1: webhooks may go into private networks and without TLS' },
  {
    name: 'CAIRN_METRICS_TOKEN',
    default: '',
    text: 'Bearer token for /metrics; without it only this machine may read them',
  },
  {
    name: 'CAIRN_DRAIN_MS',
    default: '2000',
    text: 'Milliseconds for which requests are still taken, and over which live streams are closed, when stopping',
  },
  { name: 'LOG_LEVEL', default: 'warn', text: `${LOG_LEVELS.join(', ')}; JSON lines on stdout` },
];

/** The table above for a terminal. */
export function helpOfVariables(): string {
  const width = Math.max(...VARIABLES.map(({ name }) => name.length)) + 2;
  return VARIABLES.map(
    ({ name, default: usual, text }) => `  ${name.padEnd(width)}${text}${usual ? ` (${usual})` : ''}\n`,
  ).join('');
}

/**
 * Reads and checks every setting, before anything is opened.
 *
 * @throws {SetupError} with one line that says which, what it is and what it should be
 */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const text = (name: string) => env[name]?.trim() || undefined;
  const number = (name: string, least: number, most = Number.MAX_SAFE_INTEGER): number | undefined => {
    const said = text(name);
    if (said === undefined) return undefined;
    const value = said === 'true' ? 1 : said === 'false' ? 0 : Number(said);
    const range = most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `from ${least} to ${most}`;
    if (!Number.isInteger(value) || value < least || value > most)
      throw new SetupError(`${name} is "${said}", but should be a whole number ${range}.`);
    return value;
  };
  const word = <T extends string>(name: string, words: readonly T[], usual: T): T => {
    const said = text(name) ?? usual;
    if (!(words as readonly string[]).includes(said))
      throw new SetupError(`${name} is "${said}", but should be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}.`);
    return said as T;
  };

  const databaseUrl = text('DATABASE_URL');
  // Not said whole: there may be a password in it.
  if (databaseUrl !== undefined && !/^(postgres(ql)?|socket):|^\//.test(databaseUrl))
    throw new SetupError('DATABASE_URL should be an address such as postgres://user@host/name.');
  const publicUrl = text('PUBLIC_URL')?.replace(/\/+$/, '');
  if (publicUrl !== undefined && !(URL.canParse(publicUrl) && /^https?:\/\//.test(publicUrl)))
    throw new SetupError(`PUBLIC_URL is "${publicUrl}", but should be an address such as https://give.example.org`);
  const originsOf = (name: string): string[] => {
    const origins =
      text(name)
        ?.split(/[\s,]+/)
        .filter(Boolean) ?? [];
    for (const origin of origins)
      if (origin !== '*' && !(URL.canParse(origin) && new URL(origin).origin === origin))
        throw new SetupError(
          `${name} has "${origin}", but should have origins such as https://example.org, without a path.`,
        );
    return origins;
  };
  const origins = originsOf('WRITE_ORIGINS');

  const [bankName, iban] = [text('CAIRN_BANK_NAME'), text('CAIRN_BANK_IBAN')];
  if (iban !== undefined && !isIban(iban))
    throw new SetupError(`CAIRN_BANK_IBAN is "${iban}", which is no IBAN: a digit or letter may be wrong.`);
  if ((iban === undefined) !== (bankName === undefined))
    throw new SetupError('CAIRN_BANK_NAME and CAIRN_BANK_IBAN belong together: set both, or neither.');
  const payments = word('CAIRN_PAYMENTS', ['test', 'manual', 'template', 'stripe'], 'test');
  const chosen: Record<keyof Limits, number | undefined> = {
    writesPerMinute: number('CAIRN_WRITES_PER_MINUTE', 1),
    writeBurst: number('CAIRN_WRITE_BURST', 1),
    donationsPerHour: number('CAIRN_DONATIONS_PER_HOUR', 1),
    networkPerHour: number('CAIRN_DONATIONS_PER_NETWORK', 1),
    calmWritesPerMinute: number('CAIRN_CALM_PER_MINUTE', 1),
    proofNumber: number('CAIRN_PROOF_NUMBER', 1, 1e8),
    readsPerSecond: number('CAIRN_READS_PER_SECOND', 1),
    readBurst: number('CAIRN_READ_BURST', 1),
    streams: number('CAIRN_STREAMS', 0),
    streamsPerAddress: number('CAIRN_STREAMS_PER_ADDRESS', 0),
  };
  return {
    port: number('PORT', 0, 65535) ?? 4321,
    host: text('HOST') ?? '127.0.0.1',
    dataDir: text('CAIRN_DATA') ?? './data',
    databaseUrl,
    encryptionKey: text('CAIRN_ENCRYPTION_KEY'),
    logLevel: word('LOG_LEVEL', LOG_LEVELS, 'warn'),
    unknown: unknownNames(env),
    settings: {
      publicUrl,
      trustProxy: number('TRUST_PROXY', 0) ?? 0,
      writeOrigins: origins.length > 0 && !origins.includes('*') ? origins : '*',
      payments,
      bankAccount: iban && bankName ? { name: bankName, iban, bic: text('CAIRN_BANK_BIC') } : undefined,
      bankDetails: env['CAIRN_BANK_DETAILS'] ?? '',
      checkoutTemplate: payments === 'template' ? templateOf(text('CAIRN_CHECKOUT_TEMPLATE')) : '',
      stripe: payments === 'stripe' ? stripeOf(text) : undefined,
      minimum: number('CAIRN_MINIMUM', 0) ?? DEFAULT_SETTINGS.minimum,
      frameOrigins: originsOf('CAIRN_FRAME_ORIGINS'),
      keepUnpaidDays: number('CAIRN_KEEP_UNPAID_DAYS', 0, 3650) ?? DEFAULT_SETTINGS.keepUnpaidDays,
      notify: number('CAIRN_NOTIFY', 0, 1) !== 0,
      proof: word('CAIRN_PROOF', ['pressure', 'always', 'never'] as const, 'pressure'),
      hsts: number('CAIRN_HSTS', 0, 1) === 1,
      ...webhooksOf(text, number('CAIRN_WEBHOOKS_PRIVATE', 0, 1) === 1),
      metricsToken: text('CAIRN_METRICS_TOKEN') ?? '',
      drainMs: number('CAIRN_DRAIN_MS', 0, 60_000) ?? 2000,
      limits: Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined)),
    },
  };
}

function templateOf(template: string | undefined): string {
  const filled = (template ?? '').replace(/\{\w+\}/g, 'x');
  if (template === undefined || !/^https:\/\//.test(filled) || !URL.canParse(filled))
    throw new SetupError(
      `CAIRN_PAYMENTS is template, so CAIRN_CHECKOUT_TEMPLATE should be an address such as https://pay.example.org/give?amount={amount}&ref={receipt}`,
    );
  const known = ['amount', 'minor', 'currency', 'frequency', 'receipt', 'contribution'];
  for (const [place, name] of template.matchAll(/\{(\w+)\}/g))
    if (!known.includes(name!))
      throw new SetupError(
        `CAIRN_CHECKOUT_TEMPLATE has ${place}, but may have ${known.map((one) => `{${one}}`).join(', ')}.`,
      );
  return template;
}

function webhooksOf(
  text: (name: string) => string | undefined,
  webhooksPrivate: boolean,
): Pick<Settings, 'webhooks' | 'webhooksPrivate'> {
  const urls = text('CAIRN_WEBHOOKS')?.split(/\s+/) ?? [];
  const secret = text('CAIRN_WEBHOOK_SECRET') ?? '';
  for (const url of urls)
    if (faultOfAddress(url, webhooksPrivate))
      throw new SetupError(`CAIRN_WEBHOOKS has "${url}", which ${faultOfAddress(url, webhooksPrivate)}.`);
  const bytes = /^whsec_[\w+/]+=*$/.test(secret) ? Buffer.from(secret.slice(6), 'base64').length : 0;
  if (urls.length > 0 && (bytes < 24 || bytes > 64))
    throw new SetupError(
      'CAIRN_WEBHOOKS is set, so CAIRN_WEBHOOK_SECRET should be whsec_ and 24 to 64 bytes in base 64.',
    );
  return { webhooks: urls.map((url) => ({ url, secret })), webhooksPrivate };
}

function stripeOf(text: (name: string) => string | undefined): NonNullable<Settings['stripe']> {
  const secretKey = text('STRIPE_SECRET_KEY');
  const webhookSecret = text('STRIPE_WEBHOOK_SECRET');
  if (!/^(sk|rk)_(test|live)_\w+$/.test(secretKey ?? ''))
    throw new SetupError('CAIRN_PAYMENTS is stripe, so STRIPE_SECRET_KEY should be a key that begins with sk_ or rk_.');
  if (!/^whsec_\w+$/.test(webhookSecret ?? ''))
    throw new SetupError(
      'CAIRN_PAYMENTS is stripe, so STRIPE_WEBHOOK_SECRET should be the signing secret of your webhook endpoint, which begins with whsec_.',
    );
  // For a stand-in in tests; not in the table, since nobody else has a use for it.
  return {
    secretKey: secretKey!,
    webhookSecret: webhookSecret!,
    api: text('CAIRN_STRIPE_API') ?? 'https://api.stripe.com',
  };
}

/**
 * A misspelt setting would silently do nothing. Names of ours are ours; of any other only those that nearly are a setting
 * which is missing.
 */
function unknownNames(env: NodeJS.ProcessEnv): string[] {
  const known = [...VARIABLES.map(({ name }) => name), 'CAIRN_STRIPE_API'];
  const missing = known.filter((name) => env[name] === undefined);
  return Object.keys(env)
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const isOurs = name.startsWith('CAIRN_');
      const meant =
        nearest(name, isOurs ? missing : missing.filter((one) => one.length > 7)) ??
        (isOurs
          ? known.find((one) => `CAIRN_${one}` === name || one.startsWith(name) || name.startsWith(one))
          : undefined);
      return meant ? [`${name} (is ${meant} meant?)`] : isOurs ? [name] : [];
    });
}
