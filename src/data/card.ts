/**
 * True when a text holds what looks like a card number: 13 to 19 digits that pass the Luhn check, in one run or in
 * groups of at least two digits with spaces, dots or dashes between. Other scripts' digits count too.
 */
export function hasCardNumber(text: string): boolean {
  const plain = text.normalize('NFKC').replace(/\p{Nd}/gu, asciiDigit);
  for (const [run] of plain.matchAll(/\d+(?:[ \u00A0.\-‐-―]{1,2}\d+)*/g)) {
    const groups = run.split(/\D+/);
    for (let first = 0; first < groups.length; first++) {
      let digits = '';
      for (let last = first; last < groups.length && digits.length <= 19; last++) {
        digits += groups[last]!;
        if (digits.length >= 13 && digits.length <= 19 && passesLuhn(digits)) return true;
      }
    }
  }
  return false;
}

/** The check digit rule of ISO/IEC 7812-1. A row of one repeated digit is not a card. */
function passesLuhn(digits: string): boolean {
  if (/^(\d)\1*$/.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    sum += index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

// Decimal digits stand in blocks of ten whose zero is where the block of digits begins.
function asciiDigit(digit: string): string {
  if (digit <= '9') return digit;
  let zero = digit.codePointAt(0)!;
  for (let steps = 0; steps < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1)); steps++) zero--;
  return String((digit.codePointAt(0)! - zero) % 10);
}
