/**
 * WebAssembly modules as bytes: as much of the binary format as the kernel needs, so that building takes no other tool.
 * https://webassembly.github.io/spec/core/binary/
 */

/** Instructions, one after the other. */
export type Code = readonly number[];

export const I32 = 0x7f;
export const F32 = 0x7d;
/** `\0asm`, version 1. */
const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0] as const;
const FUNCTION = 0x60;
const FUNCTION_REFERENCES = 0x70;
const NO_VALUE = 0x40;
const END = 0x0b;

export interface WasmFunction {
  /** How many, all i32. It returns nothing. */
  readonly parameters: number;
  /** Types of the locals behind the parameters. */
  readonly locals: readonly number[];
  readonly code: Code;
}

export interface WasmModule {
  readonly functions: readonly WasmFunction[];
  /** The function that is exported as `run`. */
  readonly run: number;
  /** Functions that `callIndirect` finds by their place here; all with as many parameters. */
  readonly table: readonly number[];
}

/** A module that imports its memory as `kernel.memory`. */
export function moduleBytes({ functions, run, table }: WasmModule): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([
    ...HEADER,
    // One type for each function: they are few.
    ...section(1, vector(functions.map(({ parameters }) => [FUNCTION, ...vector(repeated(parameters, [I32])), 0]))),
    ...section(2, vector([[...name('kernel'), ...name('memory'), 2, 0, 1]])),
    ...section(3, vector(functions.map((_, i) => unsigned(i)))),
    ...section(4, vector([[FUNCTION_REFERENCES, 0, ...unsigned(table.length)]])),
    ...section(7, vector([[...name('run'), 0, ...unsigned(run)]])),
    ...section(9, vector([[0, ...constant(0), END, ...vector(table.map(unsigned))]])),
    ...section(10, vector(functions.map(bodyOf))),
  ]);
}

function bodyOf({ locals, code }: WasmFunction): Code {
  const body = [...vector(locals.map((type) => [1, type])), ...code, END];
  return [...unsigned(body.length), ...body];
}

function section(id: number, content: Code): Code {
  return [id, ...unsigned(content.length), ...content];
}

function vector(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()];
}

function repeated<T>(count: number, item: T): T[] {
  return Array.from({ length: count }, () => item);
}

function name(text: string): Code {
  const bytes = new TextEncoder().encode(text);
  return [...unsigned(bytes.length), ...bytes];
}

/** LEB128, as all whole numbers of the format. */
function unsigned(value: number): Code {
  const out: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) out.push((rest & 127) | 128);
  return [...out, rest];
}

function signed(value: number): Code {
  const out: number[] = [];
  let rest = value;
  for (; rest < -64 || rest > 63; rest >>= 7) out.push((rest & 127) | 128);
  return [...out, rest & 127];
}

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number): Code => [0x21, ...unsigned(local)];
/** Sets, and leaves the value. */
export const tee = (local: number): Code => [0x22, ...unsigned(local)];
export const constant = (value: number): Code => [0x41, ...signed(value)];

/** The value at an address, plus `offset` bytes. */
export const loadI32 = (offset: number): Code => [0x28, 2, ...unsigned(offset)];
export const loadF32 = (offset: number): Code => [0x2a, 2, ...unsigned(offset)];
export const loadF64 = (offset: number): Code => [0x2b, 3, ...unsigned(offset)];
export const storeI32 = (offset: number): Code => [0x36, 2, ...unsigned(offset)];
export const storeF64 = (offset: number): Code => [0x39, 3, ...unsigned(offset)];

export const call = (index: number): Code => [0x10, ...unsigned(index)];
/** Of a function with the parameters of function `like`; takes its place in the table last. */
export const callIndirect = (like: number): Code => [0x11, ...unsigned(like), 0];

export const OPS = {
  /** The first of two values where the third is not 0, else the second. */
  select: [0x1b],
  lessUnsigned: [0x49],
  atLeast: [0x4e],
  atLeastUnsigned: [0x4f],
  add: [0x6a],
  sub: [0x6b],
  multiply: [0x6c],
  and: [0x71],
  xor: [0x73],
  shiftLeft: [0x74],
  shiftRight: [0x75],
  shiftRightUnsigned: [0x76],
  equalF32: [0x5b],
  addF32: [0x92],
  zeroF32: [0x43, 0, 0, 0, 0],
  addF64: [0xa0],
  /** To the nearest below; what is out of range to the end of the range, NaN to 0. */
  wholeOfF32: [0xfc, 0x01],
  f32OfUnsigned: [0xb3],
  bitsOfF32: [0xbc],
  f64OfF32: [0xbb],
} as const satisfies Record<string, Code>;

/** The code again and again while local `a` is below local `b`, as unsigned numbers. */
export function whileBelow(a: number, b: number, ...code: readonly Code[]): Code {
  const leave = [...get(a), ...get(b), ...OPS.atLeastUnsigned, 0x0d, 1];
  return [0x02, NO_VALUE, 0x03, NO_VALUE, ...leave, ...code.flat(), 0x0c, 0, END, END];
}
