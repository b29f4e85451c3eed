/**
 * What a US dollar bought in each currency of money.ts in September 2025, to about two digits. Good enough to tell a large
 * amount from a small one in another currency, and to say which of two losses is larger; not to convert, bill or report.
 * A tenant that needs better sets its own rates.
 */
import { minorDigits } from './money.js';

/** How a tenant compares amounts in different currencies. */
export interface Exchange {
  /** What amounts are compared in. ISO 4217. */
  readonly referenceCurrency: string;
  /** Major units that one US dollar buys, by currency; where one is missing, `UNITS_PER_USD`. */
  readonly unitsPerUsd: Readonly<Record<string, number>>;
}

/** The amount in minor units of the reference currency, to the nearest; NaN for a currency that ISO 4217 doesn't list. */
export function referenceAmount(exchange: Exchange, amountMinor: number, currency: string): number {
  const { referenceCurrency } = exchange;
  if (currency === referenceCurrency) return amountMinor;
  const usd = roughUsd(exchange, amountMinor, currency);
  return Math.round(usd * rateOf(exchange, referenceCurrency) * 10 ** (minorDigits(referenceCurrency) ?? Number.NaN));
}

/** The amount in US dollars; NaN for a currency that ISO 4217 doesn't list. */
export function roughUsd(exchange: Exchange, amountMinor: number, currency: string): number {
  return amountMinor / 10 ** (minorDigits(currency) ?? Number.NaN) / rateOf(exchange, currency);
}

function rateOf({ unitsPerUsd }: Exchange, currency: string): number {
  return unitsPerUsd[currency] ?? UNITS_PER_USD[currency] ?? Number.NaN;
}

/** Major units. Where a currency has several rates, the one that people get. */
export const UNITS_PER_USD: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AED:3.67 AFN:68 ALL:83 AMD:380 ANG:1.8 AOA:920 ARS:1400 AUD:1.5 AWG:1.8 AZN:1.7 BAM:1.7 BBD:2 BDT:120 ' +
    'BGN:1.7 BHD:0.376 BIF:2950 BMD:1 BND:1.3 BOB:6.9 BOV:2.6 BRL:5.4 BSD:1 BTN:88 BWP:13 BYN:3.3 BZD:2 CAD:1.4 ' +
    'CDF:2800 CHE:0.85 CHF:0.8 CHW:0.8 CLF:0.024 CLP:960 CNY:7.1 COP:3900 COU:10 CRC:500 CUP:24 CVE:94 CZK:21 ' +
    'DJF:178 DKK:6.4 DOP:62 DZD:130 EGP:48 ERN:15 ETB:140 EUR:0.85 FJD:2.3 FKP:0.74 GBP:0.74 GEL:2.7 GHS:12 ' +
    'GIP:0.74 GMD:72 GNF:8650 GTQ:7.7 GYD:209 HKD:7.8 HNL:26 HTG:131 HUF:330 IDR:16500 ILS:3.3 INR:88 IQD:1310 ' +
    'IRR:1000000 ISK:122 JMD:160 JOD:0.71 JPY:148 KES:129 KGS:87 KHR:4000 KMF:420 KPW:900 KRW:1390 KWD:0.305 ' +
    'KYD:0.83 KZT:540 LAK:21600 LBP:89500 LKR:300 LRD:180 LSL:17 LYD:5.4 MAD:9 MDL:17 MGA:4450 MKD:52 MMK:2100 ' +
    'MNT:3600 MOP:8 MRU:40 MUR:45 MVR:15.4 MWK:1730 MXN:18.5 MXV:2.2 MYR:4.2 MZN:64 NAD:17 NGN:1500 NIO:37 ' +
    'NOK:9.9 NPR:141 NZD:1.7 OMR:0.385 PAB:1 PEN:3.5 PGK:4.2 PHP:57 PKR:282 PLN:3.6 PYG:7200 QAR:3.64 RON:4.3 ' +
    'RSD:100 RUB:83 RWF:1450 SAR:3.75 SBD:8.2 SCR:14 SDG:600 SEK:9.4 SGD:1.3 SHP:0.74 SLE:23 SOS:571 SRD:39 ' +
    'SSP:4700 STN:21 SVC:8.75 SYP:12000 SZL:17 THB:32 TJS:9.4 TMT:3.5 TND:2.9 TOP:2.4 TRY:41 TTD:6.8 TWD:30 ' +
    'TZS:2500 UAH:41 UGX:3500 USD:1 USN:1 UYI:6.3 UYU:40 UYW:22 UZS:12300 VED:165 VES:165 VND:26400 VUV:119 ' +
    'WST:2.7 XAF:560 XCD:2.7 XOF:560 XPF:102 YER:240 ZAR:17.4 ZMW:24 ZWG:27'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 3), Number(entry.slice(4))] as const),
);
