import { CATEGORIES, priceAt } from '../merchants.js';
import { payOnline } from '../ordinary-life.js';
import { DAY_MS, HOUR_MS, type Typology } from './typology.js';

/**
 * Refund abuse: one account orders from the same few fashion and electronics shops and sends nearly everything back, worn,
 * swapped or "never arrived": refund after refund within weeks, close to the full amount each. The purchases are real; the
 * refunds are the fraud. Merchants bear it, so no chargeback ever tells.
 */
export const refundAbuse: Typology = {
  name: 'refund_abuse',
  share: 9,
  paymentsMean: 10,
  commit(scene) {
    const { random, market } = scene;
    const holder = scene.holder();
    const shops = [CATEGORIES.fashionOnline, CATEGORIES.electronicsOnline].map((each) => market.anyOf(random, each));
    const purchases = random.int(4, 7);
    for (let i = 0, atMs = scene.atMs; i < purchases; i++, atMs += Math.floor(random.between(8, 72) * HOUR_MS)) {
      const shop = random.pick(shops);
      const amountMinor = priceAt(random, shop, 2);
      const purchase = payOnline(random, holder, shop, amountMinor, atMs, undefined);
      const refund = {
        afterMs: random.between(1, 6) * DAY_MS,
        amountMinor: Math.round(amountMinor * random.pick([1, 1, 0.9])),
        reason: random.pick(['not_received', 'not_as_described'] as const),
        fraud: true,
      };
      scene.plan(random.chance(0.85) ? { ...purchase, refund } : purchase);
    }
  },
};
