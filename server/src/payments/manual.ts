import type { PaymentProvider } from './provider.ts';

/** Bank transfer: the contributor gets the operator's text, in which `{receipt}` becomes the receipt number. */
export function manualProvider(bankDetails: string): PaymentProvider {
  const text = bankDetails || 'Ask the organization for its bank details and name {receipt} as the reference.';
  return {
    name: 'manual',
    test: false,
    begin({ receipt }) {
      return Promise.resolve({
        ref: `manual_${receipt}`,
        next: { type: 'instructions', text: text.replaceAll('{receipt}', receipt) },
        lifetimeMs: 30 * 24 * 60 * 60 * 1000,
      });
    },
  };
}
