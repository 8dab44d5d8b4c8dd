import { createHmac } from 'node:crypto';
import type { PaymentProvider } from './provider.ts';

/** A stand-in for a hosted checkout: a page of this server that says so. No money moves. */
export function testProvider(secret: string): PaymentProvider {
  return {
    name: 'test',
    test: true,
    begin({ contributionId, publicUrl }) {
      const ref = `test_${createHmac('sha256', secret).update(`checkout:${contributionId}`).digest('base64url').slice(0, 32)}`;
      const url = `${publicUrl}/checkout/${ref}`;
      return Promise.resolve({
        ref,
        next: { type: 'redirect', url, host: new URL(url).host },
        lifetimeMs: 60 * 60 * 1000,
      });
    },
  };
}
