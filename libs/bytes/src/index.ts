export { ByteReader, ByteWriter } from './byte-buffer.js';
