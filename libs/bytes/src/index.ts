export { ByteReader, ByteWriter } from './byte-buffer.js';
export { packFloats, unpackFloats } from './pack-floats.js';
export { SharedBytes } from './shared-bytes.js';
