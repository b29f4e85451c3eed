import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { messageOf } from './errors.js';

/** The folder that holds all that standalone keeps: database, spool, log file, secret. */
export class HomeFolder {
  readonly path: string;

  /** Creates it where needed. Throws one clear line when it can't be written. */
  constructor(path: string) {
    this.path = resolve(path);
    try {
      // Others may pass through, as PostgreSQL's account must when root starts it; every file inside is closed to them.
      mkdirSync(this.path, { recursive: true, mode: 0o711 });
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

  /** Writes a file that only its owner can read. */
  write(name: string, text: string): void {
    writeFileSync(this.file(name), `${text}\n`, { mode: 0o600 });
  }
}
