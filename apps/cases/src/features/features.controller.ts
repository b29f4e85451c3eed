import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import {
  FEATURE_DOCUMENTS_MAX,
  type FeatureDocumentV1,
  featureDocumentName,
  type FeatureList,
  featuresQuery,
  type LiveValues,
  removeFeaturesRequest,
  saveFeaturesRequest,
} from '#contracts';
import { FEATURES_MAX, type FeaturePlan } from '#features';
import { parseBody } from '#http';
import { CaracalError, Clock } from '#kernel';
import { compileBeside, FeatureBook, TenantDirectory } from '#tenancy';
import { People } from '../console/people.js';
import { AtLeast } from '../console/session-guard.js';
import { instant } from '../console/views.js';
import { ModelStore } from '../models/model-store.js';
import { Caller, CallerGuard, ChangesDecisions, livemodeOf } from '../patterns/caller.js';
import type { PatternActor } from '../patterns/pattern-store.js';
import { person } from '../patterns/pattern-views.js';
import { checkEntities, compiledWith, sourceOf, withDocument, withoutDocument } from './feature-documents.js';
import { checkUsers, type FeatureUsers, usersOf } from './feature-users.js';
import { keptEntities } from './kept-entities.js';
import { InstalledFeatures } from './installed-features.js';
import { liveValuesOf } from './live-values.js';
import { PgFeatureLog } from './pg-feature-log.js';
import { type FeatureChange, PgFeatureStore, type TenantFeatures } from './pg-feature-store.js';

type Kept = Parameters<PgFeatureStore['change']>[3]['kept'];

/** The name of a document, from the path. What can't be one is of no document. */
const DocumentName = (): ParameterDecorator =>
  Param('name', {
    transform(name: string): string {
      if (featureDocumentName.safeParse(name).success) return name;
      throw new CaracalError('not_found', 'There is no such document of features');
    },
  });

/** `/v1/features`: what is worked out of a tenant's transactions, changed while they flow. */
@Controller('v1')
@UseGuards(CallerGuard)
export class FeaturesController {
  constructor(
    private readonly store: PgFeatureStore,
    private readonly log: PgFeatureLog,
    private readonly installed: InstalledFeatures,
    private readonly book: FeatureBook,
    private readonly models: ModelStore,
    private readonly tenants: TenantDirectory,
    private readonly people: People,
    private readonly clock: Clock,
  ) {}

  @Get('features')
  @Header('cache-control', 'no-store')
  async list(@Caller() caller: PatternActor, @Query() query: unknown): Promise<FeatureList> {
    const { mode, decisions } = parseBody(featuresQuery, query);
    const { tenantId } = caller;
    const livemode = livemodeOf(caller, mode);
    const [tenant] = await Promise.all([this.store.read(tenantId), this.book.ready()]);
    const plan = await this.planOf(tenantId, tenant);
    return await this.view(tenantId, tenant, plan, await this.live(tenantId, plan, livemode, decisions));
  }

  @Post('features')
  @HttpCode(200)
  @AtLeast('analyst')
  @ChangesDecisions()
  async save(@Caller() actor: PatternActor, @Body() body: unknown): Promise<FeatureList> {
    const { name, definition, revision, reason } = parseBody(saveFeaturesRequest, body);
    const { documents } = await this.store.read(actor.tenantId);
    const next = withDocument(documents, { name, source: sourceOf(definition) });
    checkEntities(documents, next);
    return await this.change(actor, revision, next, { action: 'saved', document: name, reason });
  }

  @Post('features/:name/remove')
  @HttpCode(200)
  @AtLeast('analyst')
  @ChangesDecisions()
  async remove(
    @Caller() actor: PatternActor,
    @DocumentName() name: string,
    @Body() body: unknown,
  ): Promise<FeatureList> {
    const { revision, reason } = parseBody(removeFeaturesRequest, body);
    const { documents } = await this.store.read(actor.tenantId);
    const next = withoutDocument(documents, name);
    checkEntities(documents, next);
    return await this.change(actor, revision, next, { action: 'removed', document: name, reason });
  }

  private async change(
    actor: PatternActor,
    revision: number,
    documents: readonly FeatureDocumentV1[],
    change: FeatureChange,
  ): Promise<FeatureList> {
    const { tenantId } = actor;
    const { users, timeZone } = await this.users(tenantId);
    const plan = compiledWith(this.installed.pack, documents, change.document, timeZone);
    checkUsers(users, plan);
    const nowMs = this.clock.now();
    const kept: Kept = (before) => keptEntities(this.installed.pack.plan, plan, before, nowMs);
    await this.store.change(actor, revision, change, { documents, plan, kept }, nowMs);
    return await this.view(tenantId, await this.store.read(tenantId), plan);
  }

  /** What answers and decides now. */
  private async users(tenantId: string): Promise<{
    users: FeatureUsers;
    policyVersion: number | undefined;
    timeZone: string | undefined;
  }> {
    const [{ versions }, tenant] = await Promise.all([this.models.read(tenantId), this.tenants.byId(tenantId)]);
    const answering = versions.filter(({ status }) => status === 'champion' || status === 'tier2');
    const models = answering.map(({ name, version, facts }) => ({
      name: `${name}@${version}`,
      features: facts.features,
    }));
    return {
      users: { models, policy: tenant?.policy.definition },
      policyVersion: tenant?.policy.version,
      timeZone: tenant?.timeZone,
    };
  }

  private async live(
    tenantId: string,
    plan: FeaturePlan,
    livemode: boolean,
    decisions: number,
  ): Promise<ReadonlyMap<string, LiveValues>> {
    const newest = await this.log.newest(tenantId, livemode, decisions);
    await this.book.learn(
      tenantId,
      newest.map(({ featureSet }) => featureSet),
    );
    return liveValuesOf(plan.features, newest, (set) => this.book.set(tenantId, set));
  }

  /**
   * The features of these documents. What doesn't compile any more, in another release or with other features of the
   * installation, doesn't hide the documents: they are listed beside the features that are in force without them.
   */
  private async planOf(tenantId: string, { documents }: TenantFeatures): Promise<FeaturePlan> {
    const { pack } = this.installed;
    const timeZone = (await this.tenants.byId(tenantId))?.timeZone;
    const compiled = compileBeside(pack, documents, timeZone);
    return 'plan' in compiled ? compiled.plan : this.book.of(tenantId);
  }

  /** @param live - of what was read, not of what was just changed */
  private async view(
    tenantId: string,
    tenant: TenantFeatures,
    plan: FeaturePlan,
    live: ReadonlyMap<string, LiveValues> = new Map(),
  ): Promise<FeatureList> {
    const [nameOf, { users, policyVersion }] = await Promise.all([this.people.nameOf(tenantId), this.users(tenantId)]);
    const usersByFeature = usersOf(users, policyVersion, plan);
    const own = new Set(tenant.documents.map(({ name }) => name));
    const { features } = plan;
    return {
      revision: tenant.revision,
      version: plan.version,
      session_gap_ms: plan.sessionGapMs,
      features: features.map(({ name, of, unit, group, label, sentence, aggregate, window, meaning, document }) => ({
        name,
        of,
        unit,
        group,
        label,
        sentence,
        aggregate: aggregate ?? null,
        window: window ?? null,
        meaning,
        document: own.has(document) ? document : null,
        users: [...(usersByFeature.get(name) ?? [])],
        live: live.get(name) ?? null,
      })),
      documents: tenant.documents.map(({ name, source }) => ({
        name,
        source,
        features: features.filter(({ document }) => document === name).map((feature) => feature.name),
      })),
      history: tenant.history.map(({ changedAtMs, actor, ...change }) => ({
        at: instant(changedAtMs),
        ...change,
        actor: person(actor, nameOf),
      })),
      limit: { features: features.length, features_max: FEATURES_MAX, documents_max: FEATURE_DOCUMENTS_MAX },
    };
  }
}
