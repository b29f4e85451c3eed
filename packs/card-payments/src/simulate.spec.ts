import { describe, expect, it } from 'vitest';
import { transactionRequest } from '#contracts';
import { MERCHANTS_MIN } from './merchants.js';
import { simulate, type SimulateOptions, type SimulatedEvent, type SimulatedTransaction } from './simulate.js';
import { TYPOLOGIES } from './typologies/index.js';

const DAY_MS = 86_400_000;
const FROM_MS = Date.UTC(2026, 0, 5);
const days = (count: number, over: Partial<SimulateOptions> = {}): SimulatedEvent[] => [
  ...simulate({ seed: 'spec', fromMs: FROM_MS, untilMs: FROM_MS + count * DAY_MS, ...over }),
];
const transactions = (events: readonly SimulatedEvent[]): SimulatedTransaction[] =>
  events.filter((event) => event.kind === 'transaction');
const season = days(60, { accounts: 300 });
const payments = transactions(season);

describe('simulate: a stream', () => {
  it('same options → the same events', () => {
    expect(days(2, { accounts: 200 })).toEqual(days(2, { accounts: 200 }));
  });

  it('a later end → the same beginning', () => {
    const short = days(3, { accounts: 200 });
    expect(days(6, { accounts: 200 }).slice(0, short.length)).toEqual(short);
  });

  it('event times: in order, within the bounds, and the request says the same', () => {
    expect(season.filter(({ atMs }, index) => index > 0 && atMs < season[index - 1]!.atMs)).toEqual([]);
    expect(season.filter(({ atMs }) => atMs < FROM_MS || atMs >= FROM_MS + 60 * DAY_MS)).toEqual([]);
    expect(payments.every(({ atMs, request }) => Date.parse(request.occurred_at) === atMs)).toBe(true);
  });

  it('every request passes the schema of the API', () => {
    const refused = payments.filter(({ request }) => !transactionRequest.safeParse(request).success);
    expect(refused).toEqual([]);
    expect(payments.length).toBeGreaterThan(35_000);
  });

  it('no text that could be a card number: never 13 digits in a row', () => {
    const ids = payments.map(({ request }) => JSON.stringify({ ...request, occurred_at: '' }));
    expect(ids.filter((text) => /"[^"]*\d{13}[^"]*"/.test(text))).toEqual([]);
  });

  it('labels follow their own transaction, once each kind at most', () => {
    const known = new Set<string>();
    const said = new Set<string>();
    const early: SimulatedEvent[] = [];
    for (const event of season) {
      if (event.kind === 'transaction') known.add(event.request.id);
      else {
        if (!known.has(event.externalId)) early.push(event);
        said.add(`${event.externalId} ${event.event}`);
      }
    }
    expect(early).toEqual([]);
    expect(said.size).toBe(season.length - payments.length);
  });

  it('a range of accounts beside another → no account, card or device in common', () => {
    const ownIds = (events: readonly SimulatedEvent[]): Set<string> =>
      new Set(
        transactions(events)
          .filter(({ truth }) => !truth.fraud)
          .flatMap(({ request }) => [request.account.id, request.card?.fingerprint, request.device?.id])
          .filter((id) => id !== undefined),
      );
    const first = ownIds(days(2, { accounts: 200 }));
    const second = ownIds(days(2, { accounts: 200, firstAccount: 200, runPrefix: 'other' }));
    expect(second.size).toBeGreaterThan(200);
    expect([...second].filter((id) => first.has(id))).toEqual([]);
  });

  it('another run prefix → no id in common, the same accounts', () => {
    const other = transactions(days(3, { accounts: 200, runPrefix: 'live' }));
    const first = transactions(days(3, { accounts: 200 }));
    const ids = new Set(first.map(({ request }) => request.id));
    expect(other.some(({ request }) => ids.has(request.id))).toBe(false);
    expect(ids.size).toBe(first.length);
    const accounts = new Set(first.map(({ request }) => request.account.id));
    const shared = other.filter(({ request }) => accounts.has(request.account.id));
    expect(shared.length / other.length).toBeGreaterThan(0.8);
  });

  it('a larger world begins with the smaller one', () => {
    const cardsOf = (accounts: number): Map<string, string> =>
      new Map(
        transactions(days(2, { accounts, crimeShare: 0 })).map(({ request }) => [
          request.account.id,
          `${request.account.created_at} ${request.account.email}`,
        ]),
      );
    const large = cardsOf(400);
    const both = [...cardsOf(200)].filter(([account]) => large.has(account));
    expect(both.length).toBeGreaterThan(150);
    expect(both.every(([account, identity]) => large.get(account) === identity)).toBe(true);
  });
});

describe('simulate: rates', () => {
  it('payments a day and share of fraud are as asked', () => {
    expect(payments.length / 60 / (300 * 2.4)).toBeGreaterThan(0.85);
    expect(payments.length / 60 / (300 * 2.4)).toBeLessThan(1.15);
    const fraud = payments.filter(({ truth }) => truth.fraud).length / payments.length;
    expect(fraud).toBeGreaterThan(0.005);
    expect(fraud).toBeLessThan(0.01);
  });

  it('every typology appears', () => {
    const rough = transactions(days(30, { accounts: 300, crimeShare: 0.1 }));
    const names = new Set(rough.flatMap(({ truth }) => truth.typology ?? []));
    expect([...names].toSorted()).toEqual(TYPOLOGIES.map(({ name }) => name).toSorted());
  });

  it('chargebacks are late, most frauds get one, and some good payments do', () => {
    const byId = new Map(payments.map((payment) => [payment.request.id, payment]));
    const chargebacks = season.filter((event) => event.kind === 'event' && event.event === 'chargeback');
    const disputed = chargebacks.map((event) => ({
      atMs: event.atMs,
      of: byId.get((event as { externalId: string }).externalId)!,
    }));
    expect(disputed.every(({ atMs, of }) => atMs - of.atMs >= 2 * DAY_MS)).toBe(true);
    expect(disputed.some(({ of }) => !of.truth.fraud)).toBe(true);
    const early = (payment: SimulatedTransaction): boolean => payment.atMs < FROM_MS + 30 * DAY_MS;
    const frauds = payments.filter(
      (payment) => payment.truth.fraud && payment.request.outcome === 'authorised' && early(payment),
    );
    const told = disputed.filter(({ of }) => of.truth.fraud && early(of)).length / frauds.length;
    expect(told).toBeGreaterThan(0.35);
    expect(told).toBeLessThan(0.85);
  });

  it('a few chargebacks are taken back: of good payments, and a week or more after they came', () => {
    const at = new Map(
      season.flatMap((one) => (one.kind === 'event' ? [[`${one.event} ${one.externalId}`, one]] : [])),
    );
    const isFraud = new Map(payments.map(({ request, truth }) => [request.id, truth.fraud]));
    const reversed = season
      .filter((one) => one.kind === 'event')
      .filter(({ event }) => event === 'chargeback_reversed');
    expect(reversed.length).toBeGreaterThan(0);
    for (const { externalId, atMs } of reversed) {
      expect(isFraud.get(externalId)).toBe(false);
      expect(atMs - at.get(`chargeback ${externalId}`)!.atMs).toBeGreaterThanOrEqual(7 * DAY_MS);
    }
  });

  it('money: several currencies, yen without decimals in plausible amounts', () => {
    const median = (currency: string): number => {
      const amounts = payments
        .filter(({ request }) => request.currency === currency)
        .map(({ request }) => request.amount);
      return amounts.toSorted((a, b) => a - b)[amounts.length >> 1]!;
    };
    expect(new Set(payments.map(({ request }) => request.currency))).toEqual(
      new Set(['USD', 'EUR', 'GBP', 'SEK', 'JPY', 'BRL', 'KWD']),
    );
    expect(median('USD')).toBeGreaterThan(1000);
    expect(median('USD')).toBeLessThan(5000);
    expect(median('JPY')).toBeGreaterThan(1500);
    expect(median('JPY')).toBeLessThan(7500);
  });
});

describe('simulate: honest habits', () => {
  it('shops are paid in their opening hours only', () => {
    const groceries = payments.filter(
      ({ request, truth }) => !truth.typology && request.merchant!.mcc === '5411' && request.outcome !== 'refunded',
    );
    const offsets: Record<string, number> = { GB: 0, DE: 60, FR: 60, SE: 60, JP: 540, BR: -180, KW: 180 };
    const hours = groceries
      .filter(({ request }) => Object.hasOwn(offsets, request.merchant!.country!))
      .map(({ atMs, request }) => new Date(atMs + offsets[request.merchant!.country!]! * 60_000).getUTCHours());
    // A retry of a declined payment can fall just after closing, and a traveller's clock is that of their home.
    const outside = hours.filter((hour) => hour < 7 || hour > 22).length;
    expect(outside / hours.length).toBeLessThan(0.03);
  });

  it('a holder pays mostly where they have paid before', () => {
    const seen = new Map<string, Set<string>>();
    let again = 0;
    let all = 0;
    for (const { request, truth, atMs } of payments) {
      if (truth.typology) continue;
      const places = seen.get(request.account.id) ?? new Set();
      seen.set(request.account.id, places);
      if (atMs > FROM_MS + 30 * DAY_MS) {
        all++;
        if (places.has(request.merchant!.id)) again++;
      }
      places.add(request.merchant!.id);
    }
    expect(again / all).toBeGreaterThan(0.6);
  });
});

describe('simulate: options out of bounds → RangeError', () => {
  it.each([
    ['before 2024', { fromMs: 0 }],
    ['no accounts', { accounts: 0 }],
    ['too few merchants', { merchants: MERCHANTS_MIN - 1 }],
    ['too much crime', { crimeShare: 0.5 }],
    ['no payments', { paymentsPerDay: 0 }],
    ['more payments than people make', { accounts: 10, paymentsPerDay: 1000 }],
  ])('%s', (_, over) => {
    expect(() => simulate({ seed: 1, fromMs: FROM_MS, ...over }).next()).toThrow(RangeError);
  });
});
