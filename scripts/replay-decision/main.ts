/**
 * `npm run replay-decision -- TXN`: exit code 0 when all that could be worked out again is the same, bit for bit; 1 when
 * something differs; 2 for what the user has to put right.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { DecisionV1 } from '#contracts';
import { CaracalError, ConfigError, loadConfig, messageOf, SystemClock } from '#kernel';
import { PgDatabase } from '#persistence';
import { PgTenantAdmin, PgTenantDirectory } from '#tenancy';
import { adminConfig } from '../admin/admin.config.js';
import { findInstallation } from '../admin/find-installation.js';
import { tenantIdOf } from '../admin/tenant-id.js';
import type { Stage } from './compare.js';
import { findDecision, inputsOf } from './decision-inputs.js';
import { replayDecision } from './replay-decision.js';
import { ReplayDecisionError } from './replay-error.js';

const USAGE = `usage: npm run replay-decision -- TXN [--tenant SLUG]

Makes a decision again, from the stored payments, features, models and policies, and says what is the same and what is not.

  TXN              the id of a transaction, ours or the payment system's own
  --tenant SLUG    which tenant, where there are several

It works on the suite that runs on CARACAL_HOME, or on the database of DATABASE_URL.`;

const config = adminConfig.extend({
  MODEL_PATH: z.string().default('packs/card-payments/model/model.onnx').describe('as scoring has it'),
});

try {
  const { values, positionals } = commandLine();
  const [id, extra] = positionals;
  if (values.help) process.stdout.write(`${USAGE}\n`);
  else if (id === undefined || extra !== undefined)
    throw new ReplayDecisionError('name one transaction; --help shows how');
  else await run(id, values.tenant);
} catch (error) {
  const isOurs = [ReplayDecisionError, CaracalError, ConfigError].some((kind) => error instanceof kind);
  if (!isOurs) throw error;
  process.stderr.write(`replay-decision: ${(error as Error).message}\n`);
  process.exitCode = 2;
}

async function run(id: string, tenant: string | undefined): Promise<void> {
  const settings = loadConfig(config);
  const { databaseUrl, features: pack } = findInstallation(settings);
  const clock = new SystemClock();
  const database = new PgDatabase({ url: databaseUrl, connectionsMax: 1 });
  try {
    await database.checkHealth();
    const admin = new PgTenantAdmin(database, clock);
    const sources = {
      database,
      admin,
      tenants: new PgTenantDirectory(database, clock),
      pack,
      modelPath: settings.MODEL_PATH,
    };
    const { latest } = await findDecision(sources, await tenantIdOf(admin, tenant), id);
    tell(latest, await replayDecision(latest, await inputsOf(sources, latest)));
  } finally {
    await database.close();
  }
}

function tell(decision: DecisionV1, stages: readonly Stage[]): void {
  const { transaction, answeredBy, decidedAtMs, revision } = decision;
  const revised = revision === 0 ? '' : `, revised ${revision} times since`;
  process.stdout.write(`${transaction.id} decided ${new Date(decidedAtMs).toISOString()} (${answeredBy}${revised})\n`);
  for (const { name, same, says, remarks } of stages) {
    const verdict = same === undefined ? '-' : same ? 'same' : 'DIFFERS';
    process.stdout.write(`  ${name.padEnd(9)} ${verdict.padEnd(8)} ${says}\n`);
    for (const remark of remarks) process.stdout.write(`${' '.repeat(21)}${remark}\n`);
  }
  if (stages.some(({ same }) => same === false)) process.exitCode = 1;
}

function commandLine() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { tenant: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw new ReplayDecisionError(messageOf(error).replace(/\. .*/s, ''));
  }
}
