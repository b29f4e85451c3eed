import { hostingIp } from '../geography.js';
import { newDevice } from '../holder.js';
import { CATEGORIES, amountOf } from '../merchants.js';
import { SECOND_MS, attempt, type Typology } from './typology.js';

/**
 * Gift-card drain: with a stolen wallet or card on file a thief buys gift cards, which can't be taken back, over and over:
 * the same round amount at one shop every minute or so until the issuer stops it.
 */
export const giftCardDrain: Typology = {
  name: 'gift_card_drain',
  share: 9,
  paymentsMean: 8,
  commit(scene) {
    const { random, market } = scene;
    const holder = scene.holder();
    const merchant = market.anyOf(random, CATEGORIES.giftCards);
    const amountMinor = amountOf(merchant, random.pick([50, 100, 100, 200]));
    const deviceId = newDevice(random);
    const ip = hostingIp(random);
    const payments = random.int(5, 11);
    for (let i = 0, atMs = scene.atMs; i < payments; i++, atMs += random.int(20, 150) * SECOND_MS) {
      const { outcome, attributes } = attempt(random, i > 4 ? 0.5 : 0.05, 'limit_exceeded');
      scene.plan({
        atMs,
        payer: holder.payer,
        holder,
        card: holder.cards[0]!,
        deviceId,
        ip,
        merchant,
        amountMinor,
        channel: holder.usesWallet ? 'wallet' : 'card_not_present',
        outcome,
        attributes: { entry_mode: 'ecommerce', cvv_match: true, avs_match: random.chance(0.5), ...attributes },
        fraud: true,
        recourse: 'cheated',
      });
    }
  },
};
