/** The patterns of a pack: what every tenant begins with. */
import { checkPattern } from './run-examples.js';
import type { CompiledPattern } from './compile-pattern.js';

/** A pattern of a pack, and the text that it came as. */
export interface PackPattern {
  readonly source: string;
  readonly pattern: CompiledPattern;
}

/** The version that a pack's patterns have, until a tenant saves one of its own. */
export const PACK_VERSION = 1;

/**
 * Compiles the documents of a pack and runs their examples.
 * @returns by pattern id
 * @throws Error with the file and all that is wrong with it
 */
export function readPack(files: readonly { readonly path: string; readonly text: string }[]): Map<string, PackPattern> {
  const byId = new Map<string, PackPattern>();
  for (const { path, text } of files) {
    const pattern = checked(path, text);
    if (byId.has(pattern.id)) throw new Error(`${path}: there are two patterns called ${pattern.id}`);
    byId.set(pattern.id, { source: text, pattern });
  }
  return byId;
}

function checked(path: string, text: string): CompiledPattern {
  try {
    return checkPattern(text);
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`, { cause: error });
  }
}
