/**
 * A seeded world of card payments, in event-time order and for as long as it is asked: honest holders with habits,
 * criminals with typologies, and labels that come late. Pure: time and seed are arguments, nothing is read or kept.
 */
import { aftermathOf } from './aftermath.js';
import { EventQueue } from './event-queue.js';
import { issueCard, newHolder, type Holder } from './holder.js';
import { Market, MERCHANTS_MIN } from './merchants.js';
import { planDay, tripAt } from './ordinary-life.js';
import { Random } from './random.js';
import { requestOf } from './request-of.js';
import type { Planned, Refund, SimulatedEvent, SimulatedEventType } from './simulated-event.js';
import { TYPOLOGIES } from './typologies/index.js';
import type { Typology } from './typologies/typology.js';

export type { SimulatedEvent, SimulatedLabel, SimulatedTransaction, TypologyName } from './simulated-event.js';

export interface SimulateOptions {
  /** The world: the same seed has the same holders and merchants in every run. */
  readonly seed: string | number;
  /** The first event is at or after this moment, Unix milliseconds; from 2024-01-01 on. */
  readonly fromMs: number;
  /** No event at or after this moment; without it the simulation never ends. */
  readonly untilMs?: number;
  /** Begins every transaction id; two runs with different prefixes share no transaction id. Default `sim`. */
  readonly runPrefix?: string;
  /** Account holders. A smaller world is the beginning of a larger one. Default 2,000. */
  readonly accounts?: number;
  /** The index of the first holder; worlds whose ranges are apart share merchants but no holder. Default 0. */
  readonly firstAccount?: number;
  /** Default 300, at least `MERCHANTS_MIN`. */
  readonly merchants?: number;
  /** Payments a day in the whole world, on average. Default 2.4 for each account. */
  readonly paymentsPerDay?: number;
  /** Share of payments that crimes make, at most 0.2; about a tenth of these are not fraud themselves. Default 0.0085. */
  readonly crimeShare?: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const FROM_MS_MIN = Date.UTC(2024, 0, 1);
/** The issuer replaces a card within a day of learning that it was stolen. */
const REPLACES_CARD: ReadonlySet<SimulatedEventType> = new Set([
  'chargeback',
  'early_fraud_warning',
  'customer_denied',
]);

/** Yields without end unless `untilMs` is given. Throws RangeError for options out of bounds, at the first `next()`. */
export function* simulate(options: SimulateOptions): Generator<SimulatedEvent, void, undefined> {
  const world = createWorld(options);
  const { queue } = world;
  const untilMs = options.untilMs ?? Number.POSITIVE_INFINITY;
  for (let task = queue.pop(); task !== undefined; task = queue.pop()) {
    if (task.atMs >= untilMs) return;
    if (task.kind === 'day') liveDay(world, task.holder, task.atMs);
    else if (task.kind === 'crime') commitCrime(world, task);
    else if (task.kind === 'payment') {
      if (task.atMs >= options.fromMs) yield pay(world, task.payment, task.atMs);
    } else yield report(world, task);
  }
}

type Task =
  | { readonly kind: 'day'; readonly atMs: number; readonly holder: Holder }
  | { readonly kind: 'crime'; readonly atMs: number; readonly typology: Typology; readonly meanGapMs: number }
  | { readonly kind: 'payment'; readonly atMs: number; readonly payment: Planned }
  | {
      readonly kind: 'label';
      readonly atMs: number;
      readonly externalId: string;
      readonly event: SimulatedEventType;
      readonly payment: Planned;
    };

interface World {
  readonly random: Random;
  readonly disputes: Random;
  readonly market: Market;
  readonly holders: readonly Holder[];
  readonly queue: EventQueue<Task>;
  readonly runPrefix: string;
  paymentCount: number;
}

function createWorld(options: SimulateOptions): World {
  const {
    fromMs,
    runPrefix = 'sim',
    accounts = 2000,
    firstAccount = 0,
    merchants = 300,
    crimeShare = 0.0085,
  } = options;
  const paymentsPerDay = options.paymentsPerDay ?? 2.4 * accounts;
  checkBounds({ fromMs, accounts, firstAccount, merchants, crimeShare, paymentsPerDay });
  const seed = String(options.seed);
  const random = new Random(`${seed}/run/${runPrefix}`);
  const disputes = new Random(`${seed}/disputes/${runPrefix}`);
  const market = new Market(seed, merchants);
  const perDay = paymentsPerDay / accounts;
  const holders = Array.from({ length: accounts }, (_, index) => newHolder(seed, firstAccount + index, market, perDay));
  const world: World = {
    random,
    disputes,
    market,
    holders,
    queue: new EventQueue(),
    runPrefix,
    paymentCount: 0,
  };
  for (const holder of holders) schedule(world, { kind: 'day', holder, atMs: localMidnight(holder, fromMs) });
  const shares = TYPOLOGIES.reduce((sum, each) => sum + each.share, 0);
  for (const typology of crimeShare > 0 ? TYPOLOGIES : []) {
    const crimesPerDay = (paymentsPerDay * crimeShare * typology.share) / shares / typology.paymentsMean;
    const meanGapMs = DAY_MS / crimesPerDay;
    schedule(world, { kind: 'crime', typology, meanGapMs, atMs: fromMs + Math.floor(random.exponential(meanGapMs)) });
  }
  return world;
}

function liveDay(world: World, holder: Holder, midnightMs: number): void {
  schedule(world, { kind: 'day', holder, atMs: midnightMs + DAY_MS });
  planDay(world.random, world.market, holder, midnightMs, (payment) =>
    schedule(world, { kind: 'payment', atMs: payment.atMs, payment }),
  );
}

function commitCrime(world: World, crime: Extract<Task, { kind: 'crime' }>): void {
  const { random, market } = world;
  const { typology, atMs } = crime;
  schedule(world, { ...crime, atMs: atMs + 1 + Math.floor(random.exponential(crime.meanGapMs)) });
  typology.commit({
    random,
    market,
    atMs,
    holder: () => randomHolderAtHome(world, atMs),
    plan: (payment) =>
      schedule(world, { kind: 'payment', atMs: payment.atMs, payment: { ...payment, typology: typology.name } }),
  });
}

function pay(world: World, payment: Planned, atMs: number): SimulatedEvent {
  const externalId = `${world.runPrefix}_${(world.paymentCount++).toString(36).padStart(7, '0')}`;
  aftermathOf(world.random, world.disputes, payment, {
    event: (afterMs, event) =>
      schedule(world, { kind: 'label', atMs: atMs + Math.ceil(afterMs), externalId, event, payment }),
    refund: (refund) => giveBack(world, payment, externalId, refund),
  });
  const { fraud, typology } = payment;
  return {
    kind: 'transaction',
    atMs,
    request: requestOf(payment, externalId),
    truth: typology === undefined ? { fraud } : { fraud, typology },
  };
}

/** Money back is an event of the payment that it undoes and a payment record of its own. */
function giveBack(world: World, payment: Planned, externalId: string, refund: Refund): void {
  const atMs = payment.atMs + Math.ceil(refund.afterMs);
  const { amountMinor, fraud } = refund;
  const attributes = { entry_mode: 'ecommerce', refund_of: externalId, refund_reason: refund.reason };
  schedule(world, { kind: 'label', atMs, externalId, event: 'refunded', payment });
  const back: Planned = { ...payment, atMs, amountMinor, fraud, outcome: 'refunded', recourse: 'nobody', attributes };
  schedule(world, { kind: 'payment', atMs, payment: back });
}

function report(world: World, label: Extract<Task, { kind: 'label' }>): SimulatedEvent {
  const { atMs, externalId, event, payment } = label;
  const { holder, card } = payment;
  if (payment.recourse === 'cheated' && holder && card && REPLACES_CARD.has(event)) {
    const slot = holder.cards.indexOf(card);
    if (slot >= 0) holder.cards[slot] = issueCard(world.random, holder.home.country);
  }
  return { kind: 'event', atMs, externalId, event };
}

/** Most crimes need a holder who isn't travelling; after a few draws anyone will do. */
function randomHolderAtHome(world: World, atMs: number): Holder {
  let holder = world.random.pick(world.holders);
  for (let tries = 0; tries < 3 && tripAt(holder, atMs); tries++) holder = world.random.pick(world.holders);
  return holder;
}

function schedule(world: World, task: Task): void {
  world.queue.push(task.atMs, task);
}

/** The holder's midnight at or before this moment, in UTC milliseconds. */
function localMidnight(holder: Holder, atMs: number): number {
  const offsetMs = holder.home.utcOffsetMinutes * MINUTE_MS;
  return Math.floor((atMs + offsetMs) / DAY_MS) * DAY_MS - offsetMs;
}

function checkBounds(
  options: Required<
    Pick<SimulateOptions, 'fromMs' | 'accounts' | 'firstAccount' | 'merchants' | 'crimeShare' | 'paymentsPerDay'>
  >,
): void {
  const { fromMs, accounts, firstAccount, merchants, crimeShare, paymentsPerDay } = options;
  if (!Number.isSafeInteger(fromMs) || fromMs < FROM_MS_MIN)
    throw new RangeError('fromMs must be a moment from 2024-01-01 on');
  if (!Number.isInteger(accounts) || accounts < 1 || accounts > 1_000_000)
    throw new RangeError('accounts must be 1 to 1,000,000');
  if (!Number.isInteger(firstAccount) || firstAccount < 0 || firstAccount > 10_000_000)
    throw new RangeError('firstAccount must be 0 to 10,000,000');
  if (!Number.isInteger(merchants) || merchants < MERCHANTS_MIN || merchants > 100_000)
    throw new RangeError(`merchants must be ${MERCHANTS_MIN} to 100,000`);
  if (!(crimeShare >= 0 && crimeShare <= 0.2)) throw new RangeError('crimeShare must be 0 to 0.2');
  if (!(paymentsPerDay > 0 && paymentsPerDay / accounts <= 25))
    throw new RangeError('paymentsPerDay must be above 0 and at most 25 for each account');
}
