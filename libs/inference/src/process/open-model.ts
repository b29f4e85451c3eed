/**
 * A model opened on the best device that takes it, and warm. A GPU has no kernel for trees: a model that carries its own
 * trees is written as products of matrices for it. What a GPU says is held against the processor before it is believed.
 */
import { readModelMetadata, readModelProperty, inspectModel, ML_DOMAIN, type ModelMetadata } from '#onnx';
import type { Device } from '../device.js';
import { OnnxSession } from './onnx-session.js';
import { probeRows } from '../probe-rows.js';

/** How a model has come out. */
export interface Opened {
  readonly session: OnnxSession;
  readonly device: Device;
  /** `trees`: as the file has it; `matrices`: rewritten for a GPU. */
  readonly form: 'file' | 'matrices';
  /** Why each better device was passed over. */
  readonly passedOver: readonly { readonly device: Device; readonly why: string }[];
}

export type ModelForm = Opened['form'];

const DISAGREEMENT_MAX = 1e-4;
const WARM_UP_ROWS = [1, 1, 16, 64, 256] as const;

/**
 * @param devices in the order of preference; the last is the processor
 * @param form `matrices` also on the processor: how the form for GPUs is tried where there is none
 */
export async function openModel(
  file: Uint8Array,
  devices: readonly Device[],
  form: ModelForm = 'file',
): Promise<Opened> {
  const metadata = readModelMetadata(file);
  const passedOver: Opened['passedOver'][number][] = [];
  for (const device of devices) {
    try {
      const wanted = device === 'cpu' ? form : gpuFormOf(file);
      return { ...(await openOn(file, metadata, device, wanted)), passedOver };
    } catch (error) {
      if (device === devices.at(-1)) throw error;
      passedOver.push({ device, why: error instanceof Error ? error.message.slice(0, 500) : String(error) });
    }
  }
  throw new RangeError('No device was given');
}

async function openOn(file: Uint8Array, metadata: ModelMetadata, device: Device, form: ModelForm) {
  const columns = metadata.featureNames.length;
  const session = await OnnxSession.open(
    form === 'matrices' ? await asMatrices(file, metadata) : file,
    columns,
    device,
  );
  for (const count of WARM_UP_ROWS) await session.run(new Float32Array(count * columns).fill(Number.NaN), count);
  if (device !== 'cpu' || form !== 'file') await mustAgree(file, session);
  return { session, device, form };
}

async function mustAgree(file: Uint8Array, session: OnnxSession): Promise<void> {
  const { columns } = session;
  const { rows, count } = probeRows(columns);
  const reference = await OnnxSession.open(file, columns, 'cpu');
  const expected = await reference.run(rows, count);
  await reference.close();
  const { probability } = await session.run(rows, count);
  const worst = expected.probability.reduce((most, p, i) => Math.max(most, Math.abs(p - probability[i]!)), 0);
  if (!(worst <= DISAGREEMENT_MAX)) throw new Error(`It differs by ${worst} from what the processor says`);
}

function gpuFormOf(file: Uint8Array): ModelForm {
  if (readModelProperty(file, 'treeModel') !== undefined) return 'matrices';
  const trees = inspectModel(file).nodes.find(({ domain, operator }) => domain === ML_DOMAIN && /^Tree/.test(operator));
  if (trees) throw new Error(`${trees.operator} has no GPU kernel, and the file carries no trees to write as matrices`);
  return 'file';
}

async function asMatrices(file: Uint8Array, metadata: ModelMetadata): Promise<Uint8Array> {
  // Not needed on a processor, where nearly all of these processes are.
  const { matrixFormOf, treeModelInOnnx, writeOnnxModel } = await import('#trees');
  const model = treeModelInOnnx(file);
  if (model === undefined) throw new Error('The file carries no trees to write as matrices');
  return writeOnnxModel(model, matrixFormOf(model), metadata);
}
