/**
 * The simulated world's places and money. Addresses come from blocks that nobody owns (RFC 6598, 2544, 3849), time
 * zones are fixed offsets, and exchange rates are round: the simulator needs plausible, not correct.
 */
import type { Random } from './random.js';

export interface City {
  readonly name: string;
  readonly index: number;
  readonly country: string;
  readonly currency: string;
  /** Minor units of `currency` that one US dollar buys. */
  readonly minorPerUsd: number;
  readonly utcOffsetMinutes: number;
  readonly lat: number;
  readonly lon: number;
  /** Share of account holders who live here, relative to the other cities. */
  readonly weight: number;
}

const COUNTRIES = {
  US: { currency: 'USD', minorPerUsd: 100 },
  GB: { currency: 'GBP', minorPerUsd: 80 },
  DE: { currency: 'EUR', minorPerUsd: 90 },
  FR: { currency: 'EUR', minorPerUsd: 90 },
  SE: { currency: 'SEK', minorPerUsd: 1050 },
  JP: { currency: 'JPY', minorPerUsd: 150 },
  BR: { currency: 'BRL', minorPerUsd: 500 },
  KW: { currency: 'KWD', minorPerUsd: 307 },
} as const;

export const CITIES: readonly City[] = [
  city(0, 'New York', 'US', -300, 40.71, -74.01, 18),
  city(1, 'Chicago', 'US', -360, 41.88, -87.63, 10),
  city(2, 'Los Angeles', 'US', -480, 34.05, -118.24, 12),
  city(3, 'London', 'GB', 0, 51.51, -0.13, 14),
  city(4, 'Manchester', 'GB', 0, 53.48, -2.24, 6),
  city(5, 'Berlin', 'DE', 60, 52.52, 13.4, 9),
  city(6, 'Munich', 'DE', 60, 48.14, 11.58, 6),
  city(7, 'Paris', 'FR', 60, 48.86, 2.35, 9),
  city(8, 'Stockholm', 'SE', 60, 59.33, 18.07, 4),
  city(9, 'Tokyo', 'JP', 540, 35.68, 139.69, 6),
  city(10, 'Sao Paulo', 'BR', -180, -23.55, -46.63, 4),
  city(11, 'Kuwait City', 'KW', 180, 29.38, 47.98, 2),
];

/** An address at somebody's home: carrier-grade NAT space for IPv4, the documentation prefix for one in six. */
export function homeIp(random: Random, at: City): string {
  if (random.chance(1 / 6))
    return `2001:db8:${at.index.toString(16)}:${random.int(0, 0xffff).toString(16)}::${random.int(1, 9)}`;
  return `100.${64 + at.index * 3 + random.int(0, 1)}.${random.int(0, 255)}.${random.int(1, 254)}`;
}

/** A mobile carrier's gateway: few addresses per city, shared by many holders. */
export function mobileIp(random: Random, at: City): string {
  return `100.${64 + at.index * 3 + 2}.0.${random.int(1, 120)}`;
}

/** A rented server or proxy: what bots come from. */
export function hostingIp(random: Random): string {
  return `198.${random.int(18, 19)}.${random.int(0, 255)}.${random.int(1, 254)}`;
}

function city(
  index: number,
  name: string,
  country: keyof typeof COUNTRIES,
  utcOffsetMinutes: number,
  lat: number,
  lon: number,
  weight: number,
): City {
  return { index, name, country, utcOffsetMinutes, lat, lon, weight, ...COUNTRIES[country] };
}
