/** What a decision was made of, from the database and the files of the installation. */
import { readFile } from 'node:fs/promises';
import type { DecisionV1 } from '#contracts';
import type { TenantPolicy } from '#decisions';
import { readModelMetadata } from '#onnx';
import { type Database, PgDecisionReader, type StoredDecision } from '#persistence';
import { compilePolicy } from '#policy';
import type { FeaturePack, PgTenantAdmin, TenantDirectory } from '#tenancy';
import { pastOfEntity } from './past-of-entity.js';
import { planOf } from './plan-of.js';
import type { ReplayInputs } from './replay-decision.js';
import { ReplayDecisionError } from './replay-error.js';

export interface Sources {
  readonly database: Database;
  readonly admin: PgTenantAdmin;
  readonly tenants: TenantDirectory;
  readonly pack: FeaturePack;
  /** The model of tenants that have none of their own; `none` where there is none. */
  readonly modelPath: string;
}

/** By our id or the payment system's own. Throws `ReplayDecisionError` when there is none. */
export async function findDecision({ database }: Sources, tenantId: string, id: string): Promise<StoredDecision> {
  const reader = new PgDecisionReader(database);
  const found = (await reader.byTransactionId(tenantId, id)) ?? (await reader.byExternalId(tenantId, id));
  if (!found) throw new ReplayDecisionError(`no transaction ${id} has been decided for this tenant`);
  return found;
}

export async function inputsOf(sources: Sources, decision: DecisionV1): Promise<ReplayInputs> {
  const { transaction, featureSet } = decision;
  const { tenantId } = transaction;
  const timeZone = (await sources.tenants.byId(tenantId))?.timeZone;
  return {
    plan: await planOf(sources.database, sources.pack, { tenantId, timeZone }, featureSet),
    pastOf: (type, id) => pastOfEntity(sources.database, decision, type, id),
    modelFile: async (model) =>
      (await ownModel(sources, transaction.tenantId, model)) ?? (await defaultModel(sources, model)),
    policy: await policyOf(sources, decision),
  };
}

async function policyOf(
  sources: Sources,
  { transaction, policyVersion }: DecisionV1,
): Promise<TenantPolicy | undefined> {
  const tenant = await sources.tenants.byId(transaction.tenantId);
  if (!tenant || policyVersion === 0) return undefined;
  const { version, definition } = await sources.admin.policy(tenant.id, policyVersion);
  return { version, policy: compilePolicy(definition), exchange: tenant.exchange };
}

async function ownModel({ database }: Sources, tenantId: string, id: string): Promise<Uint8Array | undefined> {
  const [, name, version] = /^(.+)@(\d{1,9})$/.exec(id) ?? [];
  if (name === undefined) return undefined;
  const [row] = await database.query<{ file: Uint8Array }>(
    [tenantId],
    'select file from models.versions where tenant_id = $1 and name = $2 and version = $3',
    [tenantId, name, Number(version)],
  );
  return row?.file;
}

async function defaultModel({ modelPath }: Sources, id: string): Promise<Uint8Array | undefined> {
  if (modelPath === 'none') return undefined;
  const file = await readFile(modelPath);
  const { modelId, modelVersion } = readModelMetadata(file);
  return `${modelId}@${modelVersion}` === id ? file : undefined;
}
