/** Money is an integer in minor units of an ISO 4217 currency; this table says how many digits those are. */
const MINOR_DIGITS: Readonly<Record<string, number>> = Object.fromEntries([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((c) => [c, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((c) => [c, 3] as const),
  ...'CLF UYW'.split(' ').map((c) => [c, 4] as const),
  ...(
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF ' +
    'CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF ' +
    'IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN ' +
    'MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS ' +
    'SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD YER ZAR ZMW ZWG'
  )
    .split(' ')
    .map((c) => [c, 2] as const),
]);

/** Every code that ISO 4217 lists for money, sorted. */
export const CURRENCIES: readonly string[] = Object.keys(MINOR_DIGITS).toSorted();

/** Decimal digits of the currency's minor unit, or undefined for a code that ISO 4217 doesn't list. */
export function minorDigits(currency: string): number | undefined {
  return MINOR_DIGITS[currency];
}

/** 1284990 USD → "12,849.90", for people; never parsed back. */
export function formatMinor(amountMinor: number, currency: string): string {
  const digits = minorDigits(currency) ?? 2;
  return (amountMinor / 10 ** digits).toFixed(digits).replace(THOUSANDS, ',');
}

const THOUSANDS = /(?<!\.\d*)\B(?=(?:\d{3})+(?!\d))/g;
