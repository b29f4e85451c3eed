/** Conditions of random patterns as data: answered here in a few lines, and written as CEL for the engine. */

export interface TestCondition {
  /** The event has one of these channels. */
  readonly channels: readonly string[];
  readonly amountAbove?: number | undefined;
  /** Reads what the run has taken for a step. */
  readonly earlier?: EarlierCondition | undefined;
}

interface EarlierCondition {
  readonly kind: 'aboveFirst' | 'sumBelow' | 'fewerThan';
  readonly step: string;
  /** For `sumBelow` (times 4) and `fewerThan`. */
  readonly limit: number;
}

export interface TestEvent {
  readonly channel: string;
  readonly amountMinor: number;
}

export function conditionHolds<E extends TestEvent>(
  { channels, amountAbove, earlier }: TestCondition,
  event: E,
  matched: (step: string) => readonly E[],
): boolean {
  if (!channels.includes(event.channel)) return false;
  if (amountAbove !== undefined && event.amountMinor <= amountAbove) return false;
  if (!earlier) return true;
  const amounts = matched(earlier.step).map((one) => one.amountMinor);
  if (earlier.kind === 'fewerThan') return amounts.length < earlier.limit;
  if (earlier.kind === 'aboveFirst') return amounts.length === 0 || event.amountMinor > amounts[0]!;
  return amounts.reduce((sum, amount) => sum + amount, 0) + event.amountMinor < 4 * earlier.limit;
}

export function conditionText({ channels, amountAbove, earlier }: TestCondition): string {
  const parts = [`[${channels.map((one) => `'${one}'`).join(', ')}].exists(c, c == event.channel)`];
  if (channels.length === 1) parts[0] = `event.channel == '${channels[0]}'`;
  if (amountAbove !== undefined) parts.push(`event.amount > ${amountAbove}`);
  if (earlier) parts.push(earlierText(earlier));
  return parts.join(' && ');
}

function earlierText({ kind, step, limit }: EarlierCondition): string {
  const list = `matched.${step}`;
  if (kind === 'fewerThan') return `${list}.size() < ${limit}`;
  if (kind === 'aboveFirst') return `(${list}.size() == 0 || event.amount > ${list}[0].amount)`;
  return `sum(${list}.map(e, e.amount)) + event.amount < ${4 * limit}`;
}
