import { describe, expect, it } from 'vitest';
import { newHolder } from '../holder.js';
import { Market } from '../merchants.js';
import { Random } from '../random.js';
import type { Planned, TypologyName } from '../simulated-event.js';
import { TYPOLOGIES } from './index.js';
import { MINUTE_MS, type Typology } from './typology.js';

const AT_MS = Date.UTC(2026, 0, 5);
const market = new Market('spec', 300);
const holders = Array.from({ length: 200 }, (_, index) => newHolder('spec', index, market, 2));
const CRIMES = 300;

function crimes(typology: Typology): Planned[][] {
  const random = new Random(typology.name);
  return Array.from({ length: CRIMES }, () => {
    const planned: Planned[] = [];
    typology.commit({
      random,
      market,
      atMs: AT_MS,
      holder: () => random.pick(holders),
      plan: (each) => planned.push(each),
    });
    return planned.toSorted((a, b) => a.atMs - b.atMs);
  });
}

const named = (name: TypologyName): Planned[][] => crimes(TYPOLOGIES.find((each) => each.name === name)!);
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const usd = ({ amountMinor, merchant }: Planned): number => amountMinor / merchant.city.minorPerUsd;
const distinct = (payments: Planned[], of: (payment: Planned) => unknown): number => new Set(payments.map(of)).size;

describe.each(TYPOLOGIES)('typology $name', (typology) => {
  const all = crimes(typology);

  it('makes as many payments as it says', () => {
    const count = all.flat().reduce((sum, { refund }) => sum + (refund ? 2 : 1), 0);
    expect(count / CRIMES / typology.paymentsMean).toBeGreaterThan(0.9);
    expect(count / CRIMES / typology.paymentsMean).toBeLessThan(1.1);
  });

  it('plans nothing before its beginning, and whole amounts and milliseconds', () => {
    for (const { atMs, amountMinor } of all.flat()) {
      expect(atMs).toBeGreaterThanOrEqual(AT_MS);
      expect(Number.isInteger(atMs) && Number.isInteger(amountMinor) && amountMinor > 0).toBe(true);
    }
  });
});

describe('typologies look like what they are called', () => {
  it('card testing: small probes, mostly declined, several cards from one device; a few large payments at the end', () => {
    for (const crime of named('card_testing')) {
      expect(distinct(crime, ({ deviceId }) => deviceId)).toBe(1);
      const probes = crime.filter((each) => usd(each) < 5);
      expect(probes.length).toBeGreaterThanOrEqual(6);
    }
    const all = named('card_testing').flat();
    const probes = all.filter((each) => usd(each) < 5);
    expect(probes.filter(({ outcome }) => outcome === 'declined').length / probes.length).toBeGreaterThan(0.65);
    expect(median(all.filter((each) => usd(each) >= 5).map(usd))).toBeGreaterThan(100);
  });

  it('account takeover: one old account, a device that is not the holder’s', () => {
    for (const crime of named('account_takeover')) {
      expect(distinct(crime, ({ payer }) => payer.accountId)).toBe(1);
      expect(crime[0]!.holder!.devices).not.toContain(crime[0]!.deviceId);
    }
  });

  it('bust-out: weeks of small payments, then many large ones in a few days', () => {
    for (const crime of named('bust_out')) {
      const [quiet, spree] = [crime.filter(({ fraud }) => !fraud), crime.filter(({ fraud }) => fraud)];
      expect(Math.max(...quiet.map(({ atMs }) => atMs))).toBeLessThan(Math.min(...spree.map(({ atMs }) => atMs)));
      expect(median(spree.map(usd))).toBeGreaterThan(3 * median(quiet.map(usd)));
    }
  });

  it('stolen card abroad: in person, in another country than the card’s', () => {
    for (const { merchant, card, channel } of named('stolen_card_abroad').flat()) {
      expect(merchant.city.country).not.toBe(card!.country);
      expect(channel).not.toBe('card_not_present');
    }
  });

  it('mule merchant: one new shop, many holders, one or two devices', () => {
    for (const crime of named('mule_merchant')) {
      expect(distinct(crime, ({ merchant }) => merchant.id)).toBe(1);
      expect(distinct(crime, ({ holder }) => holder)).toBeGreaterThan(crime.length / 2);
      expect(distinct(crime, ({ deviceId }) => deviceId)).toBeLessThanOrEqual(2);
    }
  });

  it('friendly fraud: the holder’s own card and device, no fraud at the time', () => {
    for (const { fraud, holder, card, deviceId, recourse } of named('friendly_fraud').flat()) {
      expect({ fraud, recourse }).toEqual({ fraud: false, recourse: 'friendly' });
      expect(holder!.cards).toContain(card);
      expect(holder!.devices).toContain(deviceId);
    }
  });

  it('refund abuse: most of what one account buys goes back, and that is the fraud', () => {
    const all = named('refund_abuse').flat();
    expect(all.some(({ fraud }) => fraud)).toBe(false);
    expect(all.filter(({ refund }) => refund?.fraud).length / all.length).toBeGreaterThan(0.75);
  });

  it('bot sign-up: accounts minutes old, one device', () => {
    for (const crime of named('bot_signup')) {
      expect(distinct(crime, ({ payer }) => payer.accountId)).toBe(crime.length);
      expect(distinct(crime, ({ deviceId }) => deviceId)).toBe(1);
      for (const { atMs, payer } of crime) expect(atMs - payer.createdAtMs).toBeLessThan(3 * MINUTE_MS);
    }
  });

  it('gift-card drain: the same round amount at one shop within minutes', () => {
    for (const crime of named('gift_card_drain')) {
      expect(distinct(crime, ({ amountMinor, merchant }) => `${amountMinor} ${merchant.id}`)).toBe(1);
      expect(crime.at(-1)!.atMs - crime[0]!.atMs).toBeLessThan(30 * MINUTE_MS);
    }
  });
});
