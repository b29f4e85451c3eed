/** A model file that can be had again: whoever runs it may have to be started anew. */
import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readModelMetadata, type ModelMetadata } from '#onnx';

export interface ModelFile {
  readonly metadata: ModelMetadata;
  /** As it was when the metadata was read. */
  readonly bytes: Uint8Array;
}

/** Rejects with the reason when there is no such file, or no model in it. */
export async function modelFileAt(path: string): Promise<ModelFile> {
  return modelFileOf(await readFile(path));
}

/** Throws `OnnxModelError` when the bytes are not a model that says what has to be known of it. */
export function modelFileOf(bytes: Uint8Array): ModelFile {
  return { metadata: readModelMetadata(bytes), bytes };
}

export function sha256Of(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}
