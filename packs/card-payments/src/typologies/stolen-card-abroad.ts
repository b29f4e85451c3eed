import { CITIES } from '../geography.js';
import { CATEGORIES, amountOf } from '../merchants.js';
import { MINUTE_MS, attempt, type Typology } from './typology.js';

/**
 * Stolen or copied card abroad: a card is used in person in a country where its holder isn't, while the holder goes on
 * paying at home: impossible travel. Fuel or fast food first, then electronics, jewellery and cash machines within hours.
 */
export const stolenCardAbroad: Typology = {
  name: 'stolen_card_abroad',
  share: 14,
  paymentsMean: 6,
  commit(scene) {
    const { random, market } = scene;
    const holder = scene.holder();
    const card = random.pick(holder.cards);
    const city = random.pick(CITIES.filter(({ country }) => country !== holder.home.country));
    const payments = random.int(3, 9);
    let atMs = scene.atMs;
    for (let i = 0; i < payments; i++) {
      const category =
        i === 0
          ? random.pick([CATEGORIES.fuel, CATEGORIES.fastFood])
          : random.pick([CATEGORIES.electronicsStore, CATEGORIES.jewellery, CATEGORIES.fashionStore, CATEGORIES.atm]);
      const merchant = market.anyIn(random, city, category);
      const isAtm = category === CATEGORIES.atm;
      const { outcome, attributes } = attempt(random, 0.1 + 0.05 * i, isAtm ? 'incorrect_pin' : 'do_not_honour');
      scene.plan({
        atMs,
        payer: holder.payer,
        holder,
        card,
        merchant,
        amountMinor: amountOf(merchant, i === 0 ? random.between(4, 30) : random.logNormal(260, 0.6)),
        channel: isAtm ? 'atm' : 'card_present',
        outcome,
        location: { lat: merchant.lat, lon: merchant.lon },
        attributes: { entry_mode: 'magstripe', ...attributes },
        fraud: true,
        recourse: 'cheated',
      });
      atMs += Math.floor(random.between(6, 70) * MINUTE_MS);
    }
  },
};
