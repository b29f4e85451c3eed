// Every setting of the suite, as the code declares it, and the text of .env.example that follows from it.
import { globSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

export interface Setting {
  readonly name: string;
  readonly description: string;
  /** `undefined`: there is none. */
  readonly fallback: string | undefined;
  readonly required: boolean;
}
export interface Section {
  readonly title: string;
  readonly settings: readonly Setting[];
}

/** Where the reader meets each schema, in this order; a schema that is not named here fails the test. */
const SECTIONS: readonly (readonly [file: string, title: string])[] = [
  ['apps/standalone/src/standalone.config.ts', 'npm start: everything in one process'],
  ['libs/service/src/process.config.ts', 'Every service that runs as a process of its own'],
  ['apps/ingestion/src/ingestion.config.ts', 'ingestion: the decision API'],
  ['apps/cep/src/cep.config.ts', 'cep: the matcher'],
  ['apps/scoring/src/scoring.config.ts', 'scoring'],
  ['apps/verification/src/verification.config.ts', 'verification: step-up challenges'],
  ['apps/cases/src/cases.config.ts', 'cases: the console and its API'],
  ['apps/feedback/src/feedback.config.ts', 'feedback'],
  ['scripts/migrate.config.ts', 'npm run migrate; in the image: node dist/scripts/migrate.js'],
  ['scripts/admin/admin.config.ts', 'npm run admin; in the image: node dist/scripts/admin/main.js'],
  ['scripts/suite/kafka-suite.config.ts', 'npm run start:kafka'],
];

/** Read before any schema, by the process or by the libraries it stands on. */
const DIRECT: Section = {
  title: 'Log files and traces of every process',
  settings: [
    setting('CARACAL_LOG_FILE', 'file for the logs; default: standard output, for npm start CARACAL_HOME/caracal.log'),
    setting(
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'where traces go by OTLP over HTTP, such as http://127.0.0.1:4318; without it none leave the process',
    ),
    setting(
      'OTEL_TRACES_SAMPLER',
      'which traces are recorded, as OpenTelemetry names samplers; parentbased_traceidratio under heavy traffic',
      'parentbased_always_on',
    ),
    setting('OTEL_TRACES_SAMPLER_ARG', 'of the sampler: for traceidratio the share of traces, 0 to 1'),
  ],
};

const FOR_TESTS: Section = {
  title: 'For tests only',
  settings: [
    setting(
      'CARACAL_FAULT',
      'NAME:ACTION:AFTER makes the process crash or fail (ACTION crash or throw) at a named place, after so many passes',
    ),
  ],
};

const COMPOSE_FILE = 'docker-compose.yml';
const COMPOSE: Readonly<Record<string, string>> = {
  POSTGRES_PASSWORD: 'of PostgreSQL’s superuser',
  CARACAL_OWNER_PASSWORD: 'of the role caracal_owner, which owns the tables',
  CARACAL_APP_PASSWORD: 'of the role caracal_app, which the services have',
  CARACAL_SECRET: 'signs challenge links; the same for every service; at least 32 characters',
  CARACAL_BOOTSTRAP_KEY: 'creates the first tenant with this key',
  PUBLIC_URL: 'where payers and analysts reach this installation; used in links',
};

/** Files that may declare settings. */
export function configFiles(): string[] {
  return globSync(['apps/*/src/**/*.config.ts', 'libs/*/src/**/*.config.ts', 'scripts/**/*.config.ts']).toSorted();
}

export async function allSections(): Promise<Section[]> {
  const unnamed = configFiles().filter((file) => !SECTIONS.some(([named]) => named === file));
  if (unnamed.length > 0) throw new Error(`name ${unnamed.join(', ')} in test/harness/settings.ts`);
  const declared: Section[] = [];
  for (const [file, title] of SECTIONS) declared.push({ title, settings: await settingsIn(file) });
  return [composeSection(), ...declared, DIRECT, FOR_TESTS];
}

/** The whole of .env.example. */
export function render(sections: readonly Section[]): string {
  const parts = [HEAD];
  for (const { title, settings } of sections) {
    parts.push(`# --- ${title}\n`);
    for (const { name, description, fallback, required } of settings)
      parts.push(`# ${description}${required ? ' (required)' : ''}\n#${name}=${fallback ?? ''}\n`);
  }
  return parts.join('\n');
}

const HEAD = `# Every setting of Caracal, with its default; one that is empty here has none. Settings are environment variables:
# PORT=9090 npm start. docker compose reads a file .env; for anything else: set -a; . ./.env; set +a
# This file follows from the config schemas: npx vitest run --project unit test/tidy.spec.ts -u writes it anew.
`;

async function settingsIn(file: string): Promise<Setting[]> {
  const exported = Object.values((await import(pathToFileURL(file).href)) as Record<string, unknown>);
  const schemas = exported.filter((value): value is z.ZodObject => value instanceof z.ZodObject);
  if (schemas.length !== 1) throw new Error(`${file} must export one schema`);
  return Object.entries(schemas[0]!.shape as Record<string, z.ZodType>)
    .filter(([, schema]) => !refusesEverything(schema))
    .map(([name, schema]) => {
      const { success, data } = schema.safeParse(undefined) as z.ZodSafeParseResult<Value | undefined>;
      return { name, description: schema.description ?? '', fallback: data?.toString(), required: !success };
    });
}

/** What a setting can be, once it is read. */
type Value = string | number | boolean;

/** Declared only to be refused with a reason where it makes no sense. */
function refusesEverything(schema: z.ZodType): boolean {
  return schema instanceof z.ZodOptional && schema.unwrap() instanceof z.ZodUndefined;
}

/** The variables that the compose file takes from `.env`: `${NAME:?why}`, `${NAME:-default}`. */
function composeSection(): Section {
  const settings = new Map<string, Setting>();
  for (const [, name, kind, rest] of readFileSync(COMPOSE_FILE, 'utf8').matchAll(/\$\{(\w+)(?::([?-])([^}]*))?\}/g))
    settings.set(name!, {
      name: name!,
      description: COMPOSE[name!] ?? '',
      fallback: kind === '-' && rest !== '' ? rest : undefined,
      required: kind === '?',
    });
  return { title: 'docker compose up', settings: [...settings.values()] };
}

function setting(name: string, description: string, fallback?: string): Setting {
  return { name, description, fallback, required: false };
}
