/**
 * Something said of an object that belongs to others: a WeakMap by meaning, but kept in the object, as a private field that
 * no copy takes along. V8's scavenger takes the values of a WeakMap for alive, whether or not their keys are, once the map has
 * grown old: whatever was looked up by a record that lived for milliseconds stayed until the next full collection, and made
 * that come soon. For objects in great number; not for frozen ones.
 */
export interface Attachment<K extends object, V> {
  get(object: K): V | undefined;
  set(object: K, value: V): void;
  delete(object: K): void;
}

export function attachment<K extends object, V>(): Attachment<K, V> {
  class Attached extends Given {
    #value: V | undefined;

    static get(object: object): V | undefined {
      return #value in object ? object.#value : undefined;
    }

    static set(object: object, value: V | undefined): void {
      const attached = #value in object ? object : new Attached(object);
      attached.#value = value;
    }
  }
  return {
    get: (object) => Attached.get(object),
    set: (object, value) => Attached.set(object, value),
    delete: (object) => Attached.set(object, undefined),
  };
}

/** A constructor that gives back what it is given lets a subclass put its private fields there. */
class Given {
  constructor(object: object) {
    return object;
  }
}
