import { CATEGORIES, amountOf } from '../merchants.js';
import { MINUTE_MS, SECOND_MS, attempt, botRig, throwAwayPayer, type Scene, type Typology } from './typology.js';

/**
 * Card testing: a bot runs a list of stolen cards past a small merchant, a charity or a game shop, for amounts under a
 * few dollars, seconds apart, from one device, address and mailbox, on accounts minutes old. Most probes are declined. A card
 * that passes is cashed out within minutes for a hundred times as much, in a shop for things that sell on.
 */
export const cardTesting: Typology = {
  name: 'card_testing',
  share: 22,
  paymentsMean: 26,
  commit(scene) {
    const { random, market } = scene;
    const rig = botRig(random);
    const target = market.anyOf(random, random.pick([CATEGORIES.charity, CATEGORIES.digitalGoods]));
    const cards = random.int(3, 9);
    let atMs = scene.atMs;
    for (let i = 0; i < cards; i++) atMs = testCard(scene, rig, target, atMs);
  },
};

/** All of a bot's accounts answer to one mailbox, each by a tag of its own. */
function sameMailbox(deviceId: string, accountId: string): string {
  return `${deviceId.replace('dev_', '')}+${accountId.replace('acc_', '')}@mail.test`;
}

function testCard(
  scene: Scene,
  rig: ReturnType<typeof botRig>,
  target: ReturnType<Scene['market']['anyOf']>,
  fromMs: number,
): number {
  const { random, market } = scene;
  const victim = scene.holder();
  const card = random.pick(victim.cards);
  const opened = throwAwayPayer(random, fromMs, random.between(1, 20) * MINUTE_MS);
  const payer = { ...opened, email: sameMailbox(rig.deviceId, opened.accountId) };
  const common = {
    payer,
    card,
    holder: victim,
    channel: 'card_not_present',
    fraud: true,
    recourse: 'cheated',
    ...rig,
  } as const;
  let atMs = fromMs;
  for (let probes = random.int(2, 6); probes > 0; probes--) {
    atMs += random.int(3, 40) * SECOND_MS;
    const { outcome, attributes } = attempt(
      random,
      0.75,
      random.pick(['incorrect_cvc', 'do_not_honour', 'expired_card']),
    );
    const amountMinor = amountOf(target, random.between(0.5, 4.5));
    const marks = { entry_mode: 'ecommerce', cvv_match: outcome === 'authorised', avs_match: false, ...attributes };
    scene.plan({ ...common, atMs, merchant: target, amountMinor, outcome, attributes: marks });
  }
  if (random.chance(0.5)) {
    const shop = market.anyOf(random, random.pick([CATEGORIES.electronicsOnline, CATEGORIES.giftCards]));
    const { outcome, attributes } = attempt(random, 0.15, 'do_not_honour');
    scene.plan({
      ...common,
      atMs: atMs + random.int(30, 240) * SECOND_MS,
      merchant: shop,
      amountMinor: amountOf(shop, random.between(150, 700)),
      outcome,
      attributes: { entry_mode: 'ecommerce', cvv_match: true, avs_match: false, ...attributes },
    });
  }
  return atMs;
}
