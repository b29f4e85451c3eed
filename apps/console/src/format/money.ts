import { formatMinor, minorDigits } from '#contracts/money';

/** 1284990 USD → "12,849.90 USD": as reasons and columns have it. */
export function formatMoney(amountMinor: number, currency: string): string {
  return `${formatMinor(amountMinor, currency)} ${currency}`;
}

/** 1284990 USD → "12.8K USD", for tiles and axes. */
export function formatMoneyShort(amountMinor: number, currency: string): string {
  const major = amountMinor / 10 ** (minorDigits(currency) ?? 2);
  if (Math.abs(major) >= 10_000) return `${COMPACT.format(major)} ${currency}`;
  return major === Math.round(major) ? `${WHOLE.format(major)} ${currency}` : formatMoney(amountMinor, currency);
}

const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
