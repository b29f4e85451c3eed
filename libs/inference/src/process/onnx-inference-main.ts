/**
 * The process that runs models, and nothing else: a model that hangs or crashes takes it along and not the service, which
 * starts another. It has no settings, no secrets and no network; it answers requests from descriptor 3, one after the other,
 * and ends with the process that started it.
 */
import type { CheckRequest } from '../check/check-model.js';
import type { Device } from '../device.js';
import { floatsIn, joined, KIND, taken } from '../frames.js';
import { openModel, type ModelForm, type Opened } from './open-model.js';
import { bytesOf, SyncPipe, type Request } from './sync-pipe.js';

export interface LoadSettings {
  readonly devices: readonly Device[];
  readonly form?: ModelForm;
}
export type LoadAnswer = Omit<Opened, 'session'>;

const DESCRIPTOR = 3;
const models = new Map<number, Opened>();
const pipe = new SyncPipe(DESCRIPTOR);

for (let request = pipe.read(); request; request = pipe.read()) {
  try {
    pipe.write(KIND.done, request, ...(await answer(request)));
  } catch (error) {
    pipe.write(KIND.failed, request, new TextEncoder().encode(error instanceof Error ? error.message : String(error)));
  }
}
process.exit(0);

async function answer(request: Request): Promise<readonly Uint8Array[]> {
  switch (request.kind) {
    case KIND.run:
      return await run(request);
    case KIND.load:
      return await load(request);
    case KIND.unload:
      await models.get(request.model)?.session.close();
      models.delete(request.model);
      return [];
    case KIND.check: {
      const { json, bytes } = taken<CheckRequest>(request.payload);
      const { checkModel } = await import('../check/check-model.js');
      const { adapted, ...report } = await checkModel(bytes, json);
      return [joined(report, adapted)];
    }
    default:
      throw new RangeError(`There is no request of kind ${request.kind}`);
  }
}

async function run({ model, rows, payload }: Request): Promise<readonly Uint8Array[]> {
  const opened = models.get(model);
  if (!opened) throw new Error('The model is not loaded');
  const { probability, contributions } = await opened.session.run(floatsIn(payload), rows);
  return contributions ? [bytesOf(probability), bytesOf(contributions)] : [bytesOf(probability)];
}

async function load({ model, payload }: Request): Promise<readonly Uint8Array[]> {
  const { json, bytes } = taken<LoadSettings>(payload);
  const { session, ...how } = await openModel(bytes.slice(), json.devices, json.form);
  models.set(model, { session, ...how });
  return [joined(how satisfies LoadAnswer)];
}
