// Everything that cases and the console's API are made of. What it needs from the process: Clock, the log, the database, tenants.
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Module,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { HealthModule, Readiness } from '#http';
import { Clock, messageOf, readTextFiles } from '#kernel';
import { EventLog } from '#messaging';
import { readPack } from '#patterns';
import { ChallengeReader, Database, DecisionReader, Outbox, OutboxModule, PgChallengeReader } from '#persistence';
import { logger } from '#telemetry';
import { featureProviders, readFeaturePack } from '#service';
import { FeatureBook, PgLogIn, PolicyBook, TenantDirectory } from '#tenancy';
import type { CasesConfig } from './cases.config.js';
import { CasesConsumers } from './cases.consumers.js';
import { CaseStore } from './cases/case-store.js';
import { PgCaseStore } from './cases/pg-case-store.js';
import { CasesController } from './console/cases.controller.js';
import { ConsoleSettings } from './console/console-settings.js';
import { DecisionPages } from './console/decision-pages.js';
import { DecisionsController } from './console/decisions.controller.js';
import { LiveFeed } from './console/live-feed.js';
import { LookUpsController } from './console/look-ups.controller.js';
import { People } from './console/people.js';
import { Search } from './console/search.js';
import { SessionController } from './console/session.controller.js';
import { SiteController } from './console/site/site.controller.js';
import { SiteFiles } from './console/site/site-files.js';
import { Stats } from './console/stats.js';
import { DeadLetterStore } from './dead-letters/dead-letter-store.js';
import { DeadLettersController } from './dead-letters/dead-letters.controller.js';
import { PgDeadLetterStore } from './dead-letters/pg-dead-letter-store.js';
import { StoreDeadLetters } from './dead-letters/store-dead-letters.handler.js';
import { CaseSettings } from './decisions/case-settings.js';
import { DecisionReviser } from './decisions/decision-reviser.js';
import { DecisionStore } from './decisions/decision-store.js';
import { PgDecisionStore } from './decisions/pg-decision-store.js';
import { PgRevisionStore } from './decisions/pg-revision-store.js';
import { ResolveDecisions } from './decisions/resolve-decisions.handler.js';
import { RevisionStore } from './decisions/revision-store.js';
import { RevisionSweep } from './decisions/revision-sweep.js';
import { StoreDecisions } from './decisions/store-decisions.handler.js';
import { StoreLabels } from './decisions/store-labels.handler.js';
import { StoreRevisions } from './decisions/store-revisions.handler.js';
import { DeclaredNames } from './features/declared-names.js';
import { EntityFeatures } from './features/entity-features.js';
import { FeaturesController } from './features/features.controller.js';
import { FollowFeaturesHandler } from './features/follow-features.handler.js';
import { InstalledFeatures } from './features/installed-features.js';
import { PgFeatureLog } from './features/pg-feature-log.js';
import { PgFeatureStore } from './features/pg-feature-store.js';
import { LateController } from './late/late.controller.js';
import { LateStore } from './late/late-store.js';
import { PgLateStore } from './late/pg-late-store.js';
import { StoreLate } from './late/store-late.handler.js';
import { PgSessionStore } from './sessions/pg-session-store.js';
import { SessionStore } from './sessions/session-store.js';
import { StoreSessions } from './sessions/store-sessions.handler.js';
import { EntitiesController } from './patterns/entities.controller.js';
import { LivePatterns } from './patterns/live-patterns.js';
import { CheckUpload } from './models/check-upload.js';
import { ModelStore } from './models/model-store.js';
import { ModelsController } from './models/models.controller.js';
import { PgModelStore } from './models/pg-model-store.js';
import { PatternStore } from './patterns/pattern-store.js';
import { PatternsController } from './patterns/patterns.controller.js';
import { PgPatternHealth } from './patterns/pg-pattern-health.js';
import { PgPatternStore } from './patterns/pg-pattern-store.js';
import { TryPattern } from './patterns/try-pattern.js';
import { UnderWay } from './patterns/under-way.js';
import { Retention } from './retention.js';

/** The patterns that every tenant begins with. */
const PACK = Symbol('pack');
type Pack = ReturnType<typeof readPack>;

@Module({})
export class CasesModule implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  static forRoot(config: CasesConfig): DynamicModule {
    return {
      module: CasesModule,
      imports: [HealthModule, OutboxModule],
      controllers: [
        SessionController,
        DecisionsController,
        CasesController,
        LookUpsController,
        LateController,
        PatternsController,
        EntitiesController,
        ModelsController,
        FeaturesController,
        FollowFeaturesHandler,
        DeadLettersController,
        CasesConsumers,
        // Last, because it takes every address that nobody else does.
        SiteController,
      ],
      providers: [
        {
          provide: ConsoleSettings,
          useFactory: () => new ConsoleSettings(config.PUBLIC_URL, config.TRACE_URL_TEMPLATE),
        },
        { provide: SiteFiles, useFactory: () => SiteFiles.read(config.CONSOLE_DIR) },
        {
          provide: CaseSettings,
          useFactory: (tenants: TenantDirectory) =>
            new CaseSettings(config.CASE_REVIEW_WITHIN_MINUTES * 60_000, tenants),
          inject: [TenantDirectory],
        },
        {
          provide: PolicyBook,
          useFactory: (tenants: TenantDirectory) =>
            new PolicyBook(tenants, (tenant, version, error) =>
              logger.error({ tenant, version, error: messageOf(error) }, 'a stored policy does not compile'),
            ),
          inject: [TenantDirectory],
        },
        {
          provide: DecisionReviser,
          useFactory: (...parts: ConstructorParameters<typeof DecisionReviser>) => new DecisionReviser(...parts),
          inject: [PolicyBook, FeatureBook, Outbox, Clock],
        },
        {
          provide: DecisionStore,
          useFactory: (...parts: ConstructorParameters<typeof PgDecisionStore>) => new PgDecisionStore(...parts),
          inject: [Database, CaseSettings, DecisionReviser],
        },
        {
          provide: RevisionStore,
          useFactory: (...parts: ConstructorParameters<typeof PgRevisionStore>) => new PgRevisionStore(...parts),
          inject: [Database, CaseSettings, DecisionReviser, Clock],
        },
        {
          provide: StoreRevisions,
          useFactory: (store: RevisionStore) => new StoreRevisions(store),
          inject: [RevisionStore],
        },
        {
          provide: RevisionSweep,
          useFactory: (store: RevisionStore) => new RevisionSweep(store),
          inject: [RevisionStore],
        },
        {
          provide: LateStore,
          useFactory: (database: Database, clock: Clock) => new PgLateStore(database, clock),
          inject: [Database, Clock],
        },
        { provide: StoreLate, useFactory: (store: LateStore) => new StoreLate(store), inject: [LateStore] },
        {
          provide: SessionStore,
          useFactory: (database: Database, clock: Clock) => new PgSessionStore(database, clock),
          inject: [Database, Clock],
        },
        {
          provide: StoreSessions,
          useFactory: (store: SessionStore) => new StoreSessions(store),
          inject: [SessionStore],
        },
        {
          provide: DeadLetterStore,
          useFactory: (...parts: ConstructorParameters<typeof PgDeadLetterStore>) => new PgDeadLetterStore(...parts),
          inject: [Database, Outbox, Clock],
        },
        {
          provide: StoreDeadLetters,
          useFactory: (store: DeadLetterStore) => new StoreDeadLetters(store),
          inject: [DeadLetterStore],
        },
        {
          provide: Retention,
          useFactory: (tenants: TenantDirectory, ...stores: ConstructorParameters<typeof Retention>[1]) =>
            new Retention(tenants, stores),
          inject: [TenantDirectory, Stats, RevisionStore, LateStore, SessionStore, DeadLetterStore, ModelStore],
        },
        {
          provide: ResolveDecisions,
          useFactory: (...parts: ConstructorParameters<typeof ResolveDecisions>) => new ResolveDecisions(...parts),
          inject: [DecisionStore, DecisionReader],
        },
        ...[StoreDecisions, StoreLabels].map((handler) => ({
          provide: handler,
          useFactory: (store: DecisionStore) => new handler(store),
          inject: [DecisionStore],
        })),
        {
          provide: CaseStore,
          useFactory: (...parts: ConstructorParameters<typeof PgCaseStore>) => new PgCaseStore(...parts),
          inject: [Database, Outbox, CaseSettings],
        },
        {
          provide: ChallengeReader,
          useFactory: (database: Database) => new PgChallengeReader(database),
          inject: [Database],
        },
        {
          provide: People,
          useFactory: (logIn: PgLogIn, clock: Clock) => new People(logIn, clock),
          inject: [PgLogIn, Clock],
        },
        {
          provide: DecisionPages,
          useFactory: (...parts: ConstructorParameters<typeof DecisionPages>) => new DecisionPages(...parts),
          inject: [
            DecisionReader,
            CaseStore,
            ChallengeReader,
            People,
            RevisionStore,
            LateStore,
            FeatureBook,
            DeclaredNames,
          ],
        },
        {
          provide: LiveFeed,
          useFactory: (...parts: ConstructorParameters<typeof LiveFeed>) => new LiveFeed(...parts),
          inject: [Database, DecisionReader, CaseStore],
        },
        {
          provide: Stats,
          useFactory: (...parts: ConstructorParameters<typeof Stats>) => new Stats(...parts),
          inject: [Database, CaseStore, TenantDirectory, Clock],
        },
        {
          provide: Search,
          useFactory: (...parts: ConstructorParameters<typeof Search>) => new Search(...parts),
          inject: [DecisionReader, CaseStore, DeclaredNames],
        },
        {
          provide: InstalledFeatures,
          useFactory: () => new InstalledFeatures(readFeaturePack(config.FEATURES_DIR)),
        },
        ...featureProviders(() => readFeaturePack(config.FEATURES_DIR)),
        {
          provide: DeclaredNames,
          useFactory: (features: FeatureBook, tenants: TenantDirectory) => new DeclaredNames(features, tenants),
          inject: [FeatureBook, TenantDirectory],
        },
        {
          provide: PgFeatureStore,
          useFactory: (database: Database, outbox: Outbox) => new PgFeatureStore(database, outbox),
          inject: [Database, Outbox],
        },
        { provide: PgFeatureLog, useFactory: (database: Database) => new PgFeatureLog(database), inject: [Database] },
        {
          provide: PACK,
          useFactory: () => readPack(readTextFiles(config.PATTERNS_DIR, /\.ya?ml$/, 'PATTERNS_DIR')),
        },
        {
          provide: PatternStore,
          useFactory: (database: Database, outbox: Outbox, pack: Pack) =>
            new PgPatternStore(database, outbox, pack, config.PATTERNS_LIVE_MAX),
          inject: [Database, Outbox, PACK],
        },
        {
          provide: ModelStore,
          useFactory: (database: Database, outbox: Outbox) =>
            new PgModelStore(database, outbox, {
              versionsMax: config.MODEL_VERSIONS_MAX,
              latencyMsMax: latencyMsMax(config),
            }),
          inject: [Database, Outbox],
        },
        {
          provide: CheckUpload,
          useFactory: () =>
            new CheckUpload({
              timeMs: config.MODEL_CHECK_MS,
              memoryMiB: config.MODEL_CHECK_MEMORY_MIB,
              latencyMsMax: latencyMsMax(config),
            }),
        },
        {
          provide: PgPatternHealth,
          useFactory: (database: Database) => new PgPatternHealth(database),
          inject: [Database],
        },
        {
          provide: UnderWay,
          useFactory: (database: Database, pack: Pack, decisions: DecisionReader, clock: Clock) =>
            new UnderWay(new LivePatterns(database, pack), decisions, clock),
          inject: [Database, PACK, DecisionReader, Clock],
        },
        {
          provide: EntityFeatures,
          useFactory: (...parts: ConstructorParameters<typeof EntityFeatures>) => new EntityFeatures(...parts),
          inject: [DecisionReader, CaseStore, FeatureBook, DeclaredNames, SessionStore, Clock],
        },
        {
          provide: TryPattern,
          useFactory: (...parts: ConstructorParameters<typeof TryPattern>) => new TryPattern(...parts),
          inject: [PatternStore, DecisionReader, Clock, TenantDirectory],
        },
      ],
    };
  }

  constructor(
    private readonly readiness: Readiness,
    private readonly database: Database,
    private readonly log: EventLog,
    private readonly feed: LiveFeed,
    private readonly sweep: RevisionSweep,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.readiness.add({ name: 'database', check: () => this.database.checkHealth() });
    this.readiness.add({ name: 'log', check: () => this.log.checkHealth() });
  }

  onApplicationBootstrap(): void {
    this.retention.start();
    this.sweep.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.feed.close(), this.retention.stop(), this.sweep.stop()]);
  }
}

function latencyMsMax(config: CasesConfig) {
  return { champion: config.MODEL_LATENCY_MS_MAX, tier2: config.TIER2_LATENCY_MS_MAX };
}
