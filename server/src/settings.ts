/** What the operator may decide. Every default is safe on a developer's machine. */
export interface Settings {
  /** Where visitors reach this server, without a slash at the end; else taken from each request's Host header. */
  publicUrl: string | undefined;
  /** How many proxies in front of the server add to `X-Forwarded-For`. 0: the header is not believed. */
  trustProxy: number;
  /** Origins that may write; `*` is any page on the web, and never the origin `null`. */
  writeOrigins: '*' | readonly string[];
  payments: 'test' | 'manual';
  /** Shown for `manual`; `{receipt}` becomes the receipt number. */
  bankDetails: string;
  /** Send Strict-Transport-Security; only for a server that is reached by https alone. */
  hsts: boolean;
  limits: Limits;
}

export interface Limits {
  /** New contributions per address: how many a minute in the long run, and how many at once. */
  writesPerMinute: number;
  writeBurst: number;
  readsPerSecond: number;
  readBurst: number;
  streamsPerAddress: number;
  streams: number;
}

export const DEFAULT_LIMITS: Limits = {
  writesPerMinute: 5,
  writeBurst: 10,
  readsPerSecond: 50,
  readBurst: 500,
  streamsPerAddress: 20,
  streams: 10_000,
};

export const DEFAULT_SETTINGS: Settings = {
  publicUrl: undefined,
  trustProxy: 0,
  writeOrigins: '*',
  payments: 'test',
  bankDetails: '',
  hsts: false,
  limits: DEFAULT_LIMITS,
};
