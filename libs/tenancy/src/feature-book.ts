/**
 * The features of tenants: those in force, which a change replaces in one step, and those that stored values were worked out
 * by. Plans are compiled here, once for each change; reading never waits.
 */
import type { EntityRef, FeatureChangeV1 } from '#contracts';
import {
  type CompiledFeatures,
  compileFeatures,
  describeProblem,
  type FeatureDocument,
  type FeaturePlan,
  type FeatureSet,
  readFeatures,
} from '#features';
import { type FeatureSource, NO_FEATURE_SOURCE } from './feature-source.js';
import { NamedFeatures } from './named-features.js';

/** What every tenant begins with. */
export interface FeaturePack {
  readonly plan: FeaturePlan;
  readonly documents: readonly FeatureDocument[];
}

/** Plans of a tenant that are kept beside the one in force: signals that are on their way may name them. */
const EARLIER_MAX = 4;
/** Sets by their names alone, of all tenants together. */
const NAMED_MAX = 1000;
/** Of all of these sets together: about a kilobyte each, and a set may have a thousand. */
const NAMED_FEATURES_MAX = 100_000;
/** A version that nobody knew is not asked for again before this. */
const ASK_AGAIN_MS = 5000;
const UNKEPT_MAX = 10_000;

export class FeatureBook {
  private readonly tenants = new Map<string, TenantFeatures>();
  private readonly packs = new Map<string, CompiledFeatures>();
  /** Of tenants that are not in UTC. */
  private zones: ReadonlyMap<string, string> = new Map();
  /** By tenant and version; undefined where it was asked for, at that time, and nobody knew. */
  private readonly named = new Map<string, { readonly set: FeatureSet | undefined; readonly atMs: number }>();
  private namedFeatures = 0;
  /** Tenants of which the sets that they had lately are known. */
  private readonly learned = new Set<string>();
  private reading: Promise<void> | undefined;
  /** Types that records list and nobody declares, by tenant; and when that was looked up. */
  private readonly unkept = new Map<string, number>();
  private refused = 0;

  constructor(
    private readonly pack: FeaturePack,
    private readonly source: FeatureSource = NO_FEATURE_SOURCE,
    /** A change doesn't compile here; what was in force goes on. */
    private readonly broken: (tenantId: string, revision: number, problem: string) => void = () => undefined,
  ) {}

  /** Resolves once it is known what every tenant has; rejects while it can't be known. */
  ready(): Promise<void> {
    this.reading ??= this.readAgain().catch((error: unknown) => {
      this.reading = undefined;
      throw error;
    });
    return this.reading;
  }

  /** Takes over what changed since. */
  async readAgain(): Promise<void> {
    const [zones, changes] = await Promise.all([this.source.zones(), this.source.read()]);
    const before = this.zones;
    this.zones = new Map(zones.map(({ tenantId, timeZone }) => [tenantId, timeZone]));
    this.apply(changes);
    for (const tenantId of new Set([...before.keys(), ...this.zones.keys()])) this.moveToZone(tenantId);
  }

  /** What is known already, or is older, changes nothing. */
  apply(changes: readonly FeatureChangeV1[]): void {
    for (const { tenantId, revision, documents, kept } of changes) {
      const known = this.tenants.get(tenantId);
      if (known && known.revision >= revision) continue;
      const sinceMs = new Map(kept.map((one) => [one.entityType, one.sinceMs]));
      this.put(tenantId, { revision, documents, sinceMs });
    }
    this.refused = [...this.tenants.values()].filter(({ isRefused }) => isRefused).length;
  }

  /** Days and hours of another zone are other features, of the same names. */
  private moveToZone(tenantId: string): void {
    const { revision = 0, documents = [], sinceMs = new Map(), timeZone = UTC } = this.tenants.get(tenantId) ?? {};
    if (timeZone !== (this.zones.get(tenantId) ?? UTC)) this.put(tenantId, { revision, documents, sinceMs });
  }

  private put(tenantId: string, given: Declared): void {
    const known = this.tenants.get(tenantId);
    const timeZone = this.zones.get(tenantId) ?? UTC;
    const compiled =
      given.documents.length === 0 ? this.packIn(timeZone) : compileBeside(this.pack, given.documents, timeZone);
    if ('plan' in compiled) {
      if (known) this.remember(tenantId, known.plan.version, known.plan);
      this.tenants.set(tenantId, { ...replaced(known, this.pack.plan, compiled.plan), ...given, timeZone });
    } else {
      this.broken(tenantId, given.revision, compiled.problems.map(describeProblem).join('\n'));
      const inForce = known ?? { plan: this.pack.plan, earlier: [], sinceMs: given.sinceMs };
      const { plan, earlier, sinceMs } = inForce;
      this.tenants.set(tenantId, { ...given, plan, earlier, sinceMs, timeZone, isRefused: true });
    }
  }

  /** One for all tenants of a zone that have none of their own. */
  private packIn(timeZone: string): CompiledFeatures {
    const known = this.packs.get(timeZone) ?? compileBeside(this.pack, [], timeZone);
    this.packs.set(timeZone, known);
    return known;
  }

  /** Tenants whose features don't compile here. */
  get refusedCount(): number {
    return this.refused;
  }

  /** What tenants without features of their own have. */
  get shared(): FeaturePlan {
    return this.pack.plan;
  }

  /** In force for tenants that have some of their own. */
  *ownPlans(): Generator<readonly [tenantId: string, plan: FeaturePlan]> {
    for (const [tenantId, { plan }] of this.tenants) yield [tenantId, plan];
  }

  /** In force for this tenant. */
  of(tenantId: string): FeaturePlan {
    return this.tenants.get(tenantId)?.plan ?? this.pack.plan;
  }

  /**
   * When history of an entity type of the tenant's own began, Unix milliseconds: what came before that was not counted.
   * `-Infinity` for those that all of its transactions had.
   */
  sinceMs(tenantId: string, entityType: string): number {
    return this.tenants.get(tenantId)?.sinceMs.get(entityType) ?? Number.NEGATIVE_INFINITY;
  }

  /** Whether a record may have been made by newer features than are known here: it lists a type that there is not. */
  isBehind(tenantId: string, declared: readonly EntityRef[]): boolean {
    const plan = this.of(tenantId);
    const nowMs = performance.now();
    return declared.some(({ entityType }) => {
      if (plan.keeps(entityType)) return false;
      const askedMs = this.unkept.get(keyOf(tenantId, entityType));
      return askedMs === undefined || nowMs - askedMs > ASK_AGAIN_MS;
    });
  }

  /** Takes over what changed since, where a record lists types that are not known here. */
  async catchUp(tenantId: string, declared: readonly EntityRef[]): Promise<void> {
    await this.readAgain();
    const plan = this.of(tenantId);
    if (this.unkept.size > UNKEPT_MAX) this.unkept.clear();
    for (const { entityType } of declared)
      if (!plan.keeps(entityType)) this.unkept.set(keyOf(tenantId, entityType), performance.now());
  }

  /** What vectors of this version are made by; undefined where that is not known here, or no longer. */
  plan(tenantId: string, version: string): FeaturePlan | undefined {
    const own = this.tenants.get(tenantId);
    if (own?.plan.version === version) return own.plan;
    return this.pack.plan.version === version
      ? this.pack.plan
      : own?.earlier.find((earlier) => earlier.version === version);
  }

  /** What values of this version are; undefined where that is not known here: `learn` may change that. */
  set(tenantId: string, version: string): FeatureSet | undefined {
    return this.plan(tenantId, version) ?? this.named.get(keyOf(tenantId, version))?.set;
  }

  /**
   * Looks up what values of these versions are, where it is not known; without versions, those that the tenant had lately.
   * Rejects while it can't be looked up.
   */
  async learn(tenantId: string, versions?: Iterable<string>): Promise<void> {
    const nowMs = performance.now();
    const unknown = versions && [...new Set(versions)].filter((version) => this.isToBeAsked(tenantId, version, nowMs));
    if (unknown ? unknown.length === 0 : this.learned.has(tenantId)) return;
    if (unknown) await this.readAgain();
    else await this.ready();
    const stored = await this.source.sets(tenantId, unknown);
    for (const version of unknown ?? []) this.remember(tenantId, version, undefined);
    for (const { version, features } of stored)
      this.remember(tenantId, version, new NamedFeatures(version, features, this.of(tenantId)));
    if (!unknown) this.learned.add(tenantId);
  }

  private remember(tenantId: string, version: string, set: FeatureSet | undefined): void {
    const key = keyOf(tenantId, version);
    this.forget(key);
    this.named.set(key, { set, atMs: performance.now() });
    this.namedFeatures += set?.features.length ?? 0;
    for (const oldest of this.named.keys()) {
      if (this.named.size <= NAMED_MAX && this.namedFeatures <= NAMED_FEATURES_MAX) return;
      this.forget(oldest);
      this.learned.delete(oldest.slice(0, oldest.indexOf('/')));
    }
  }

  private forget(key: string): void {
    this.namedFeatures -= this.named.get(key)?.set?.features.length ?? 0;
    this.named.delete(key);
  }

  private isToBeAsked(tenantId: string, version: string, nowMs: number): boolean {
    if (version === '' || this.set(tenantId, version)) return false;
    const asked = this.named.get(keyOf(tenantId, version));
    return asked === undefined || nowMs - asked.atMs > ASK_AGAIN_MS;
  }
}

const UTC = 'UTC';
/** As the matcher has to have them. */
const SERVED = { sessions: true };

/**
 * A tenant's documents beside those of the installation.
 *
 * @param timeZone - IANA name of the zone whose days and hours count
 */
export function compileBeside(
  { plan, documents: installed }: FeaturePack,
  documents: Readonly<FeatureChangeV1['documents']>,
  timeZone = UTC,
): CompiledFeatures {
  if (documents.length === 0 && timeZone === UTC) return { plan };
  const own = documents.map(({ name, source }) => ({ name, source }));
  return compileFeatures([...installed, ...own], { ...SERVED, timeZone });
}

/** @throws Error with all that is wrong with the pack's files */
export function featurePackOf(files: Parameters<typeof readFeatures>[0]): FeaturePack {
  return {
    plan: readFeatures(files, SERVED),
    documents: files.map(({ path, text }) => ({ name: path, source: text, isInstalled: true })),
  };
}

/** As if everybody had the pack's features and no others. @throws Error with all that is wrong with the pack's files */
export function featureBookOf(files: Parameters<typeof readFeatures>[0]): FeatureBook {
  return new FeatureBook(featurePackOf(files));
}

/** What a tenant declares. */
interface Declared {
  /** 0 without documents of its own. */
  readonly revision: number;
  readonly documents: Readonly<FeatureChangeV1['documents']>;
  /** By entity type of its own. */
  readonly sinceMs: ReadonlyMap<string, number>;
}

interface TenantFeatures extends Declared {
  readonly timeZone: string;
  readonly plan: FeaturePlan;
  /** Newest first. */
  readonly earlier: readonly FeaturePlan[];
  readonly isRefused: boolean;
}

/** The new plan even where it gives the same values: its words may be others. */
function replaced(known: TenantFeatures | undefined, pack: FeaturePlan, plan: FeaturePlan) {
  const earlier = [known?.plan ?? pack, ...(known?.earlier ?? [])].filter(({ version }) => version !== plan.version);
  return { plan, earlier: earlier.slice(0, EARLIER_MAX), isRefused: false };
}

function keyOf(tenantId: string, version: string): string {
  return `${tenantId}/${version}`;
}
