import { issueCard } from '../holder.js';
import { CATEGORIES, amountOf } from '../merchants.js';
import { MINUTE_MS, SECOND_MS, attempt, botRig, throwAwayPayer, type Typology } from './typology.js';

/**
 * Bot sign-up: a script opens accounts by the dozen from one device or address and each pays at once, with a prepaid card,
 * for whatever a new customer gets cheaply: a first free month, a sign-up bonus, a food voucher. Small amounts, account age
 * in seconds, e-mail addresses alike but for a number.
 */
export const botSignup: Typology = {
  name: 'bot_signup',
  share: 12,
  paymentsMean: 16,
  commit(scene) {
    const { random, market } = scene;
    const rig = botRig(random);
    const { home } = scene.holder();
    const merchant = market.anyOf(
      random,
      random.pick([CATEGORIES.streaming, CATEGORIES.foodDelivery, CATEGORIES.gambling]),
    );
    const series = random.letters(5);
    const accounts = random.int(8, 24);
    let atMs = scene.atMs;
    let card = issueCard(random, home.country);
    for (let i = 0; i < accounts; i++) {
      if (random.chance(0.4)) card = issueCard(random, home.country);
      const payer = throwAwayPayer(random, atMs, random.between(10, 120) * SECOND_MS);
      const { outcome, attributes } = attempt(random, 0.15, 'do_not_honour');
      scene.plan({
        atMs,
        payer: { ...payer, email: `user${series}${i}@mail.test` },
        card,
        ...rig,
        merchant,
        amountMinor: amountOf(merchant, random.pick([1, 5, 5, 9.99, 10])),
        channel: 'card_not_present',
        outcome,
        attributes: { entry_mode: 'ecommerce', cvv_match: true, promotion: true, ...attributes },
        fraud: true,
        recourse: random.chance(0.3) ? 'cheated' : 'nobody',
      });
      atMs += Math.floor(random.between(0.2, 4) * MINUTE_MS);
    }
  },
};
