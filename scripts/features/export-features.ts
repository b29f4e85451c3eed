/** `npm run features -- export`: the feature log of a tenant as a table. */
import { messageOf } from '#kernel';
import type { Database } from '#persistence';
import {
  aboutColumns,
  featureCells,
  type FeatureColumn,
  featureColumnsOf,
  type StoredFeature,
} from './export-columns.js';
import type { ExportOptions } from './export-options.js';
import { loggedFeatureSets, loggedModes, type LogQuery, readFeatureLog } from './feature-log.js';
import { FeaturesError } from './features-error.js';
import { ParquetTable } from '#parquet';

/** What is in a feature set's vectors, in their order; undefined for a set that is not known. */
export type FeaturesOf = (featureSet: string) => readonly StoredFeature[] | undefined;

export interface Exported {
  readonly rows: number;
  readonly frauds: number;
  readonly unlabelled: number;
  readonly features: number;
  readonly featureSets: readonly string[];
  /** Columns of earlier meanings of names, and of features that are gone: a model that reads them could not be used. */
  readonly past: readonly string[];
}

/**
 * Rejects with `FeaturesError` for what the user has to put right, and leaves no file then.
 * @param onRows - after some rows: how many are written, of about how many
 */
export async function exportFeatures(
  database: Database,
  tenantId: string,
  options: ExportOptions,
  featuresIn: FeaturesOf,
  onRows: (written: number, of: number) => void,
): Promise<Exported> {
  const { asOfMs, fromMs, out, maturedMs } = options;
  const query = { tenantId, livemode: await livemodeOf(database, tenantId, options.mode), fromMs, asOfMs };
  const { columns, sets, count } = await featuresOf(database, query, featuresIn);
  const newestSet = sets.at(-1)!;
  const names = columns.filter(({ placeIn }) => placeIn.has(newestSet)).map(({ column }) => column);
  const about = aboutColumns(maturedMs === undefined ? undefined : asOfMs - maturedMs);
  const label = about.find(({ name }) => name === 'fraud')!;
  const table = openTable(out, [...about, ...featureCells(columns)], {
    'caracal.features': JSON.stringify(names),
    'caracal.as_of': new Date(asOfMs).toISOString(),
    'caracal.feature_sets': JSON.stringify(sets),
    'caracal.meanings': JSON.stringify(Object.fromEntries(columns.map(({ column, meaning }) => [column, meaning]))),
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
  const past = columns.filter(({ placeIn }) => !placeIn.has(newestSet)).map(({ column }) => column);
  return { rows, frauds, unlabelled, features: names.length, featureSets: sets, past };
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
  featuresIn: FeaturesOf,
): Promise<{ columns: FeatureColumn[]; sets: string[]; count: number }> {
  const counts = await loggedFeatureSets(database, query);
  if (counts.size === 0) throw new FeaturesError('no payment was decided with features in that time');
  const sets = new Map<string, readonly StoredFeature[]>();
  for (const [set, count] of counts) {
    const known = featuresIn(set);
    if (!known)
      throw new FeaturesError(`${count} payments have the feature set ${set}, whose names this release doesn't know`);
    sets.set(set, known);
  }
  const count = [...counts.values()].reduce((sum, n) => sum + n, 0);
  return { columns: featureColumnsOf(sets), sets: [...sets.keys()], count };
}
