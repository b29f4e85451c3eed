/** The oracle: what the features of card payments mean, as a plain scan over a list of transactions. Slow and obvious on purpose. */
import type { FeatureEvent } from '../plan/feature-event.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type ScannedType = 'account' | 'card' | 'device' | 'ip' | 'merchant';

/** `known`: the entity's transactions that have arrived, in any order, `own` among them. */
export function plainScan(
  type: ScannedType,
  known: readonly FeatureEvent[],
  own: FeatureEvent,
): Record<string, number> {
  const at = own.occurredAtMs;
  const past = known.filter((t) => t.occurredAtMs <= at);
  const others = past.filter((t) => t.id !== own.id);
  const within = (of: readonly FeatureEvent[], ms: number) => of.filter((t) => t.occurredAtMs > at - ms);
  const spent = (of: readonly FeatureEvent[]) =>
    of.filter((t) => !declined(t) && !returned(t)).map((t) => t.amountMinor);
  const habit = spent(within(others, 30 * DAY));
  const mean = habit.length === 0 ? NaN : sum(habit) / habit.length;
  const std = habit.length < 2 ? NaN : Math.sqrt(sum(habit.map((a) => (a - mean) ** 2)) / habit.length);
  const distinct = (value: (t: FeatureEvent) => string | undefined) =>
    new Set(within(past, DAY).map(value).filter(Boolean)).size;
  const isNew = (value: (t: FeatureEvent) => string | undefined) =>
    !value(own) || others.length === 0 ? NaN : others.some((t) => value(t) === value(own)) ? 0 : 1;
  const week = spent(within(others, 7 * DAY));
  const account = (t: FeatureEvent) => t.account?.id;
  const card = (t: FeatureEvent) => t.card?.fingerprint;
  const device = (t: FeatureEvent) => t.device?.id;
  const merchant = (t: FeatureEvent) => t.merchant?.id;

  const velocity = {
    count_10m: within(past, 10 * MINUTE).length,
    count_1h: within(past, HOUR).length,
    count_24h: within(past, DAY).length,
    count_7d: within(past, 7 * DAY).length,
    sum_1h: sum(spent(within(past, HOUR))),
    sum_24h: sum(spent(within(past, DAY))),
    sum_7d: sum(spent(within(past, 7 * DAY))),
    declined_10m: within(past, 10 * MINUTE).filter(declined).length,
    declined_1h: within(past, HOUR).filter(declined).length,
    since_last_s: others.length === 0 ? NaN : (at - Math.max(...others.map((t) => t.occurredAtMs))) / 1000,
    known_days: (at - Math.min(...known.map((t) => t.occurredAtMs), at)) / DAY,
  };
  const amounts = {
    mean_30d: mean,
    std_30d: std,
    max_7d: week.length === 0 ? NaN : Math.max(...week),
    amount_ratio: mean > 0 ? own.amountMinor / mean : NaN,
    amount_z: std > 0 ? (own.amountMinor - mean) / std : NaN,
    returned_7d: within(past, 7 * DAY).filter(returned).length,
  };
  const countries = { countries_24h: distinct((t) => t.merchant?.country) };
  const named: Record<ScannedType, Record<string, number>> = {
    account: {
      ...velocity,
      ...amounts,
      ...countries,
      merchants_24h: distinct(merchant),
      devices_24h: distinct(device),
      cards_24h: distinct(card),
      new_merchant: isNew(merchant),
      new_device: isNew(device),
    },
    card: {
      ...velocity,
      ...amounts,
      ...countries,
      merchants_24h: distinct(merchant),
      devices_24h: distinct(device),
      new_merchant: isNew(merchant),
      new_device: isNew(device),
    },
    device: { ...velocity, accounts_24h: distinct(account), cards_24h: distinct(card), new_account: isNew(account) },
    ip: { ...velocity, accounts_24h: distinct(account), cards_24h: distinct(card) },
    merchant: { ...velocity, ...amounts, payers_24h: distinct((t) => card(t) ?? account(t)) },
  };
  return Object.fromEntries(Object.entries(named[type]).map(([name, value]) => [`${type}_${name}`, value]));
}

/** The session of `own` by joining neighbours that are at most half an hour apart. */
export function plainSession(known: readonly FeatureEvent[], own: FeatureEvent) {
  const sorted = [...known].sort((a, b) => a.occurredAtMs - b.occurredAtMs);
  const sessions: FeatureEvent[][] = [];
  for (const next of sorted) {
    const current = sessions.at(-1);
    const last = current?.at(-1);
    if (current && last && next.occurredAtMs - last.occurredAtMs <= 30 * MINUTE) current.push(next);
    else sessions.push([next]);
  }
  const session = sessions.find((s) => s.some((t) => t.id === own.id)) ?? [];
  return {
    startedAtMs: session[0]?.occurredAtMs,
    lastAtMs: session.at(-1)?.occurredAtMs,
    count: session.length,
    amountMinor: sum(session.filter((t) => !declined(t) && !returned(t)).map((t) => t.amountMinor)),
  };
}

function declined(t: FeatureEvent): boolean {
  return t.outcome === 'declined';
}

function returned(t: FeatureEvent): boolean {
  return t.outcome === 'refunded' || t.outcome === 'reversed';
}

function sum(of: readonly number[]): number {
  return of.reduce((total, value) => total + value, 0);
}
