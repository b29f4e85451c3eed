/** Which entities documents declare, and which features are of them; of documents that are not valid, what can be told. */
import { type FeatureDocument, readDocuments } from './read-documents.js';

export interface EntityUses {
  readonly declared: ReadonlySet<string>;
  /** By entity type, names of features. */
  readonly users: ReadonlyMap<string, readonly string[]>;
}

export function entityUses(documents: readonly FeatureDocument[]): EntityUses {
  const { entities, features } = readDocuments(documents);
  const users = new Map<string, string[]>();
  for (const { by, name } of features) if (by !== undefined) users.set(by, [...(users.get(by) ?? []), name]);
  return { declared: new Set(entities.map(({ entity }) => entity)), users };
}
