import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CaracalError, messageOf } from './errors.js';

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The files of a folder whose names match, by name, as they are now.
 * @param setting - what names the folder, for the error
 * @throws CaracalError `not_found` when the folder can't be read
 */
export function readTextFiles(folder: string, names: RegExp, setting: string): TextFile[] {
  try {
    return readdirSync(folder)
      .filter((name) => names.test(name))
      .toSorted()
      .map((name) => join(folder, name))
      .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  } catch (error) {
    throw new CaracalError('not_found', `${setting}: ${messageOf(error)}`, { cause: error });
  }
}
