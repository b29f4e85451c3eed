import protobuf from 'protobufjs/minimal.js';

/**
 * 64-bit integers as plain numbers: ours (milliseconds, minor units, offsets) stay far below 2^53. protobufjs finds the
 * package `long`, where it is installed, and then makes objects of them; this must run before the generated codecs load.
 */
(protobuf.util as { Long: unknown }).Long = undefined;
protobuf.configure();
