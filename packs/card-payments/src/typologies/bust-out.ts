import { homeIp } from '../geography.js';
import { issueCard, newDevice } from '../holder.js';
import { CATEGORIES, amountOf, priceAt } from '../merchants.js';
import { DAY_MS, HOUR_MS, attempt, throwAwayPayer, type Typology } from './typology.js';

/**
 * Bust-out: a customer of some months, often a made-up person, behaves for weeks with small payments, then spends the
 * whole limit in a day or two on jewellery, electronics, quasi-cash and at cash machines until every payment is declined,
 * and is gone. Nobody was robbed of a card, so chargebacks are rare.
 */
export const bustOut: Typology = {
  name: 'bust_out',
  share: 14,
  paymentsMean: 21,
  commit(scene) {
    const { random, market } = scene;
    const { home } = scene.holder();
    const common = {
      payer: throwAwayPayer(random, scene.atMs, random.between(60, 240) * DAY_MS),
      card: issueCard(random, home.country),
      deviceId: newDevice(random),
      ip: homeIp(random, home),
      recourse: 'nobody',
    } as const;
    const endsAtMs = scene.atMs + random.int(12, 25) * DAY_MS;
    for (let atMs = scene.atMs; atMs < endsAtMs; atMs += random.int(36, 96) * HOUR_MS) {
      const merchant = market.browse(random, home, false);
      const attributes = { entry_mode: 'ecommerce', cvv_match: true, avs_match: true };
      scene.plan({
        ...common,
        atMs,
        merchant,
        amountMinor: priceAt(random, merchant, 0.7),
        channel: 'card_not_present',
        outcome: 'authorised',
        fraud: false,
        attributes,
      });
    }
    const spree = random.int(9, 18);
    for (let i = 0, atMs = endsAtMs; i < spree; i++, atMs += Math.floor(random.between(0.3, 3.5) * HOUR_MS)) {
      const isAtm = random.chance(0.2);
      const merchant = isAtm
        ? market.anyIn(random, home, CATEGORIES.atm)
        : market.anyOf(
            random,
            random.pick([CATEGORIES.electronicsOnline, CATEGORIES.crypto, CATEGORIES.giftCards, CATEGORIES.airline]),
          );
      const { outcome, attributes } = attempt(random, i / spree > 0.7 ? 0.6 : 0.05, 'insufficient_funds');
      scene.plan({
        ...common,
        atMs,
        merchant,
        amountMinor: amountOf(merchant, random.logNormal(420, 0.4)),
        channel: isAtm ? 'atm' : 'card_not_present',
        outcome,
        fraud: true,
        attributes: { entry_mode: isAtm ? 'chip' : 'ecommerce', ...attributes },
      });
    }
  },
};
