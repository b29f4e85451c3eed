/** The distinct values of a column in order, with the weight of each; missing ones left out. */
export interface DistinctValues {
  readonly values: Float32Array;
  readonly weightOf: Float64Array;
}

export function sortedDistinct(column: Float32Array, weights: Float32Array | undefined): DistinctValues {
  const { keys, payload } = presentKeys(column, weights);
  const sorted = radixSort(keys, payload);
  const distinct = countDistinct(sorted.keys);
  const values = new Float32Array(distinct);
  const weightOf = new Float64Array(distinct);
  let at = -1;
  for (let i = 0; i < sorted.keys.length; i++) {
    if (i === 0 || sorted.keys[i] !== sorted.keys[i - 1]) values[++at] = floatOf(sorted.keys[i]!);
    weightOf[at]! += sorted.payload ? sorted.payload[i]! : 1;
  }
  return { values, weightOf };
}

const word = new DataView(new ArrayBuffer(4));

/** Unsigned integer with the order of the floats; -0 is 0. */
export function orderedKey(x: number): number {
  word.setFloat32(0, x === 0 ? 0 : x);
  const bits = word.getUint32(0);
  return (bits & 0x80000000 ? ~bits : bits | 0x80000000) >>> 0;
}

function floatOf(key: number): number {
  word.setUint32(0, (key & 0x80000000 ? key & 0x7fffffff : ~key) >>> 0);
  return word.getFloat32(0);
}

function presentKeys(
  column: Float32Array,
  weights: Float32Array | undefined,
): { keys: Uint32Array; payload: Float32Array | undefined } {
  const keys = new Uint32Array(column.length);
  const payload = weights && new Float32Array(column.length);
  const bits = new Uint32Array(column.buffer, column.byteOffset, column.length);
  let count = 0;
  for (let row = 0; row < column.length; row++) {
    const x = column[row]!;
    if (x !== x) continue;
    const raw = x === 0 ? 0 : bits[row]!;
    if (payload) payload[count] = weights[row]!;
    keys[count++] = raw & 0x80000000 ? ~raw : raw | 0x80000000;
  }
  return { keys: keys.subarray(0, count), payload: payload?.subarray(0, count) };
}

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/** Least significant digit first, three passes: in linear time and the same on every machine. */
function radixSort(
  keys: Uint32Array,
  payload: Float32Array | undefined,
): { keys: Uint32Array; payload: Float32Array | undefined } {
  let from = keys;
  let to: Uint32Array = new Uint32Array(keys.length);
  let fromPayload = payload;
  let toPayload: Float32Array | undefined = payload && new Float32Array(payload.length);
  const places = new Uint32Array(DIGITS);
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    places.fill(0);
    for (let i = 0; i < from.length; i++) places[(from[i]! >>> shift) & (DIGITS - 1)]!++;
    let place = 0;
    for (let digit = 0; digit < DIGITS; digit++) {
      const count = places[digit]!;
      places[digit] = place;
      place += count;
    }
    for (let i = 0; i < from.length; i++) {
      const key = from[i]!;
      const at = places[(key >>> shift) & (DIGITS - 1)]!++;
      to[at] = key;
      if (toPayload && fromPayload) toPayload[at] = fromPayload[i]!;
    }
    [from, to] = [to, from];
    [fromPayload, toPayload] = [toPayload, fromPayload];
  }
  return { keys: from, payload: fromPayload };
}

function countDistinct(sorted: Uint32Array): number {
  let count = sorted.length > 0 ? 1 : 0;
  for (let i = 1; i < sorted.length; i++) if (sorted[i] !== sorted[i - 1]) count++;
  return count;
}
