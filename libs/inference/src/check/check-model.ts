/**
 * Whether a model file of unknown origin can be used, and the file as it will be served. Runs what it checks, so it belongs in
 * a process that may be lost. All that is wrong is said at once, as far as one thing doesn't hide the next.
 */
import {
  adaptModel,
  inspectModel,
  readInputs,
  readModelMetadata,
  readModelProperty,
  readOutput,
  withMetadata,
  type ModelFacts,
  type ModelMetadata,
  type OutputScale,
} from '#onnx';
import type { CheckProblem } from './check-problem.js';
import { staticProblems } from './static-checks.js';
import { tryModel, type Trial } from './try-model.js';

export interface CheckRequest {
  readonly name: string;
  readonly version: number;
  /** Of the model's columns, in their order, where the file doesn't say. */
  readonly features?: readonly string[];
  /** The output that holds the scores, and what they are, where the file doesn't say. */
  readonly output?: string;
  readonly scale?: OutputScale;
  /** The features that there are, and the version of that list. */
  readonly catalogue: readonly string[];
  readonly featureSet: string;
  /** For 64 rows on one core, ms. */
  readonly latencyMsMax: number;
}

export interface CheckAnswer {
  /** Empty: it can be used. */
  readonly problems: readonly CheckProblem[];
  readonly facts: CheckedFacts | undefined;
  /** The file to serve; where there are no problems. */
  readonly adapted?: Uint8Array;
}

export interface CheckedFacts {
  readonly producer: string;
  readonly operatorSets: Readonly<Record<string, number>>;
  readonly operators: readonly string[];
  readonly features: readonly string[];
  /** The output that is read as the probability, and how. */
  readonly output: string;
  readonly scale: OutputScale;
  readonly trial: Trial | undefined;
}

export async function checkModel(file: Uint8Array, request: CheckRequest): Promise<CheckAnswer> {
  let facts: ModelFacts;
  try {
    facts = inspectModel(file);
  } catch (error) {
    return refused([{ code: 'not_a_model', detail: error instanceof Error ? error.message : String(error) }]);
  }
  const problems = staticProblems(facts);
  if (problems.length > 0) return refused(problems);
  const own = ownMetadata(file);
  return own === undefined ? await checkForeign(file, facts, request) : await checkOwn(file, facts, own, request);
}

/** A file that says itself all that has to be known. */
async function checkOwn(file: Uint8Array, facts: ModelFacts, own: ModelMetadata, request: CheckRequest) {
  const problems = [...nameProblems(own.featureNames, request)];
  if (problems.length > 0) return refused(problems);
  const metadata = registered(own, request);
  const adapted = withMetadata(file, metadata);
  return await tried(adapted, facts, request, metadata, 'probability', 'probability');
}

async function checkForeign(file: Uint8Array, facts: ModelFacts, request: CheckRequest): Promise<CheckAnswer> {
  const input = readInputs(facts);
  const output = readOutput(facts, request.output);
  const problems: CheckProblem[] = [];
  if ('problem' in input) problems.push({ code: 'inputs', detail: input.problem });
  if ('problem' in output) problems.push({ code: 'outputs', detail: output.problem });
  const names = 'value' in input ? featureNamesOf(input.value.form, input.value.inputs, request) : undefined;
  if (names === undefined && 'value' in input)
    problems.push({
      code: 'features_unnamed',
      detail: `The file doesn't say which features its ${input.value.width ?? ''} columns are: name them in order by features=NAME,NAME,…`,
    });
  if (names) problems.push(...nameProblems(names, request));
  if ('value' in input && names && input.value.width !== undefined && input.value.width !== names.length)
    problems.push({
      code: 'feature_count',
      detail: `The model takes ${input.value.width} columns, but ${names.length} features are named`,
    });
  if (problems.length > 0 || !names || !('value' in input) || !('value' in output)) return refused(problems);

  const metadata = registered(unknownOrigin(facts, names, request), request);
  const scales: readonly OutputScale[] = request.scale
    ? [request.scale]
    : output.value.scale
      ? [output.value.scale]
      : ['probability', 'logit'];
  const adapt = (scale: OutputScale) => {
    const adapted = adaptModel(file, facts, { input: input.value, output: output.value, scale, metadata });
    return tried(adapted, facts, request, metadata, output.value.tensor, scale);
  };
  const first = await adapt(scales[0]!);
  if (scales.length === 1) return first;
  // One column between 0 and 1 may still be log-odds of a careful model: two that add up to 1 can't.
  if (first.problems.length === 0 && output.value.columns === 2) return first;
  if (first.facts?.trial?.outside) return await adapt('logit');
  if (first.problems.length > 0) return first;
  return refused([
    {
      code: 'scale_unknown',
      detail: `Whether output ${output.value.tensor} is a probability or log-odds can't be told from the file: say scale=probability or scale=logit`,
    },
  ]);
}

async function tried(
  adapted: Uint8Array,
  facts: ModelFacts,
  request: CheckRequest,
  metadata: ModelMetadata,
  output: string,
  scale: OutputScale,
): Promise<CheckAnswer> {
  const { problems, trial } = await tryModel(adapted, metadata.featureNames.length, request.latencyMsMax);
  const checked: CheckedFacts = {
    producer: facts.producer,
    operatorSets: Object.fromEntries(facts.operatorSets),
    operators: [...new Set(facts.nodes.map(({ operator }) => operator))].sort().slice(0, 100),
    features: metadata.featureNames,
    output,
    scale,
    trial,
  };
  if (problems.length > 0) return { problems, facts: checked };
  // What is known of a transaction of which nothing is known is where contributions start.
  const baseMargin = trial ? Math.log(trial.ofNothing / (1 - trial.ofNothing)) : 0;
  const isOwn = metadata.lineage?.['origin'] === undefined;
  const served = isOwn || !Number.isFinite(baseMargin) ? adapted : withMetadata(adapted, { ...metadata, baseMargin });
  return { problems, facts: checked, adapted: served };
}

function ownMetadata(file: Uint8Array): ModelMetadata | undefined {
  return readModelProperty(file, 'featureNames') === undefined ? undefined : readModelMetadata(file);
}

/** Under the name and version that it has here; what it was called before stays in its lineage. */
function registered(metadata: ModelMetadata, { name, version }: CheckRequest): ModelMetadata {
  const { modelId, modelVersion, lineage } = metadata;
  const before = `${modelId}@${modelVersion}`;
  const isRenamed = modelId !== '' && before !== `${name}@${version}`;
  return {
    ...metadata,
    modelId: name,
    modelVersion: version,
    ...((isRenamed || lineage) && { lineage: { ...lineage, ...(isRenamed && { fileSaid: before }) } }),
  };
}

function unknownOrigin(
  facts: ModelFacts,
  featureNames: readonly string[],
  { featureSet }: CheckRequest,
): ModelMetadata {
  return {
    modelId: '',
    modelVersion: 0,
    featureSet,
    featureNames,
    baseMargin: 0,
    trainedFromMs: 0,
    trainedToMs: 0,
    dataHash: '',
    metrics: {},
    lineage: { origin: facts.producer || 'unknown' },
  };
}

function featureNamesOf(
  form: 'features' | 'columns',
  inputs: readonly { readonly name: string }[],
  { features, catalogue }: CheckRequest,
): readonly string[] | undefined {
  if (features !== undefined && features.length > 0) return features;
  if (form === 'columns') return inputs.map(({ name }) => name);
  return inputs.length === 1 && catalogue.includes(inputs[0]!.name) ? [inputs[0]!.name] : undefined;
}

function* nameProblems(names: readonly string[], { catalogue }: CheckRequest): Generator<CheckProblem> {
  const known = new Set(catalogue);
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0)
    yield {
      code: 'unknown_features',
      detail: `The feature catalogue has no ${unknown.slice(0, 50).join(', ')}${unknown.length > 50 ? ` and ${unknown.length - 50} more` : ''}`,
    };
  if (new Set(names).size !== names.length) yield { code: 'repeated_features', detail: 'A feature is named twice' };
}

function refused(problems: readonly CheckProblem[]): CheckAnswer {
  return { problems, facts: undefined };
}
