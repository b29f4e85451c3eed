/** Raw features → columns of mean 0 and deviation 1, exactly as the written model does it. */
import type { FeatureTransform } from '#onnx';

export interface Standard {
  readonly transforms: FeatureTransform[];
  readonly means: number[];
  /** 1 for a column that doesn't vary. */
  readonly scales: number[];
  readonly clip: number;
}

/** A column whose largest value is this many times its deviation is taken by its logarithm. */
const HEAVY_TAIL = 8;
const CLIP = 6;

/** Learns from training rows alone; `NaN` is left out. A column without any value gets mean 0. */
export function learnStandard(rows: Float32Array, columns: number): Standard {
  const raw = momentsOf(rows, columns, () => 'identity');
  const transforms = raw.map((column): FeatureTransform => {
    const reach = Math.max(Math.abs(column.max - column.mean), Math.abs(column.min - column.mean));
    return column.deviation > 0 && reach > HEAVY_TAIL * column.deviation ? 'signed_log' : 'identity';
  });
  const moments = momentsOf(rows, columns, (column) => transforms[column]!);
  return {
    transforms,
    // The model holds 32-bit floats; training with the same numbers keeps the two alike.
    means: moments.map(({ mean }) => Math.fround(mean)),
    scales: moments.map(({ deviation }) => (deviation > 0 ? Math.fround(deviation) : 1)),
    clip: CLIP,
  };
}

export function standardise(rows: Float32Array, standard: Standard): Float32Array {
  const { transforms, means, scales, clip } = standard;
  const columns = means.length;
  return rows.map((raw, i) => {
    if (Number.isNaN(raw)) return 0;
    const column = i % columns;
    const z = (transformed(raw, transforms[column]!) - means[column]!) / scales[column]!;
    return Math.min(clip, Math.max(-clip, z));
  });
}

interface Moments {
  mean: number;
  deviation: number;
  min: number;
  max: number;
}

function momentsOf(rows: Float32Array, columns: number, transformOf: (column: number) => FeatureTransform): Moments[] {
  return Array.from({ length: columns }, (_, column) => {
    // Welford, 1962: one pass, stable for large means such as amounts and times.
    const transform = transformOf(column);
    let count = 0;
    let mean = 0;
    let squares = 0;
    let min = Infinity;
    let max = -Infinity;
    for (let i = column; i < rows.length; i += columns) {
      if (Number.isNaN(rows[i]!)) continue;
      const x = transformed(rows[i]!, transform);
      const delta = x - mean;
      mean += delta / ++count;
      squares += delta * (x - mean);
      if (x < min) min = x;
      if (x > max) max = x;
    }
    const deviation = count > 0 ? Math.sqrt(squares / count) : 0;
    return { mean, deviation: deviation > 1e-9 * Math.max(1, Math.abs(mean)) ? deviation : 0, min, max };
  });
}

function transformed(x: number, transform: FeatureTransform): number {
  return transform === 'signed_log' ? Math.sign(x) * Math.log1p(Math.abs(x)) : x;
}
