/**
 * Other engines over the same events, in the same run: a program `run.sh PEER SHAPE EVENTS TYPES KEYS WITHIN_MS REPETITIONS`
 * that prints a JSON line with `eventsPerSecond` and `matches` for each repetition. They are not part of this repository.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export interface PeerResult {
  readonly eventsPerSecond: number;
  readonly matches: number;
}

/** The best repetition; throws when the program fails or prints nothing. */
export function runPeer(folder: string, peer: string, shape: string, numbers: readonly number[]): PeerResult {
  const output = execFileSync(join(folder, 'run.sh'), [peer, shape, ...numbers.map(String)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const results = output
    .split('\n')
    .filter((line) => line.includes('{'))
    .map((line) => JSON.parse(line.slice(line.indexOf('{'))) as PeerResult);
  const best = results.toSorted((a, b) => b.eventsPerSecond - a.eventsPerSecond)[0];
  if (best === undefined) throw new Error(`${peer} said nothing of ${shape}`);
  return best;
}
