import type { ModelChangeV1, ServedModelV1 } from '#contracts';
import type { ModelFile } from './model-file.js';

/** Where tenants' models are kept. */
export abstract class ModelSource {
  /** What answers for tenants that have models of their own: of all at first, then of those that changed since, and some that did not. */
  abstract read(): Promise<readonly ModelChangeV1[]>;
  /** Rejects when it isn't there, or isn't the one that was meant. */
  abstract file(tenantId: string, served: ServedModelV1): Promise<ModelFile>;
}

/** Of an installation whose tenants all use the default. */
export class NoModelSource extends ModelSource {
  override async read(): Promise<readonly ModelChangeV1[]> {
    return [];
  }
  override file(): Promise<ModelFile> {
    return Promise.reject(new Error('This installation keeps no models of tenants'));
  }
}
