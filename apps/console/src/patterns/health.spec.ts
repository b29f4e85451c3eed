import { describe, expect, it } from 'vitest';
import { warningsOf } from './health.js';

const WELL = { shed_runs: 0, shed_matches: 0, failed_conditions: 0 };

describe('warningsOf', () => {
  it('nothing counted → none', () => expect(warningsOf(WELL)).toEqual([]));
  it('each count → a warning of its own, with what to do', () => {
    const warnings = warningsOf({ shed_runs: 1204, shed_matches: 1, failed_conditions: 1 });
    expect(warnings.map(({ says }) => says.split(':')[0])).toEqual([
      '1,204 partial matches were given up unfinished',
      '1 match was not reported',
      '1 time a condition had no answer and counted as not met',
    ]);
    expect(warnings.filter(({ advice }) => advice.includes('skip: past-last'))).toHaveLength(2);
  });
  it('skip: past-last already → not advised', () => {
    const warnings = warningsOf({ shed_runs: 1, shed_matches: 1, failed_conditions: 1 }, 'past-last');
    expect(warnings.map(({ advice }) => advice).join(' ')).not.toContain('past-last');
  });
});
