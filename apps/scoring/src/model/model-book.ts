/**
 * Which models answer for whom: a tenant's own, or the default of the installation. A change opens the new model and warms it
 * up beside the old one, then takes its place between two decisions; the old one is let go of when it has answered what it
 * was asked. What can't be opened changes nothing: what answered before goes on.
 */
import type { ModelChangeV1, ModelRole, ServedModelV1 } from '#contracts';
import type { FeatureSet } from '#features';
import type { FeatureBook } from '#tenancy';
import type { Gathering } from './gathering.js';
import type { Lanes } from './lanes.js';
import type { ModelFile } from './model-file.js';
import type { ModelSource } from './model-source.js';
import type { BatchLimits } from './micro-batcher.js';
import type { GuardLimits } from './model-guard.js';
import { ModelStage, type StageEvents } from './model-stage.js';

/** What a tenant's transactions are put to. */
export interface TenantModels {
  readonly champion: ModelStage | undefined;
  readonly tier2: SecondTier | undefined;
}

/** A heavier model for where the champion is in two minds. */
export interface SecondTier {
  readonly stage: ModelStage;
  /** It is asked where from ≤ the champion's probability ≤ to. */
  readonly from: number;
  readonly to: number;
}

export type StageLimits = BatchLimits & GuardLimits;

export interface BookEvents extends StageEvents {
  /** A model that should answer doesn't; what answered before goes on. */
  refused(tenantId: string, served: ServedModelV1, error: unknown): void;
  swapped(tenantId: string, role: ModelRole, modelId: string | undefined): void;
}

export class ModelBook {
  private shared: TenantModels = NOTHING;
  private readonly tenants = new Map<string, Tenant>();
  private reading: Promise<void> | undefined;

  constructor(
    private readonly lanes: Lanes,
    private readonly source: ModelSource,
    private readonly limits: Readonly<Record<ModelRole, StageLimits>>,
    private readonly gathering: Gathering,
    private readonly features: Pick<FeatureBook, 'of' | 'shared'>,
    private readonly events: BookEvents,
  ) {}

  /** Opens the default. Rejects with what is wrong with it. */
  async useDefault(file: ModelFile): Promise<void> {
    this.shared = { champion: await this.stage('champion', file, this.features.shared), tier2: undefined };
  }

  /** Resolves once it is known what every tenant uses, and that is open; rejects while it can't be known. */
  ready(): Promise<void> {
    this.reading ??= this.readAgain().catch((error: unknown) => {
      this.reading = undefined;
      throw error;
    });
    return this.reading;
  }

  /** Takes over what changed since, and tries again what could not be opened. */
  async readAgain(): Promise<void> {
    await this.apply(await this.source.read());
  }

  of(tenantId: string): TenantModels {
    const own = this.tenants.get(tenantId)?.models;
    if (!own) return this.shared;
    return own.champion ? own : { champion: this.shared.champion, tier2: own.tier2 };
  }

  /** Resolves when all of it is in force, or refused. What is known already, or is older, changes nothing. */
  async apply(changes: readonly ModelChangeV1[]): Promise<void> {
    await Promise.all(changes.map((change) => this.applyOne(change)));
  }

  /** Of all models, how many are left alone after failures. */
  get restingCount(): number {
    let count = 0;
    for (const stage of this.stages()) if (stage.resting) count++;
    return count;
  }

  /** Models that should answer and don't. */
  get refusedCount(): number {
    let count = 0;
    for (const { refused } of this.tenants.values()) count += refused;
    return count;
  }

  private applyOne(change: ModelChangeV1): Promise<void> {
    let tenant = this.tenants.get(change.tenantId);
    if (!tenant) this.tenants.set(change.tenantId, (tenant = { ...NO_TENANT }));
    const known = tenant.wanted;
    if (known && (known.revision > change.revision || (known.revision === change.revision && tenant.refused === 0)))
      return tenant.settling;
    tenant.wanted = change;
    // One after the other; those that were overtaken meanwhile are passed over.
    tenant.settling = tenant.settling.then(() => (tenant.wanted === change ? this.settle(tenant, change) : undefined));
    return tenant.settling;
  }

  private async settle(tenant: Tenant, change: ModelChangeV1): Promise<void> {
    const before = tenant.models;
    const champion = await this.follow(tenant, change, 'champion', before.champion);
    const tier2 = await this.follow(tenant, change, 'tier2', before.tier2?.stage);
    tenant.refused = Number(champion === REFUSED) + Number(tier2 === REFUSED);
    const stage = tier2 === REFUSED ? before.tier2?.stage : tier2;
    tenant.models = {
      champion: champion === REFUSED ? before.champion : champion,
      tier2: stage && { stage, from: change.greyFrom, to: change.greyTo },
    };
    for (const [old, now] of [
      [before.champion, tenant.models.champion],
      [before.tier2?.stage, tenant.models.tier2?.stage],
    ] as const)
      if (old && old !== now) void old.close();
  }

  private async follow(
    tenant: Tenant,
    change: ModelChangeV1,
    role: ModelRole,
    before: ModelStage | undefined,
  ): Promise<ModelStage | undefined | typeof REFUSED> {
    const served = change[role] ?? undefined;
    const key = served && `${served.name}@${served.version}#${served.sha256}`;
    if (key === tenant.keys[role]) return before;
    try {
      const file = served && (await this.source.file(change.tenantId, served));
      const stage = file && (await this.stage(role, file, this.features.of(change.tenantId)));
      tenant.keys = { ...tenant.keys, [role]: key };
      this.events.swapped(change.tenantId, role, stage?.id);
      return stage;
    } catch (error) {
      this.events.refused(change.tenantId, served!, error);
      return REFUSED;
    }
  }

  private async stage(role: ModelRole, file: ModelFile, features: FeatureSet): Promise<ModelStage> {
    const model = await this.lanes.load(file);
    try {
      const stage = new ModelStage(model, this.limits[role], this.gathering, this.events);
      stage.checkAgainst(features);
      return stage;
    } catch (error) {
      await model.close();
      throw error;
    }
  }

  private *stages(): Generator<ModelStage> {
    for (const { champion, tier2 } of [this.shared, ...Array.from(this.tenants.values(), ({ models }) => models)]) {
      if (champion) yield champion;
      if (tier2) yield tier2.stage;
    }
  }
}

const REFUSED = Symbol('refused');
const NOTHING: TenantModels = { champion: undefined, tier2: undefined };
const NO_TENANT: Tenant = {
  models: NOTHING,
  wanted: undefined,
  keys: {},
  refused: 0,
  settling: Promise.resolve(),
};

interface Tenant {
  models: TenantModels;
  wanted: ModelChangeV1 | undefined;
  /** What is open of each role. */
  keys: Partial<Record<ModelRole, string | undefined>>;
  refused: number;
  settling: Promise<void>;
}
