/** Sequences and events as tables write them: `a1 ~5 b` are events of the channels `a` and `b`, a millisecond each. */
import type { TransactionLike } from '#cel';
import {
  advance,
  advanceTime,
  type CompileOptions,
  compilePattern,
  type CompiledPattern,
  decodeState,
  encodeState,
  type PatternMatch,
  type PatternState,
} from '../index.js';

export function patternOf(
  sequence: string,
  options: string,
  { unused = false, ...compile }: CompileOptions & { readonly unused?: boolean } = {},
): CompiledPattern {
  const where: Record<string, string> = {};
  for (const [word] of sequence.replaceAll(/greedy|strict|relaxed|any|until/g, '').matchAll(/[a-z]\w*/g)) {
    where[word] = `event.channel == '${word}'`;
  }
  let settings: Record<string, unknown> = {};
  for (const option of options === '' ? [] : options.split(/ (?=\w+=)/)) {
    const [, key = '', value = ''] = /^(\w+)=(.+)$/.exec(option)!;
    if (key === 'within' || key === 'session') settings[key] = `${value}ms`;
    else if (key === 'each') settings = { ...settings, within: { each: `${value}ms` } };
    else if (key === 'skip') settings[key] = value;
    else if (unused && where[key] === undefined) continue;
    else where[key] = value.startsWith('(') ? value : `event.channel == '${value}'`;
  }
  // Far beyond every event: the language wants loops to be bounded, and these cases are not about windows.
  if (settings['within'] === undefined && settings['session'] === undefined) settings['within'] = '1h';
  const then = { risk: 0.5, reason: 'R' };
  return compilePattern({ pattern: 'p', by: 'card', sequence, where, then, ...settings }, compile);
}

/** `a1 ~5 b`: an event each millisecond; `~5` lets 5 ms pass. */
export function eventsOf(input: string): (TransactionLike & { readonly label: string })[] {
  const events = [];
  let at = 0;
  for (const word of input.split(' ')) {
    if (word.startsWith('~')) at += Number(word.slice(1)) - 1;
    else if (word !== '') events.push({ ...event(word[0]!, at), id: `${word}@${at++}`, label: word });
  }
  return events;
}

export function event(channel: string, at: number): TransactionLike {
  return {
    id: `e${at}`,
    occurredAtMs: at,
    amountMinor: 0,
    currency: 'USD',
    channel,
    outcome: 'authorised',
    attributes: [],
  };
}

export function matchesOf(pattern: CompiledPattern, input: string, restart = false): string[] {
  let state: PatternState<TransactionLike> | undefined;
  const found: PatternMatch<TransactionLike>[] = [];
  const keep = (result: ReturnType<typeof advance<TransactionLike>>): void => {
    found.push(...result.matches);
    state = restart && result.state ? rewritten(pattern, result.state) : result.state;
  };
  for (const each of eventsOf(input)) keep(advance(pattern, state, [each]));
  const ends = /~(\d+)$/.exec(input);
  if (ends && state) keep(advanceTime(pattern, state, Number(ends[1])));
  return found.map(textOf).sort();
}

export function inBatches(
  pattern: CompiledPattern,
  events: readonly TransactionLike[],
  sizes: readonly number[],
): string[] {
  let state: PatternState<TransactionLike> | undefined;
  const found: string[] = [];
  let at = 0;
  for (const size of [...sizes, events.length]) {
    const result = advance(pattern, state, events.slice(at, at + size));
    at += size;
    ({ state } = result);
    found.push(...result.matches.map(textOf));
  }
  return found;
}

function rewritten(pattern: CompiledPattern, state: PatternState<TransactionLike>): PatternState<TransactionLike> {
  const read = decodeState(pattern, encodeState(pattern, state));
  if (!read) throw new Error('the state could not be read back');
  return read;
}

export function textOf(match: Pick<PatternMatch<TransactionLike>, 'steps'>): string {
  return match.steps
    .flatMap(({ events }) => events.map(({ id }) => id))
    .map((id) => ({ word: id.split('@')[0]!, at: Number(id.split('@')[1]) }))
    .sort((a, b) => a.at - b.at)
    .map(({ word }) => word)
    .join(' ');
}

export function sorted(expected: string): string[] {
  return expected === '' ? [] : expected.split(' | ').sort();
}
