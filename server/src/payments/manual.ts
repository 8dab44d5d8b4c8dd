import { encode } from 'uqr';
import type { CheckoutRequest, PaymentProvider } from './provider.ts';

/** An account that SEPA transfers reach. */
export interface Account {
  name: string;
  iban: string;
  bic?: string | undefined;
}

/**
 * Bank transfer: the contributor gets the operator's text, in which `{receipt}` becomes the receipt number, and for euros
 * a code that their bank's app reads.
 */
export function manualProvider(bankDetails: string, account?: Account): PaymentProvider {
  const text = bankDetails || 'Ask the organization for its bank details and name {receipt} as the reference.';
  return {
    name: 'manual',
    test: false,
    begin({ receipt, amount }) {
      const payload = account && transferCode(account, amount, receipt);
      return Promise.resolve({
        ref: `manual_${receipt}`,
        next: {
          type: 'instructions',
          text: text.replaceAll('{receipt}', receipt),
          ...(payload ? { qr: drawn(payload) } : {}),
        },
        lifetimeMs: 30 * 24 * 60 * 60 * 1000,
      });
    },
  };
}

/**
 * What a banking app reads: guideline EPC069-12 of the European Payments Council. Undefined for what it cannot say: other
 * money than euros, nothing, or a thousand million and more.
 */
export function transferCode(
  { name, iban, bic }: Account,
  { value, unit, scale }: CheckoutRequest['amount'],
  reference: string,
): string | undefined {
  if (unit !== 'EUR' || scale !== 2 || value < 1 || value > 99_999_999_999) return undefined;
  const euros = `EUR${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;
  // The empty lines are purpose and structured reference; lines at the end that are empty are left out.
  return ['BCD', '002', '1', 'SCT', bic ?? '', name.slice(0, 70), plainIban(iban), euros, '', '', reference].join('\n');
}

export const plainIban = (iban: string): string => iban.replace(/\s+/g, '').toUpperCase();

/** ISO 13616: moved to the end, the first four characters make the whole a multiple of 97 and one. */
export function isIban(iban: string): boolean {
  const plain = plainIban(iban);
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(plain)) return false;
  const digits = (plain.slice(4) + plain.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n === 1n;
}

/** The dark modules as one path: a widget sets it as an attribute, and nothing is parsed as markup. */
function drawn(payload: string): { size: number; path: string } {
  // Level M and a quiet zone of four are what the guideline asks for.
  const { data, size } = encode(payload, { ecc: 'M', border: 4 });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark && !row[x - 1] ? `M${x} ${y}h${runOf(row, x)}v1H${x}z` : '')))
    .join('');
  return { size, path };
}

function runOf(row: boolean[], from: number): number {
  let end = from;
  while (row[end]) end += 1;
  return end - from;
}
