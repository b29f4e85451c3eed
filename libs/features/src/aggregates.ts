import { STATISTIC_OF_VALUE } from './catalogue.js';
import { type EntityHistory } from './entity-history.js';
import { computeStatistics, STATISTICS_LENGTH } from './statistics.js';

const statistics = new Float64Array(STATISTICS_LENGTH);

/** The values of the event at `index` (from `EntityHistory.insert`), in the catalogue's order of its entity type. */
export function aggregatesOf(history: EntityHistory, index: number): number[] {
  computeStatistics(history, index, statistics);
  const places = STATISTIC_OF_VALUE[history.layout.entityType];
  const values: number[] = Array.from({ length: places.length });
  for (let i = 0; i < places.length; i++) values[i] = statistics[places[i]!]!;
  return values;
}
