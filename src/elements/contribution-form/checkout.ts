import type { Receipt } from '../../data/schema.ts';

/** How the page is left; one object, so that a test can stay. */
export const navigation = {
  /** Top-level, because no checkout works inside a frame. */
  go(url: string): void {
    if (window.top === window) location.assign(url);
    else window.open(url, '_top', 'noreferrer');
  },
  /** Who stays should not be taken away a moment later. */
  stop(): void {
    window.stop();
  },
};

type Redirect = Extract<Receipt['next'], { type: 'redirect' }>;

/**
 * Where to go for the payment, or undefined when we must not: the address has to be https (http only on this machine),
 * its host the one the answer names, and that host one the page's author allows. The endpoint's own host is allowed, since
 * the author chose it.
 */
export function checkoutUrl(next: Redirect, endpoint: string, allowHosts: string): string | undefined {
  if (!URL.canParse(next.url)) return undefined;
  const url = new URL(next.url);
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (!secure || url.username || url.password || url.host !== next.host) return undefined;
  const own = URL.canParse(endpoint, document.baseURI) ? new URL(endpoint, document.baseURI).host : '';
  const allowed = [own, ...allowHosts.toLowerCase().split(/[\s,]+/)].filter(Boolean);
  return allowed.includes(url.host) ? url.href : undefined;
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
