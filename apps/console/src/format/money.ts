import { minorDigits } from '#contracts/money';

/**
 * Money for people: minor units in, the currency's own digits out. The digits come from the contracts' ISO 4217 table,
 * not from Intl, whose locale data disagrees with ISO for some currencies (IQD, for one) and would move the point.
 */
export function formatAmount(amountMinor: number, currency: string): string {
  const digits = minorDigits(currency) ?? 2;
  return amountFormat(digits).format(amountMinor / 10 ** digits);
}

/** 1284990 USD → "USD 12,849.90"; for sentences and labels, where no column aligns it. */
export function formatMoney(amountMinor: number, currency: string): string {
  return `${currency} ${formatAmount(amountMinor, currency)}`;
}

/** 1284990 USD → "USD 12.8K", for tiles and axes. */
export function formatMoneyShort(amountMinor: number, currency: string): string {
  const digits = minorDigits(currency) ?? 2;
  const major = amountMinor / 10 ** digits;
  if (Math.abs(major) < 10_000)
    return `${currency} ${amountFormat(major === Math.round(major) ? 0 : digits).format(major)}`;
  return `${currency} ${COMPACT.format(major)}`;
}

const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const formats = new Map<number, Intl.NumberFormat>();

function amountFormat(digits: number): Intl.NumberFormat {
  let format = formats.get(digits);
  if (format === undefined) {
    format = new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
    formats.set(digits, format);
  }
  return format;
}
