/**
 * Runs a folder of conformance cases and says which differ. `npm run conformance -- DIR [FILTER]`
 * Not binding: cases of known quirks of Flink's, and those that depend on the order of its heap.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, exit } from 'node:process';
import { type ConformanceCase, expectedOf, runCase } from './conformance-case.js';

const [dir, filter = ''] = argv.slice(2);
if (dir === undefined) {
  console.error('usage: npm run conformance -- DIR [FILTER]');
  exit(1);
}

const tally = { same: 0, different: 0, quirk: 0, notClaimed: 0 };
for (const file of readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort()) {
  if (!file.endsWith('.json')) continue;
  const before = { ...tally };
  for (const one of JSON.parse(readFileSync(join(dir, file), 'utf8')) as ConformanceCase[]) {
    if (one.id.includes(filter)) judge(one);
  }
  const counts = (['same', 'different', 'quirk', 'notClaimed'] as const).map((key) =>
    String(tally[key] - before[key]).padStart(6),
  );
  console.log(file.padEnd(40), ...counts);
}
console.log(''.padEnd(40), '  same', 'differ', ' quirk', 'not claimed');
console.log(JSON.stringify(tally));
exit(tally.different > 0 ? 1 : 0);

function judge(one: ConformanceCase): void {
  // What the engine has no notion of: failing at run time on a skip target, and a caller that keeps time from passing.
  if (one.errorPhase === 'runtime' || one.noAdvance) {
    tally.notClaimed++;
    return;
  }
  const problem = differenceIn(one, false) ?? differenceIn(one, true);
  if (problem === undefined) tally.same++;
  else if (one.quirks !== undefined || one.tieBreak === 'heap') tally.quirk++;
  else {
    tally.different++;
    console.log(`  ${one.id}: ${problem}`);
  }
}

function differenceIn(one: ConformanceCase, restart: boolean): string | undefined {
  const outcome = runCase(one, restart);
  if (one.error !== undefined) return outcome.refused === undefined ? `must be refused: ${one.error}` : undefined;
  // Flink ignores a notFollowedBy that ends a group (FLINK-15980); the engine refuses it.
  if (outcome.refused?.includes('a group can’t end with')) return undefined;
  if (outcome.refused !== undefined) return `refused: ${outcome.refused}`;
  const expected = expectedOf(one);
  const order = (texts: readonly string[]): string => (one.ordered ? texts : [...texts].sort()).join(' ');
  if (order(outcome.matches) !== order(expected.matches)) {
    return `matches\n    have ${order(outcome.matches)}\n    want ${order(expected.matches)}`;
  }
  if (one.timeouts && [...outcome.timeouts].sort().join(' ') !== [...expected.timeouts].sort().join(' ')) {
    return `timeouts\n    have ${outcome.timeouts.join(' ')}\n    want ${expected.timeouts.join(' ')}`;
  }
  if (one.remainingPartials !== undefined && one.remainingPartials !== outcome.remaining) {
    return `runs left: have ${outcome.remaining}, want ${one.remainingPartials}`;
  }
  return undefined;
}
