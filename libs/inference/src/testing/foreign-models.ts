/** Models that other libraries made, beside what those libraries say of them; see make-foreign-models.py. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CheckRequest } from '../index.js';

export function foreignModel(name: string): Uint8Array {
  return new Uint8Array(readFileSync(pathOf(`${name}.onnx`)));
}

/** Files that must be refused, or survived; see make-hostile-models.py. */
export function hostileModel(name: string): Uint8Array {
  return new Uint8Array(readFileSync(fileURLToPath(new URL(`hostile/${name}.onnx`, import.meta.url))));
}

export const EXPECTED = JSON.parse(readFileSync(pathOf('expected.json'), 'utf8')) as {
  readonly features: readonly string[];
  readonly rows: readonly (readonly (number | null)[])[];
  readonly probabilities: Readonly<Record<string, readonly number[]>>;
};

/** NaN where a value is missing. */
export const EXPECTED_ROWS = Float32Array.from(EXPECTED.rows.flat(), (x) => x ?? Number.NaN);

export function checkRequest(change: Partial<CheckRequest> = {}): CheckRequest {
  const { features } = EXPECTED;
  const catalogue = [...features, 'distance_km'];
  return { name: 'theirs', version: 3, features, catalogue, featureSet: 'set-1', latencyMsMax: 1000, ...change };
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(`models/${file}`, import.meta.url));
}
