import type { PaymentProvider } from './provider.ts';

/**
 * Any platform that has a donation page with an address: the amount and a reference go along, and whoever keeps the
 * books confirms what arrived.
 */
export function templateProvider(template: string): PaymentProvider {
  return {
    name: 'template',
    test: false,
    begin({ amount, frequency, receipt, contributionId }) {
      const values: Record<string, string> = {
        amount: majorOf(amount),
        minor: String(amount.value),
        currency: amount.unit,
        frequency: frequency ?? 'once',
        receipt,
        contribution: contributionId,
      };
      const url = new URL(
        template.replace(/\{(\w+)\}/g, (all, name: string) => encodeURIComponent(values[name] ?? all)),
      );
      return Promise.resolve({
        ref: `template_${receipt}`,
        next: { type: 'redirect', url: url.href, host: url.host },
        lifetimeMs: 7 * 24 * 60 * 60 * 1000,
      });
    },
  };
}

/** 2550 with scale 2 -> `25.50`; no float on the way. */
export function majorOf({ value, scale }: { value: number; scale: number }): string {
  if (scale === 0) return String(value);
  const digits = String(value).padStart(scale + 1, '0');
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
