import { CATEGORIES, priceAt } from '../merchants.js';
import { payOnline } from '../ordinary-life.js';
import { DAY_MS, type Typology } from './typology.js';

/**
 * Friendly fraud: the holder buys, gets the goods, and later tells the bank that it wasn't them. The payment looks like
 * any other of theirs, because it is; what gives it away is the dispute, and that the same person does it again.
 */
export const friendlyFraud: Typology = {
  name: 'friendly_fraud',
  share: 6,
  paymentsMean: 2,
  commit(scene) {
    const { random, market } = scene;
    const holder = scene.holder();
    const payments = random.int(1, 3);
    for (let i = 0, atMs = scene.atMs; i < payments; i++, atMs += Math.floor(random.between(3, 12) * DAY_MS)) {
      const category = random.pick([CATEGORIES.digitalGoods, CATEGORIES.fashionOnline, CATEGORIES.electronicsOnline]);
      const merchant = market.anyOf(random, category);
      const purchase = payOnline(
        random,
        holder,
        merchant,
        priceAt(random, merchant, 1.5 * holder.spend),
        atMs,
        undefined,
      );
      scene.plan({ ...purchase, recourse: 'friendly' });
    }
  },
};
