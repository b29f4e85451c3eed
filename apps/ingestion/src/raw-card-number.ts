/**
 * Finds raw card numbers (PANs) that a client sent by mistake, so that they are refused before anything is stored:
 * 13 to 19 digits, spaces and dashes allowed between, a known issuer prefix (ISO/IEC 7812) and a valid Luhn check digit.
 */
const DIGITS = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g;
const ISSUER =
  /^(?:4|5[1-5]|2(?:2[2-9]|[3-6]|7[01]|720)|3[47]|6(?:011|4[4-9]|5|2)|35(?:2[89]|[3-8])|3(?:0[0-5]|[68])|50|5[6-9]|6[0-9])/;

export function containsCardNumber(text: string): boolean {
  if (text.length < 13) return false;
  for (const [candidate] of text.matchAll(DIGITS)) {
    const digits = candidate.replace(/[ -]/g, '');
    if (ISSUER.test(digits) && passesLuhn(digits)) return true;
  }
  return false;
}

/** JSON pointers of every string in `value` that holds a card number. `value` is bounded by validation before. */
export function cardNumberPointers(value: unknown, pointer = ''): string[] {
  if (typeof value === 'string') return containsCardNumber(value) ? [pointer] : [];
  if (typeof value !== 'object' || value === null) return [];
  const found: string[] = [];
  for (const key in value) {
    const inner = (value as Record<string, unknown>)[key];
    if (typeof inner === 'string' ? inner.length >= 13 : typeof inner === 'object')
      found.push(...cardNumberPointers(inner, `${pointer}/${key}`));
  }
  return found;
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    if (i % 2 === 1) {
      digit *= 2;
      if (digit > 9) digit -= 9;
    }
    sum += digit;
  }
  return sum % 10 === 0;
}
