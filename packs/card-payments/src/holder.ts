/**
 * Account holders: where they live, what they own and how they spend. Holder `n` of a seed is always the same, however
 * many there are, so a small world is the beginning of a large one.
 */
import { CITIES, homeIp, type City } from './geography.js';
import { CATEGORIES, priceAt, type Market, type Merchant } from './merchants.js';
import { Random, Weighted } from './random.js';

/** Who pays, as the payment system sees it. */
export interface Payer {
  readonly accountId: string;
  readonly createdAtMs: number;
  readonly email: string;
}

export interface Card {
  readonly fingerprint: string;
  /** Issuer prefix of a range that no issuer has (99…, reserved for national use); never the start of a real card. */
  readonly bin: string;
  readonly country: string;
}

export interface Trip {
  readonly to: City;
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface Subscription {
  readonly merchant: Merchant;
  readonly dayOfMonth: number;
  readonly amountMinor: number;
}

export interface Holder {
  readonly index: number;
  payer: Payer;
  readonly home: City;
  readonly cards: Card[];
  readonly devices: string[];
  ip: string;
  /** Payments on an average day. */
  readonly perDay: number;
  /** Spends this many times what others do. */
  readonly spend: number;
  readonly localFavourites: Weighted<Merchant>;
  readonly onlineFavourites: Weighted<Merchant>;
  /** Share of payments made online. */
  readonly onlineShare: number;
  readonly usesWallet: boolean;
  readonly hourShift: number;
  readonly weekendFactor: number;
  readonly payday: number;
  readonly declineShare: number;
  readonly subscriptions: readonly Subscription[];
  trip: Trip | undefined;
}

const DAY_MS = 86_400_000;
const FIRST_SIGN_UP_MS = Date.UTC(2018, 0, 1);
const SIGN_UP_YEARS = 6;
const CITY_WEIGHTS = new Weighted(CITIES, (city) => city.weight);

export function newHolder(seed: string, index: number, market: Market, perDayMean: number): Holder {
  const random = new Random(`${seed}/holder/${index}`);
  const home = CITY_WEIGHTS.pick(random);
  const tag = index.toString(36).padStart(4, '0');
  return {
    index,
    home,
    payer: {
      accountId: `acc_${tag}`,
      createdAtMs: FIRST_SIGN_UP_MS + Math.floor(random.next() * SIGN_UP_YEARS * 365 * DAY_MS),
      email: emailOf(random, tag),
    },
    cards: Array.from({ length: random.chance(0.3) ? 2 : 1 }, () => issueCard(random, home.country)),
    devices: Array.from({ length: random.int(1, 2) }, () => newDevice(random)),
    ip: homeIp(random, home),
    // The sigma makes one holder in ten pay more than twice as often as the average; the median keeps the mean.
    perDay: random.logNormal(perDayMean * Math.exp(-0.5 * 0.7 ** 2), 0.7),
    spend: random.logNormal(1, 0.4),
    localFavourites: favourites(random, market, home, true),
    onlineFavourites: favourites(random, market, home, false),
    onlineShare: Math.min(0.9, Math.max(0.05, 0.35 + 0.2 * random.normal())),
    usesWallet: random.chance(0.3),
    hourShift: random.int(-2, 3),
    weekendFactor: random.logNormal(1.2, 0.3),
    payday: random.pick([1, 15, 25, 28]),
    declineShare: Math.min(0.15, random.logNormal(0.015, 0.8)),
    subscriptions: subscriptionsOf(random, market, home),
    trip: undefined,
  };
}

export function issueCard(random: Random, country: string): Card {
  return { fingerprint: `fp_${random.letters(16)}`, bin: `99${random.int(1000, 9999)}`, country };
}

export function newDevice(random: Random): string {
  return `dev_${random.letters(14)}`;
}

export function emailOf(random: Random, tag: string): string {
  return `${random.pick(FIRST_NAMES)}.${random.pick(LAST_NAMES)}.${tag}@${random.pick(MAIL_DOMAINS)}`;
}

function favourites(random: Random, market: Market, home: City, local: boolean): Weighted<Merchant> {
  const chosen = new Set<Merchant>();
  for (let i = 0; i < (local ? 12 : 8); i++) chosen.add(market.browse(random, home, local));
  return new Weighted([...chosen], (_, rank) => 1 / (rank + 1));
}

function subscriptionsOf(random: Random, market: Market, home: City): Subscription[] {
  const chosen = [CATEGORIES.streaming, CATEGORIES.telecom].filter(() => random.chance(0.6));
  return chosen.map((category) => {
    const merchant = market.anyOf(random, category);
    return {
      merchant,
      dayOfMonth: random.int(1, 28),
      amountMinor: priceAt(random, merchant, home.country === 'KW' ? 1.2 : 1),
    };
  });
}

const FIRST_NAMES =
  'ada ben chloe dan eva finn gita hugo ines jon kaya leo mira noah olga paul rosa sam tara yuki'.split(' ');
const LAST_NAMES =
  'ahmed berg costa diaz evans fischer garcia haas ito jansen klein lopez meyer novak silva tanaka'.split(' ');
const MAIL_DOMAINS = ['example.com', 'example.net', 'example.org', 'mail.test', 'post.test'];
