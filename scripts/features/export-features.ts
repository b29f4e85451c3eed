/** `npm run features -- export`: the feature log of a tenant as a table. */
import { messageOf } from '#kernel';
import type { Database } from '#persistence';
import { aboutColumns, featureColumns, type PlacesBySet } from './export-columns.js';
import type { ExportOptions } from './export-options.js';
import { loggedFeatureSets, loggedModes, type LogQuery, readFeatureLog } from './feature-log.js';
import { FeaturesError } from './features-error.js';
import { ParquetTable } from '#parquet';

/** Names of a feature set in the order of its vectors; undefined for a set that is not known. */
export type NamesOf = (featureSet: string) => readonly string[] | undefined;

export interface Exported {
  readonly rows: number;
  readonly frauds: number;
  readonly unlabelled: number;
  readonly features: number;
  readonly featureSets: readonly string[];
}

/**
 * Rejects with `FeaturesError` for what the user has to put right, and leaves no file then.
 * @param onRows - after some rows: how many are written, of about how many
 */
export async function exportFeatures(
  database: Database,
  tenantId: string,
  options: ExportOptions,
  namesOf: NamesOf,
  onRows: (written: number, of: number) => void,
): Promise<Exported> {
  const { asOfMs, fromMs, out, maturedMs } = options;
  const query = { tenantId, livemode: await livemodeOf(database, tenantId, options.mode), fromMs, asOfMs };
  const { names, places, count } = await featuresOf(database, query, namesOf);
  const about = aboutColumns(maturedMs === undefined ? undefined : asOfMs - maturedMs);
  const label = about.find(({ name }) => name === 'fraud')!;
  const table = openTable(out, [...about, ...featureColumns(names, places)], {
    'caracal.features': JSON.stringify(names),
    'caracal.as_of': new Date(asOfMs).toISOString(),
    'caracal.feature_sets': JSON.stringify([...places.keys()]),
  });
  let [rows, frauds, unlabelled] = [0, 0, 0];
  try {
    for await (const page of readFeatureLog(database, query)) {
      table.push(page);
      rows += page.length;
      for (const payment of page) {
        const fraud = label.of(payment);
        if (fraud === true) frauds++;
        else if (fraud === undefined) unlabelled++;
      }
      onRows(rows, count);
    }
    table.finish();
  } catch (error) {
    table.abandon();
    throw error;
  }
  return { rows, frauds, unlabelled, features: names.length, featureSets: [...places.keys()] };
}

function openTable<T>(...given: ConstructorParameters<typeof ParquetTable<T>>): ParquetTable<T> {
  try {
    return new ParquetTable<T>(...given);
  } catch (cause) {
    throw new FeaturesError(`${given[0]} can't be written: ${messageOf(cause)}`, { cause });
  }
}

async function livemodeOf(database: Database, tenantId: string, mode: ExportOptions['mode']): Promise<boolean> {
  if (mode !== undefined) return mode === 'live';
  const [only, another] = await loggedModes(database, tenantId);
  if (only === undefined) throw new FeaturesError('no payment has been decided yet');
  if (another !== undefined)
    throw new FeaturesError('there are live and test payments; say which: --mode live or test');
  return only;
}

async function featuresOf(
  database: Database,
  query: LogQuery,
  namesOf: NamesOf,
): Promise<{ names: string[]; places: PlacesBySet; count: number }> {
  const counts = await loggedFeatureSets(database, query);
  if (counts.size === 0) throw new FeaturesError('no payment was decided with features in that time');
  const places = new Map<string, ReadonlyMap<string, number>>();
  const names = new Set<string>();
  for (const [set, count] of counts) {
    const known = namesOf(set);
    if (!known)
      throw new FeaturesError(`${count} payments have the feature set ${set}, whose names this release doesn't know`);
    places.set(set, new Map(known.map((name, i) => [name, i])));
    for (const name of known) names.add(name);
  }
  return { names: [...names], places, count: [...counts.values()].reduce((sum, n) => sum + n, 0) };
}
