import type { z } from 'zod';

/**
 * Finds raw card numbers (PANs) that a client sent by mistake, so that they are refused before anything is stored:
 * 13 to 19 digits, spaces and dashes allowed between, a known issuer prefix (ISO/IEC 7812) and a valid Luhn check digit.
 */
const DIGITS = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g;
const ISSUER =
  /^(?:4|5[1-5]|2(?:2[2-9]|[3-6]|7[01]|720)|3[47]|6(?:011|4[4-9]|5|2)|35(?:2[89]|[3-8])|3(?:0[0-5]|[68])|50|5[6-9]|6[0-9])/;

const DIGITS_MIN = 13;
const DIGITS_MAX = 19;
/** The least number that is written with as many digits. */
const NUMBER_MIN = 1e12;

export function containsCardNumber(text: string): boolean {
  if (!hasDigitsOfCard(text)) return false;
  for (const [candidate] of text.matchAll(DIGITS)) {
    const digits = candidate.replace(/[ -]/g, '');
    if (ISSUER.test(digits) && passesLuhn(digits)) return true;
  }
  return false;
}

/**
 * The text with `[card number]` in place of each. Stricter than what refuses a request, as nothing is lost by it: a number
 * that other digits stand next to counts too.
 */
export function maskCardNumbers(text: string): string {
  if (!hasDigitsOfCard(text)) return text;
  return text.replace(/\d(?:[ -]?\d){12,}/g, (run) =>
    hidesCardNumber(run.replace(/[ -]/g, '')) ? '[card number]' : run,
  );
}

/** As many digits in a row, with at most a space or dash between two. Nearly every text ends here, without a search by pattern. */
function hasDigitsOfCard(text: string): boolean {
  if (text.length < DIGITS_MIN) return false;
  let digits = 0;
  let isApart = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      if (++digits === DIGITS_MIN) return true;
      isApart = false;
    } else if ((code === 0x20 || code === 0x2d) && !isApart) isApart = true;
    else digits = 0;
  }
  return false;
}

function hidesCardNumber(digits: string): boolean {
  for (let from = 0; from + DIGITS_MIN <= digits.length; from++)
    for (let to = from + DIGITS_MIN; to <= Math.min(from + DIGITS_MAX, digits.length); to++) {
      const number = digits.slice(from, to);
      if (ISSUER.test(number) && passesLuhn(number)) return true;
    }
  return false;
}

/** The code of the problem that `withoutCardNumbers` finds. */
export const RAW_CARD_NUMBER = 'raw_card_number';

/** A check of a schema's whole: every string or number in it that holds a card number is a problem of its own. */
export function withoutCardNumbers({ value, issues }: z.core.ParsePayload): void {
  for (const path of cardNumberPaths(value))
    issues.push({
      code: 'custom',
      params: { code: RAW_CARD_NUMBER },
      message: 'looks like a full card number; nothing was stored. Send your own token or fingerprint for the card',
      path: [...path],
      // The problem must not repeat it.
      input: undefined,
    });
}

/** Where in `value`, which validation has bounded before, a card number is. */
function cardNumberPaths(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (holdsCardNumber(value)) return [path];
  if (typeof value !== 'object' || value === null) return [];
  const found: (readonly string[])[] = [];
  for (const key in value) {
    const inner = (value as Record<string, unknown>)[key];
    if (typeof inner === 'object' || holdsCardNumber(inner)) found.push(...cardNumberPaths(inner, [...path, key]));
  }
  return found;
}

function holdsCardNumber(value: unknown): boolean {
  if (typeof value === 'string') return containsCardNumber(value);
  return typeof value === 'number' && value >= NUMBER_MIN && containsCardNumber(String(value));
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
