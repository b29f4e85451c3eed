/** A file that somebody sends → what can be kept, or every problem with it. One is checked at a time, in a process of its own. */
import { hash } from 'node:crypto';
import type { ModelRole } from '#contracts';
import type { FeatureSet } from '#features';
import { invalidRequest } from '#http';
import { checkInSandbox, type CheckRequest, type SandboxLimits } from '#inference';
import { CaracalError } from '#kernel';
import type { CheckedModel } from './model-store.js';

export interface UploadLimits extends SandboxLimits {
  readonly latencyMsMax: Readonly<Record<ModelRole, number>>;
}

export interface Upload extends Pick<CheckRequest, 'name' | 'version' | 'features' | 'output' | 'scale'> {
  readonly role: ModelRole;
  readonly note: string;
  /** The tenant's. */
  readonly set: FeatureSet;
}

/** Uploads that wait for their turn; more are told to come later. */
const WAITING_MAX = 4;

export class CheckUpload {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(private readonly limits: UploadLimits) {}

  /** Throws `invalid_request` with every problem, or `overloaded`. */
  async run(file: Uint8Array, upload: Upload): Promise<CheckedModel> {
    if (this.waiting >= WAITING_MAX)
      throw new CaracalError('overloaded', 'Other models are being checked', { retryAfterMs: 10_000 });
    this.waiting++;
    const mine = this.last.then(() => this.check(file, upload));
    this.last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      this.waiting--;
    }
  }

  private async check(file: Uint8Array, { role, note, set, ...upload }: Upload): Promise<CheckedModel> {
    const request: CheckRequest = {
      ...upload,
      catalogue: set.features.map(({ name }) => name),
      featureSet: set.version,
      latencyMsMax: this.limits.latencyMsMax[role],
    };
    const { problems, facts, adapted } = await checkInSandbox(file, request, this.limits);
    if (problems.length > 0 || !facts || !adapted)
      throw invalidRequest(problems.map(({ code, detail }) => ({ pointer: '', code, detail })));
    const { name, version } = upload;
    const sent = { sentSha256: hash('sha256', file, 'hex'), sentBytes: file.length };
    return { name, version, role, note, facts, file: adapted, ...sent };
  }
}
