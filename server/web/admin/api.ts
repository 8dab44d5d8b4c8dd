/** What went wrong, in words for the organiser. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: readonly { pointer: string; detail: string }[] = [],
  ) {
    super(message);
  }
}

export interface Me {
  id: string;
  name: string;
  scopes: string[];
  campaign?: string;
}

export interface Quantity {
  value: number;
  unit: string;
  scale: number;
}

export interface Summary {
  id: string;
  title: string;
  organization: string;
  status: string;
  set: string;
  updatedAt: string;
  endsAt?: string;
  goals: { id: string; label: string; unit: string; scale: number; target: number | null; total: number }[];
  waiting: number;
}

export interface Entry {
  id: string;
  receipt: string;
  at: string;
  state: string;
  kind: string;
  pathwayId: string;
  quantity?: Quantity;
  frequency?: string;
  renews?: string;
  public: boolean;
  name?: string;
  provider?: string;
  suspect?: boolean;
  actions?: string[];
  shifts?: string[];
  person?: {
    email?: string;
    message?: string;
    fields?: Record<string, unknown>;
    consents?: { id: string; version: string; granted: boolean; at: string; text?: string }[];
    source?: Record<string, string>;
    due?: string;
  };
}

export interface MemberRecord {
  member: { id: string; name: string; role?: string; quote?: string; consent?: { scope: 'public'; until?: string } };
  shown: boolean;
  managed: boolean;
  email?: string;
  agreed?: { text: string; version: string; at: string };
}

export interface Update {
  id: string;
  at: string;
  title: string;
  summary?: string;
  url?: string;
}

export interface Key {
  id: string;
  name: string;
  scopes: string[];
  campaign?: string;
  createdAt: string;
  expiresAt?: string;
  usedOn?: string;
}

export interface Webhook {
  id: string;
  url: string;
  campaign?: string;
  events?: string[];
  managed: boolean;
  deliveredAt?: string;
  oldSecretUntil?: string;
  waiting: number;
  failed: number;
}

export interface Delivery {
  id: string;
  type: string;
  contribution: string;
  attempts: number;
  triedAt: string;
  outcome: string;
  nextAt?: string;
}

const BASE = '/v1/admin';

/** Asks the server. The session is a cookie that scripts cannot read; the header is what another site could not send. */
export async function ask<T = undefined>(method: string, path: string, body?: unknown): Promise<T> {
  let response: Response;
  try {
    response = await fetch(BASE + path, {
      method,
      headers: { 'x-cairn-admin': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      cache: 'no-store',
    });
  } catch {
    throw new ApiError(0, 'offline', 'The server does not answer. Nothing was changed; try again in a moment.');
  }
  if (response.status === 204) return undefined as T;
  const json: unknown = await response.json().catch(() => undefined);
  if (response.ok) return json as T;
  const {
    code = '',
    title = '',
    detail,
    errors,
  } = (json ?? {}) as Record<string, string> & {
    errors?: { pointer: string; detail?: string }[];
  };
  const text = detail ?? (title || `The server answered ${response.status}`);
  throw new ApiError(
    response.status,
    code,
    `${text.charAt(0).toUpperCase()}${text.slice(1)}.`,
    (errors ?? []).map(({ pointer, detail: words = '' }) => ({ pointer, detail: words })),
  );
}

export const part = (text: string): string => encodeURIComponent(text);

export function amount(quantity: Quantity | undefined): string {
  if (!quantity) return '';
  const { value, unit, scale } = quantity;
  const digits = String(value).padStart(scale + 1, '0');
  const decimal = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  if (/^[A-Z]{3}$/.test(unit))
    try {
      const format = new Intl.NumberFormat('en', { style: 'currency', currency: unit, minimumFractionDigits: scale });
      return format.format(decimal as unknown as number);
    } catch {
      // No currency after all.
    }
  return `${new Intl.NumberFormat('en', { maximumFractionDigits: scale }).format(decimal as unknown as number)} ${unit}`;
}

const dates = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const times = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
export const day = (text: string): string => dates.format(new Date(text));
export const moment = (text: string): string => times.format(new Date(text));
