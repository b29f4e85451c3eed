import { STATISTIC_OF_VALUE } from './catalogue.js';
import { type EntityHistory } from './entity-history.js';
import { computeStatistics, STATISTICS_LENGTH } from './statistics.js';

const statistics = new Float64Array(STATISTICS_LENGTH);

/** The values of the event at `index` (from `EntityHistory.insert`), in the catalogue's order of its entity type. */
export function aggregatesOf(history: EntityHistory, index: number): number[] {
  computeStatistics(history, index, statistics);
  const places = STATISTIC_OF_VALUE[history.layout.entityType];
  // Begun with a double, so that the engine keeps plain doubles and not a boxed number for each value.
  const values = [NaN];
  for (let i = 0; i < places.length; i++) values[i] = statistics[places[i]!]!;
  return values;
}
