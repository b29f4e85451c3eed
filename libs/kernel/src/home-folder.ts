import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { messageOf } from './errors.js';

/** The folder that holds all that standalone keeps: database, spool, log file, secret. */
export class HomeFolder {
  readonly path: string;

  /** Creates it where needed. Throws one clear line when it can't be written. */
  constructor(path: string) {
    this.path = resolve(path);
    try {
      // Others may pass through, as PostgreSQL's account must when root starts it; every file inside is closed to them.
      makeFolder(this.path);
      if (!statSync(this.path).isDirectory()) throw new Error('it is not a folder');
      accessSync(this.path, constants.W_OK);
    } catch (error) {
      throw new Error(
        `can not write to ${this.path} (${messageOf(error)}); set CARACAL_HOME to a folder that can be written`,
        {
          cause: error,
        },
      );
    }
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** A secret of this installation: made at the first start, the same ever after, readable by its owner only. */
  secret(): string {
    const kept = this.read('secret');
    if (kept !== undefined) return kept;
    const secret = randomBytes(32).toString('base64url');
    this.write('secret', secret);
    return secret;
  }

  /** What `write` wrote; undefined when it never did. */
  read(name: string): string | undefined {
    try {
      return readFileSync(this.file(name), 'utf8').trim();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Writes a file that only its owner can read; a crash leaves it as it was or as it is to be, never in between. */
  write(name: string, text: string): void {
    const draft = this.file(`${name}.new`);
    writeFileSync(draft, `${text}\n`, { mode: 0o600, flush: true });
    renameSync(draft, this.file(name));
  }
}

/** Makes what is missing of the path, from the top. Node's own recursive way never returns where a parent can't be made, as in /proc. */
function makeFolder(path: string): void {
  const missing: string[] = [];
  for (let at = path; !existsSync(at) && at !== dirname(at); at = dirname(at)) missing.push(at);
  for (const folder of missing.toReversed()) {
    try {
      mkdirSync(folder, { mode: 0o711 });
    } catch (error) {
      // Somebody else was quicker.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
