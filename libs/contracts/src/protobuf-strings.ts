import protobuf from 'protobufjs/minimal.js';

// protobufjs writes half of a surrogate pair as bytes that it then refuses to read, so a record that holds one would be
// lost to everybody behind the log. It is refused here instead, where who writes it can still be told.
for (const { prototype } of [protobuf.Writer, protobuf.BufferWriter]) {
  const writeAny = Object.getOwnPropertyDescriptor(prototype, 'string')!.value as WriteString;
  (prototype as { string: WriteString }).string = function writeString(value) {
    if (!value.isWellFormed()) throw new TypeError('a string of a record must be well-formed Unicode');
    return writeAny.call(this, value);
  };
}

type WriteString = (this: protobuf.Writer, value: string) => protobuf.Writer;
