/** The code that reads the input. Schema names are ours, and still only identifiers are ever written into code. */
import type { Emitted } from './emit-context.js';
import type { ValueType } from './value-type.js';

/** Reads a field of a message that may be absent; a scalar that isn't there reads as its zero. */
export function readField(on: Emitted, field: string, type: ValueType): string {
  const access = `${on.code}?.${field}`;
  switch (type.kind) {
    case 'number':
      return `(${access} ?? 0)`;
    case 'string':
      return `(${access} ?? "")`;
    case 'bool':
      return `(${access} ?? false)`;
    case 'list':
      return `(${access} ?? [])`;
    default:
      return access;
  }
}

export function identifier(name: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) throw new RangeError(`not an identifier: ${name}`);
  return name;
}
export function path(dotted: string): string {
  return dotted.split('.').map(identifier).join('?.');
}
export function wire(field: string): string {
  const call = /^(\w+)\((\d{1,4})\)$/.exec(field);
  return call ? `${identifier(call[1]!)}(${call[2]})` : identifier(field);
}
