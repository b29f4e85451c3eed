import { describe, expect, it } from 'vitest';
import type { TransactionLike } from '#cel';
import { type CompiledPattern, compilePattern } from './compile-pattern.js';
import { KeyedOperator, type OperatorResult, type StreamOrder } from './keyed-operator.js';

type Event = TransactionLike;

const BY_CURRENCY: StreamOrder<Event> = { time: 'event', keyOf: ({ currency }) => currency };
const BY_CLOCK: StreamOrder<Event> = { ...BY_CURRENCY, time: 'processing' };
const CHEAPEST_FIRST = { compare: (a: Event, b: Event) => a.amountMinor - b.amountMinor };

describe('keyed operator: event time', () => {
  it('events out of order: → matched in the order of time, once the watermark is there', () => {
    const operator = operatorOf('a b');
    expect(textsOf(operator.accept(event('b', 2)))).toEqual([]);
    expect(textsOf(operator.accept(event('a', 1)))).toEqual([]);
    expect(textsOf(operator.passTime(1))).toEqual([]);
    expect(textsOf(operator.passTime(2))).toEqual(['a=a@1 b=b@2']);
  });

  it('an event at the watermark: → late; after it: not', () => {
    const operator = operatorOf('a');
    operator.passTime(5);
    expect(operator.accept(event('a', 5)).late.map(({ id }) => id)).toEqual(['a@5']);
    expect(operator.accept(event('a', 6)).late).toEqual([]);
    expect(textsOf(operator.passTime(6))).toEqual(['a=a@6']);
  });

  it('a watermark that goes back: → changes nothing', () => {
    const operator = operatorOf('a');
    operator.passTime(5);
    operator.passTime(3);
    expect(operator.accept(event('a', 4)).late).toHaveLength(1);
  });

  it('events of two keys: → never in one match', () => {
    const operator = operatorOf('a b');
    operator.accept(event('a', 1, 'EUR'));
    operator.accept(event('b', 2, 'USD'));
    operator.accept(event('b', 3, 'EUR'));
    expect(textsOf(operator.passTime(9))).toEqual(['a=a@1 b=b@3']);
  });

  it('events of one instant: → in the order that is given, or of arrival', () => {
    const events = [event('b', 1, 'USD', 7), event('a', 1, 'USD', 5)];
    const found = (order: Partial<StreamOrder<Event>>) => {
      const operator = operatorOf('a b', { ...BY_CURRENCY, ...order });
      for (const one of events) operator.accept(one);
      return textsOf(operator.passTime(1));
    };
    expect(found(CHEAPEST_FIRST)).toEqual(['a=a@1 b=b@1']);
    expect(found({})).toEqual([]);
  });

  it('a watermark past a window: → absence comes true, without an event', () => {
    const operator = operatorOf('a -> !b');
    operator.accept(event('a', 1));
    expect(textsOf(operator.passTime(10))).toEqual([]);
    expect(textsOf(operator.passTime(11))).toEqual(['a=a@1']);
    expect(operator.states()).toEqual([]);
  });
});

describe('keyed operator: the clock', () => {
  it('events: → matched as they come; time passes for every key', () => {
    const operator = operatorOf('a -> !b', BY_CLOCK);
    operator.accept(event('a', 1, 'USD'));
    expect(textsOf(operator.accept(event('a', 12, 'EUR')))).toEqual(['a=a@1']);
  });

  it('an order for one instant: → events wait until it is over', () => {
    const operator = operatorOf('a b', { ...BY_CLOCK, ...CHEAPEST_FIRST });
    operator.accept(event('b', 1, 'USD', 7));
    operator.accept(event('a', 1, 'USD', 5));
    expect(textsOf(operator.passTime(1))).toEqual([]);
    expect(textsOf(operator.passTime(2))).toEqual(['a=a@1 b=b@1']);
  });
});

describe('keyed operator: written and read back', () => {
  it('what waits, runs and time: → go on as before', () => {
    const operator = operatorOf('a b');
    operator.accept(event('a', 1));
    operator.passTime(1);
    operator.accept(event('b', 3));
    const read = KeyedOperator.decode(compiled('a b'), BY_CURRENCY, structuredClone(operator.encode()))!;
    expect(read.accept(event('a', 1)).late).toHaveLength(1);
    expect(textsOf(read.passTime(3))).toEqual(['a=a@1 b=b@3']);
  });

  it('of another pattern: → undefined', () => {
    const operator = operatorOf('a b');
    operator.accept(event('a', 1));
    operator.passTime(1);
    expect(KeyedOperator.decode(compiled('a -> b'), BY_CURRENCY, operator.encode())).toBeUndefined();
  });
});

function operatorOf(sequence: string, stream = BY_CURRENCY): KeyedOperator<Event> {
  return new KeyedOperator<Event>(compiled(sequence), stream);
}

function compiled(sequence: string): CompiledPattern {
  const names = sequence.match(/[a-z]/g)!;
  const where = Object.fromEntries(names.map((name) => [name, `event.channel == '${name}'`]));
  return compilePattern({ pattern: 'p', by: 'card', within: '10ms', sequence, where, then: { risk: 1, reason: 'R' } });
}

function event(channel: string, occurredAtMs: number, currency = 'USD', amountMinor = 1): Event {
  const id = `${channel}@${occurredAtMs}`;
  return { id, occurredAtMs, channel, amountMinor, currency, outcome: 'authorised', attributes: [] };
}

function textsOf({ matches }: OperatorResult<Event>): string[] {
  return matches.map(({ steps }) =>
    steps.map(({ step, events }) => `${step}=${events.map(({ id }) => id).join('+')}`).join(' '),
  );
}
