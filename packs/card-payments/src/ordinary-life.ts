/** What honest holders do in a day: shop by habit, follow their pay, travel, retry declined payments, send things back. */
import { homeIp, mobileIp, CITIES, type City } from './geography.js';
import { emailOf, issueCard, newDevice, type Card, type Holder } from './holder.js';
import { CATEGORIES, amountOf, isOpen, priceAt, type Market, type Merchant } from './merchants.js';
import { Weighted, type Random } from './random.js';
import type { Planned } from './simulated-event.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** How busy each local hour is; nights are quiet but not dead. */
const HOURS = new Weighted(
  [2, 1, 1, 0.5, 0.5, 1, 3, 8, 12, 12, 13, 16, 20, 17, 14, 14, 16, 20, 22, 19, 14, 10, 7, 4].map((weight, hour) => ({
    weight,
    hour,
  })),
  ({ weight }) => weight,
);

/** Plans the local day that begins at `midnightMs` (UTC milliseconds of the holder's midnight). */
export function planDay(
  random: Random,
  market: Market,
  holder: Holder,
  midnightMs: number,
  plan: (payment: Planned) => void,
): void {
  ageBelongings(random, holder);
  if (random.chance(1 / 1500)) startAfresh(random, holder, midnightMs);
  planTrip(random, market, holder, midnightMs, plan);
  const dayOfMonth = new Date(midnightMs + holder.home.utcOffsetMinutes * MINUTE_MS).getUTCDate();
  for (const subscription of holder.subscriptions) {
    if (subscription.dayOfMonth !== dayOfMonth) continue;
    const { merchant, amountMinor } = subscription;
    const atMs = midnightMs + 2 * HOUR_MS + random.int(0, 2 * HOUR_MS);
    plan(
      honest(holder, merchant, amountMinor, atMs, { card: holder.cards[0]!, attributes: { entry_mode: 'recurring' } }),
    );
  }
  const payments = random.poisson(holder.perDay * rhythm(holder, midnightMs, dayOfMonth));
  for (let i = 0; i < payments; i++) planPayment(random, market, holder, midnightMs, plan);
}

/** Pay comes once a month: people spend more right after it and less towards the next one. Mean 1 over a month. */
function rhythm(holder: Holder, midnightMs: number, dayOfMonth: number): number {
  const weekday = new Date(midnightMs + holder.home.utcOffsetMinutes * MINUTE_MS).getUTCDay();
  const sincePay = (dayOfMonth - holder.payday + 31) % 31;
  const pay = sincePay < 3 ? 1.5 : sincePay < 10 ? 1.1 : 0.88;
  return pay * (weekday === 0 || weekday === 6 ? holder.weekendFactor : 1 - (holder.weekendFactor - 1) * 0.4);
}

function planPayment(
  random: Random,
  market: Market,
  holder: Holder,
  midnightMs: number,
  plan: (payment: Planned) => void,
): void {
  const isOnline = random.chance(holder.onlineShare);
  const hour = (HOURS.pick(random).hour + holder.hourShift + 24) % 24;
  const atMs = midnightMs + hour * HOUR_MS + random.int(0, HOUR_MS - 1);
  const away = tripAt(holder, atMs);
  const merchant = chooseMerchant(random, market, holder, isOnline, away, hour);
  if (merchant === undefined) return;
  const amountMinor = priceAt(random, merchant, holder.spend);
  const payment = isOnline
    ? payOnline(random, holder, merchant, amountMinor, atMs, away)
    : payInPerson(random, holder, merchant, amountMinor, atMs);
  if (random.chance(holder.declineShare)) planDecline(random, payment, plan);
  else plan(payment);
}

/** By habit mostly, sometimes somewhere new; undefined when everything that was thought of is closed. */
function chooseMerchant(
  random: Random,
  market: Market,
  holder: Holder,
  isOnline: boolean,
  away: City | undefined,
  hour: number,
): Merchant | undefined {
  if (isOnline)
    return random.chance(0.75) ? holder.onlineFavourites.pick(random) : market.browse(random, holder.home, false);
  for (let attempt = 0; attempt < 4; attempt++) {
    const habit = away === undefined && random.chance(0.8);
    const merchant = habit ? holder.localFavourites.pick(random) : market.browse(random, away ?? holder.home, true);
    if (isOpen(merchant, hour)) return merchant;
  }
  return undefined;
}

export function payOnline(
  random: Random,
  holder: Holder,
  merchant: Merchant,
  amountMinor: number,
  atMs: number,
  away: City | undefined,
): Planned {
  const place = away ?? holder.home;
  const atHome = away === undefined && random.chance(0.7);
  return honest(holder, merchant, amountMinor, atMs, {
    card: random.pick(holder.cards),
    channel: holder.usesWallet && random.chance(0.5) ? 'wallet' : 'card_not_present',
    deviceId: random.pick(holder.devices),
    ip: atHome ? holder.ip : mobileIp(random, place),
    ...(random.chance(0.6) && { location: near(random, place) }),
    attributes: { entry_mode: 'ecommerce', avs_match: random.chance(0.96), cvv_match: random.chance(0.995) },
  });
}

function payInPerson(random: Random, holder: Holder, merchant: Merchant, amountMinor: number, atMs: number): Planned {
  const isAtm = merchant.category.kind === 'atm';
  const usesPhone = !isAtm && holder.usesWallet && random.chance(0.4);
  return honest(holder, merchant, amountMinor, atMs, {
    card: random.pick(holder.cards),
    channel: isAtm ? 'atm' : usesPhone ? 'wallet' : 'card_present',
    ...(usesPhone && { deviceId: holder.devices[0]! }),
    location: { lat: merchant.lat, lon: merchant.lon },
    attributes: { entry_mode: isAtm || random.chance(0.3) ? 'chip' : 'contactless' },
  });
}

/** Not enough money or a slip: declined, and most try again within minutes, with the other card if they have one. */
function planDecline(random: Random, payment: Planned, plan: (payment: Planned) => void): void {
  const reason = random.pick(['insufficient_funds', 'insufficient_funds', 'incorrect_cvc', 'do_not_honour']);
  plan({ ...payment, outcome: 'declined', attributes: { ...payment.attributes, decline_reason: reason } });
  if (!random.chance(0.7)) return;
  const cards: readonly Card[] = payment.holder?.cards ?? [];
  const other = cards.find((card) => card !== payment.card) ?? payment.card;
  plan({ ...payment, ...(other && { card: other }), atMs: payment.atMs + random.int(20_000, 4 * MINUTE_MS) });
}

/** Phones break, cards expire, providers hand out new addresses. */
function ageBelongings(random: Random, holder: Holder): void {
  if (random.chance(1 / 400)) holder.devices[random.int(0, holder.devices.length - 1)] = newDevice(random);
  if (random.chance(1 / 900))
    holder.cards[random.int(0, holder.cards.length - 1)] = issueCard(random, holder.home.country);
  if (random.chance(1 / 25)) holder.ip = homeIp(random, holder.home);
}

/** A customer leaves and a newcomer of the same habits signs up, so that not every new account is a fraudster's. */
function startAfresh(random: Random, holder: Holder, midnightMs: number): void {
  const tag = random.letters(8);
  holder.payer = { accountId: `acc_${tag}`, createdAtMs: midnightMs, email: emailOf(random, tag) };
  holder.cards.forEach((_, index) => (holder.cards[index] = issueCard(random, holder.home.country)));
  holder.devices.forEach((_, index) => (holder.devices[index] = newDevice(random)));
  holder.ip = homeIp(random, holder.home);
}

/** Now and then a journey: booked days ahead, then shopping in person happens elsewhere. */
function planTrip(
  random: Random,
  market: Market,
  holder: Holder,
  midnightMs: number,
  plan: (payment: Planned) => void,
): void {
  if (holder.trip && holder.trip.untilMs < midnightMs) holder.trip = undefined;
  if (holder.trip || !random.chance(1 / 120)) return;
  const fromMs = midnightMs + random.int(3, 20) * DAY_MS;
  holder.trip = { to: random.pick(CITIES), fromMs, untilMs: fromMs + random.int(2, 10) * DAY_MS };
  const bookedAtMs = midnightMs + random.int(18 * HOUR_MS, 22 * HOUR_MS);
  const flight = market.anyOf(random, CATEGORIES.airline);
  const hotel = market.anyIn(random, holder.trip.to, CATEGORIES.hotel);
  plan(payOnline(random, holder, flight, priceAt(random, flight, holder.spend), bookedAtMs, undefined));
  plan(
    payOnline(random, holder, hotel, amountOf(hotel, random.between(150, 900)), bookedAtMs + 20 * MINUTE_MS, undefined),
  );
}

/** The city where the holder is on a journey, or undefined at home. */
export function tripAt(holder: Holder, atMs: number): City | undefined {
  const { trip } = holder;
  return trip && atMs >= trip.fromMs && atMs < trip.untilMs ? trip.to : undefined;
}

export function near(random: Random, city: City): { lat: number; lon: number } {
  const jitter = (at: number): number => Math.round((at + 0.08 * random.normal()) * 10_000) / 10_000;
  return { lat: jitter(city.lat), lon: jitter(city.lon) };
}

function honest(
  holder: Holder,
  merchant: Merchant,
  amountMinor: number,
  atMs: number,
  rest: Partial<Planned> & Pick<Planned, 'attributes'>,
): Planned {
  return {
    atMs,
    payer: holder.payer,
    holder,
    merchant,
    amountMinor,
    channel: 'card_not_present',
    outcome: 'authorised',
    fraud: false,
    recourse: 'nobody',
    ...rest,
  };
}
