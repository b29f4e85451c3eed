import type { PgLogIn, PgTenantAdmin } from '#tenancy';

/** One command of the admin tool. What it needs is checked before `run` is called. */
export interface Command {
  /** What its words are, such as `keys create`. */
  readonly name: string;
  /** What follows them, all of it required, such as `EMAIL`. */
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  readonly does: string;
  run(admin: Administration, given: Given): Promise<void>;
}

export interface Option {
  /** What stands for its value in the help. */
  readonly value: string;
  readonly required: boolean;
}

/** What was given, by name; what is required is there. */
export type Given = Readonly<Record<string, string | undefined>>;

/** What commands work with. */
export interface Administration {
  readonly admin: PgTenantAdmin;
  readonly logIn: PgLogIn;
  readonly consoleUrl: string;
  /** Ids of the patterns that policies may name; undefined where that is not known. */
  readonly patterns: readonly string[] | undefined;
  /** Names of the features that a tenant's policies may read. */
  readonly features: (tenantId: string) => Promise<readonly string[]>;
  /** The tenant that `--tenant` names, or the only one there is. */
  readonly tenantId: () => Promise<string>;
  /** The text of a file of the caller; `-` is standard input. */
  readonly readText: (file: string) => Promise<string>;
  /** The result, on standard output. */
  readonly print: (line: string) => void;
  /** What a person should know beside it, on standard error, so that scripts read the result alone. */
  readonly remark: (line: string) => void;
}

/** A required positional or option. */
export function need(given: Given, name: string): string {
  const value = given[name];
  if (value === undefined) throw new TypeError(`the command did not declare ${name}`);
  return value;
}
