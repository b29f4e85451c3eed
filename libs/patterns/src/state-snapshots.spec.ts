/**
 * States as each version of the codec wrote them must go on as if they had never been written. A YAML file of `snapshots/`
 * is a pattern with events and the matches they give, by how many events there were; beside it lies, for each version, the
 * state after each event, a line each. Neither is ever changed: deployments have such states. With `STATE_SNAPSHOTS=write`
 * those of today's version are written where there are none yet.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { env } from 'node:process';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { TransactionLike } from '#cel';
import { advance, advanceTime } from './advance.js';
import { compilePattern, type CompiledPattern } from './compile-pattern.js';
import { decodeState, encodeState, STATE_VERSION } from './encode-state.js';
import type { PatternState } from './pattern-state.js';
import { exampleEvents } from './run-examples.js';
import { engineTexts } from './testing/test-pattern.js';

const SNAPSHOTS = new URL('../snapshots/', import.meta.url);
const WRITE = 'STATE_SNAPSHOTS=write npx vitest run --project unit libs/patterns/src/state-snapshots';
const IDLE = 'idle';

const scenarios = readdirSync(SNAPSHOTS)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => scenarioOf(file.slice(0, -'.yaml'.length)));
if (env['STATE_SNAPSHOTS'] === 'write') for (const scenario of scenarios) writeWhereMissing(scenario);
const kept = scenarios.flatMap((scenario) =>
  versionsOf(scenario.name).map((version) => [scenario.name, version, scenario] as const),
);

describe('states as they were written', () => {
  it.each(scenarios)('$name: never written → the matches that are kept', (scenario) => {
    expect(goOn(scenario, undefined, 0)).toEqual(scenario.matches);
  });

  it.each(kept)('%s, version %i: read after each event → the matches that must still come', (_, version, scenario) => {
    for (const [point, bytes] of readSnapshots(scenario, version)) {
      const state = bytes && decodeState(scenario.pattern, bytes);
      expect(
        state === undefined,
        `a state of version ${version} is not read any more, so that deployments would lose what is under way. ` +
          `Keep reading version ${version}, and keep fingerprints as they are`,
      ).toBe(bytes === undefined);
      const { matches } = scenario;
      const rest = Object.fromEntries(Object.entries(matches).filter(([at]) => at === 'end' || Number(at) > point));
      expect(goOn(scenario, state, point), `after ${point} events`).toEqual(rest);
    }
  });

  it.each(scenarios)(`$name: today’s bytes → those kept of version ${STATE_VERSION}`, (scenario) => {
    const file = snapshotFile(scenario.name, STATE_VERSION);
    const missing = `nothing is kept of version ${STATE_VERSION}. Write its snapshots with \`${WRITE}\`, and commit them`;
    expect(existsSync(file), missing).toBe(true);
    expect(
      snapshotText(scenario),
      `states are written in other bytes than those kept of version ${STATE_VERSION}. If that is wanted, give ` +
        `STATE_VERSION the next number, keep reading version ${STATE_VERSION}, and write snapshots with \`${WRITE}\``,
    ).toBe(readFileSync(file, 'utf8'));
  });

  it.each(scenarios)(
    '$name: of a version that is not known, as after a downgrade → nothing is remembered',
    (scenario) => {
      for (const [, bytes] of statesOf(scenario)) {
        if (!bytes) continue;
        for (const version of [0, 1, STATE_VERSION + 1, 255]) {
          expect(decodeState(scenario.pattern, Uint8Array.of(version, ...bytes.subarray(1)))).toBeUndefined();
        }
        expect(decodeState(scenario.pattern, Uint8Array.of(STATE_VERSION + 1))).toBeUndefined();
      }
    },
  );

  it.each(kept)(
    '%s, version %i: bytes cut off anywhere → a RangeError, never another state',
    (_, version, scenario) => {
      const [, bytes] = readSnapshots(scenario, version).findLast(([, found]) => found !== undefined)!;
      for (let end = 0; end < bytes!.length; end++) {
        expect(() => decodeState(scenario.pattern, bytes!.subarray(0, end)), `${end} bytes`).toThrow(RangeError);
      }
    },
  );
});

interface Scenario {
  readonly name: string;
  readonly pattern: CompiledPattern;
  readonly events: readonly TransactionLike[];
  /** After how many events a state is kept. */
  readonly points: readonly number[];
  /** By how many events there were when they came out; `end` when no more came for ever. */
  readonly matches: Readonly<Record<string, readonly string[]>>;
}

function scenarioOf(name: string): Scenario {
  const { definition, events, points, matches } = parse(readFileSync(new URL(`${name}.yaml`, SNAPSHOTS), 'utf8')) as {
    definition: unknown;
    events: unknown[];
    points?: number[];
    matches: Record<string, string[]>;
  };
  return {
    name,
    pattern: compilePattern(definition),
    events: exampleEvents(events),
    points: points ?? events.map((_, i) => i + 1),
    matches,
  };
}

/** What comes out from a point on, as `Scenario.matches` has it. */
function goOn({ pattern, events }: Scenario, state: State, from: number): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  let current = state;
  const keep = (at: number | 'end', result: ReturnType<typeof advance<TransactionLike>>): void => {
    current = result.state;
    if (result.matches.length > 0) found[at] = engineTexts(result);
  };
  for (let i = from; i < events.length; i++) keep(i + 1, advance(pattern, current, [events[i]!]));
  keep('end', advanceTime(pattern, current, Number.POSITIVE_INFINITY));
  return found;
}

type State = PatternState<TransactionLike> | undefined;

/** As they are written today. */
function statesOf({ pattern, events, points }: Scenario): [point: number, bytes: Uint8Array | undefined][] {
  let state: State;
  const all = events.map((event, i): [number, Uint8Array | undefined] => {
    ({ state } = advance(pattern, state, [event]));
    return [i + 1, state && encodeState(pattern, state)];
  });
  return all.filter(([point]) => points.includes(point));
}

function snapshotText(scenario: Scenario): string {
  return statesOf(scenario)
    .map(([, bytes]) => `${bytes ? Buffer.from(bytes).toString('hex') : IDLE}\n`)
    .join('');
}

function readSnapshots({ name, points }: Scenario, version: number): [point: number, bytes: Uint8Array | undefined][] {
  const lines = readFileSync(snapshotFile(name, version), 'utf8').trim().split('\n');
  return points.map((point, i) => [point, lines[i] === IDLE ? undefined : Buffer.from(lines[i]!, 'hex')]);
}

function writeWhereMissing(scenario: Scenario): void {
  const file = snapshotFile(scenario.name, STATE_VERSION);
  if (!existsSync(file)) writeFileSync(file, snapshotText(scenario));
}

function versionsOf(name: string): number[] {
  const files = readdirSync(SNAPSHOTS).filter((file) => file.startsWith(`${name}-v`));
  return files.map((file) => Number(/-v(\d+)\.hex$/.exec(file)![1])).sort((a, b) => a - b);
}

function snapshotFile(name: string, version: number): URL {
  return new URL(`${name}-v${version}.hex`, SNAPSHOTS);
}
