/** Documents to single definitions: what stands at a document's head goes to each of its features, `{entity}` to each type. */
import { DefinitionDocument, DefinitionError, type DefinitionPath, type DefinitionProblem } from '#cel';
import {
  type EntitySource,
  entityDefinition,
  FEATURE_TEXT_MAX,
  featureDefinition,
  featureDocument,
  type FeatureSource,
  sessionGapDefinition,
} from './feature-definition.js';

/** A document as it came: YAML or JSON text, or the definition as a value. */
export interface FeatureDocument {
  /** What people know it by: a file's name. */
  readonly name: string;
  readonly source: unknown;
  /** Came with the installation: what it says of sessions gives way to a tenant's document. */
  readonly isInstalled?: boolean;
}

export interface DocumentProblem extends DefinitionProblem {
  /** The document's name. */
  readonly document: string;
}

/** One feature of one entity type, or of the transaction. */
export interface Draft extends Omit<FeatureSource, 'by' | 'feature' | 'group'> {
  readonly name: string;
  readonly by: string | undefined;
  readonly group: string;
  readonly document: string;
  /** What is wrong with a field, where it was written. */
  readonly problem: (field: string, detail: string) => DocumentProblem;
  /** As `problem`, for a place in a text. */
  readonly problemIn: (field: string, error: TextProblem) => DocumentProblem;
}

export interface EntityDraft extends EntitySource {
  readonly problemIn: Draft['problemIn'];
  readonly problem: Draft['problem'];
}

export interface SessionGapDraft {
  readonly text: string;
  readonly document: string;
  readonly isInstalled: boolean;
  readonly problem: Draft['problem'];
}

export interface ReadDocuments {
  readonly features: Draft[];
  readonly entities: EntityDraft[];
  readonly sessionGaps: SessionGapDraft[];
  readonly problems: DocumentProblem[];
}

type TextProblem = Parameters<DefinitionDocument['problemInText']>[1];

export function readDocuments(documents: readonly FeatureDocument[]): ReadDocuments {
  const read: ReadDocuments = { features: [], entities: [], sessionGaps: [], problems: [] };
  for (const { name, source, isInstalled = false } of documents) {
    try {
      readDocument(name, DefinitionDocument.from('feature', source, FEATURE_TEXT_MAX), isInstalled, read);
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      read.problems.push(...error.problems.map((problem) => ({ ...problem, document: name })));
    }
  }
  return read;
}

function readDocument(name: string, document: DefinitionDocument, isInstalled: boolean, into: ReadDocuments): void {
  const { value } = document;
  const has = (field: string) => typeof value === 'object' && value !== null && field in value;
  const isSet = has('features') || has('entities');
  const schema = isSet ? featureDocument : (ALONE.find(([field]) => has(field))?.[1] ?? featureDefinition);
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const problems = document.problemsOf(parsed.error, schema);
    into.problems.push(...problems.map((problem) => ({ ...problem, document: name })));
  } else if ('session_gap' in parsed.data) {
    const places = placesIn(name, document, (field) => [field]);
    into.sessionGaps.push({ text: parsed.data.session_gap, isInstalled, ...places });
  } else if ('entity' in parsed.data) {
    into.entities.push({ ...parsed.data, ...placesIn(name, document, (field) => [field]) });
  } else if ('feature' in parsed.data) {
    into.features.push(
      ...expanded(
        parsed.data,
        placesIn(name, document, (field) => [field]),
      ),
    );
  } else {
    const { features = [], entities = [], ...shared } = parsed.data;
    for (const [i, entity] of entities.entries())
      into.entities.push({ ...entity, ...placesIn(name, document, (field) => ['entities', i, field]) });
    for (const [i, feature] of features.entries()) {
      const own = (field: string): DefinitionPath => (field in feature ? ['features', i, field] : [field]);
      into.features.push(...expanded({ ...shared, ...feature }, placesIn(name, document, own)));
    }
  }
}

/** What else may stand in a document of its own, by the field that tells it. */
const ALONE = [
  ['entity', entityDefinition],
  ['session_gap', sessionGapDefinition],
] as const;

type Places = Pick<Draft, 'document' | 'problem' | 'problemIn'>;

function placesIn(name: string, document: DefinitionDocument, pathOf: (field: string) => DefinitionPath): Places {
  return {
    document: name,
    problem: (field, detail) => ({ ...document.problem(pathOf(field), detail), document: name }),
    problemIn: (field, error) => ({ ...document.problemInText(pathOf(field), error), document: name }),
  };
}

/** One for each type that it is for. Words about the entity are put in by `describeFeature`. */
function expanded({ feature, by, group, ...rest }: FeatureSource, places: Places): Draft[] {
  const types = by === undefined ? [undefined] : Array.isArray(by) ? by : [by];
  return types.map((type) => ({
    ...inserted(rest, type),
    ...places,
    name: insert(feature, type),
    by: type,
    group: groupOf(group, type),
  }));
}

function groupOf(group: FeatureSource['group'], type: string | undefined): string {
  if (typeof group === 'string') return group;
  return (type !== undefined && (group?.[type] ?? GROUPS[type])) || 'other';
}

/** What features are about that say no more than whose they are. */
const GROUPS: Readonly<Record<string, string>> = {
  account: 'account',
  card: 'card',
  device: 'device',
  ip: 'network',
  merchant: 'merchant',
};

type Insertable = Omit<FeatureSource, 'feature' | 'by' | 'group'>;

function inserted(rest: Insertable, type: string | undefined): Insertable {
  const { value, above } = rest;
  return {
    ...rest,
    ...(value !== undefined && { value: insert(value, type) }),
    ...(above !== undefined && { above: insert(above, type) }),
  };
}

function insert(text: string, type: string | undefined): string {
  return type === undefined ? text : text.replaceAll('{entity}', type);
}
