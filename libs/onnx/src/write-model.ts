/** A graph and what is said of it, as the bytes of a model file. */
import type { Graph } from './graph.js';
import { ML_DOMAIN } from './graph.js';
import { metadataProps, type ModelMetadata } from './model-metadata.js';
import { encodeModel, type ValueInfoProto } from './onnx-proto.js';

// IR 8, operator sets 17 and (of machine learning) 3: ONNX 1.12, 2022. Old enough for every runtime in use.
const IR_VERSION = 8;
const OPSET_VERSION = 17;
const ML_OPSET_VERSION = 3;

export interface ModelParts {
  readonly name: string;
  readonly docString: string;
  readonly graph: Graph;
  readonly inputs: readonly ValueInfoProto[];
  readonly outputs: readonly ValueInfoProto[];
  readonly metadata: ModelMetadata;
  /** More metadata properties; `caracal.` is put before their names. */
  readonly properties?: Readonly<Record<string, string>>;
}

export function writeModel({
  name,
  docString,
  graph,
  inputs,
  outputs,
  metadata,
  properties = {},
}: ModelParts): Uint8Array {
  const usesMl = graph.nodes.some(({ domain }) => domain === ML_DOMAIN);
  return encodeModel({
    irVersion: IR_VERSION,
    producerName: 'caracal',
    producerVersion: '1',
    domain: 'caracal',
    modelVersion: metadata.modelVersion,
    docString,
    graph: { name, node: graph.nodes, initializer: graph.constants, input: [...inputs], output: [...outputs] },
    opsetImport: [
      { domain: '', version: OPSET_VERSION },
      ...(usesMl ? [{ domain: ML_DOMAIN, version: ML_OPSET_VERSION }] : []),
    ],
    metadataProps: metadataProps({ ...properties, ...metadata }),
  });
}
