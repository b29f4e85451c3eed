import { CITIES, hostingIp } from '../geography.js';
import { newDevice } from '../holder.js';
import { CATEGORIES, amountOf } from '../merchants.js';
import { near } from '../ordinary-life.js';
import { MINUTE_MS, attempt, type Typology } from './typology.js';

/**
 * Account takeover: somebody has the holder's password. An old account suddenly pays from a device and an address that it
 * never had, often at night, with the card on file: a small payment to see, then several large ones in an hour or two
 * for goods that sell on, shipped elsewhere.
 */
export const accountTakeover: Typology = {
  name: 'account_takeover',
  share: 16,
  paymentsMean: 4.5,
  commit(scene) {
    const { random, market } = scene;
    const holder = scene.holder();
    const thief = {
      payer: holder.payer,
      card: holder.cards[0]!,
      holder,
      deviceId: newDevice(random),
      ip: hostingIp(random),
      location: near(random, random.pick(CITIES)),
      channel: 'card_not_present',
      fraud: true,
      recourse: 'cheated',
    } as const;
    let atMs = scene.atMs;
    const payments = random.int(2, 7);
    for (let i = 0; i < payments; i++) {
      const isFirst = i === 0;
      const category = isFirst
        ? CATEGORIES.digitalGoods
        : random.pick([CATEGORIES.electronicsOnline, CATEGORIES.marketplace, CATEGORIES.crypto]);
      const merchant = market.anyOf(random, category);
      const amountMinor = amountOf(merchant, isFirst ? random.between(5, 20) : random.logNormal(320, 0.5));
      const { outcome, attributes } = attempt(random, 0.12, 'insufficient_funds');
      const marks = {
        entry_mode: 'ecommerce',
        cvv_match: true,
        avs_match: random.chance(0.4),
        new_shipping_address: !isFirst,
      };
      scene.plan({ ...thief, atMs, merchant, amountMinor, outcome, attributes: { ...marks, ...attributes } });
      atMs += Math.floor(random.between(2, 35) * MINUTE_MS);
    }
  },
};
