import { CATEGORIES, amountOf, type Merchant } from '../merchants.js';
import { HOUR_MS, MINUTE_MS, SECOND_MS, attempt, botRig, type Typology } from './typology.js';

/**
 * Mule merchant: a shop that exists to turn stolen cards into money. New to the acquirer, no customers of its own, then in
 * an evening dozens of payments of round amounts by cards that have nothing in common but a device or two.
 */
export const muleMerchant: Typology = {
  name: 'mule_merchant',
  share: 14,
  paymentsMean: 22,
  commit(scene) {
    const { random, market } = scene;
    const like = market.anyOf(random, random.pick([CATEGORIES.marketplace, CATEGORIES.fashionOnline]));
    const shop: Merchant = { ...like, id: `mer_shop_${random.letters(8)}`, priceLevel: 1 };
    const rigs = [botRig(random), botRig(random)];
    const endsAtMs = scene.atMs + Math.floor(random.between(2, 7) * HOUR_MS);
    const pause = (endsAtMs - scene.atMs) / random.int(14, 30);
    for (
      let atMs = scene.atMs;
      atMs < endsAtMs;
      atMs += 5 * SECOND_MS + Math.floor(random.exponential(Math.max(pause, MINUTE_MS)))
    ) {
      const holder = scene.holder();
      const { outcome, attributes } = attempt(random, 0.2, 'do_not_honour');
      scene.plan({
        atMs,
        payer: holder.payer,
        holder,
        card: holder.cards[0]!,
        ...random.pick(rigs),
        merchant: shop,
        amountMinor: amountOf(shop, random.pick([50, 80, 100, 150, 200, 250])),
        channel: 'card_not_present',
        outcome,
        attributes: { entry_mode: 'keyed', cvv_match: random.chance(0.6), avs_match: false, ...attributes },
        fraud: true,
        recourse: 'cheated',
      });
    }
  },
};
