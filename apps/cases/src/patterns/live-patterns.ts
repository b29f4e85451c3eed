/** The patterns that count in a tenant's decisions: its own live versions, and of the pack what it did not change. */
import { hash } from 'node:crypto';
import type { EntityType } from '#contracts';
import { type CompiledPattern, compilePattern, PACK_VERSION, PatternError, type PackPattern } from '#patterns';
import { Database } from '#persistence';
import type { LivePattern } from './partial-matches.js';

const COMPILED_MAX = 2_000;

export class LivePatterns {
  /** By the hash of the document, least recently used first; undefined for one that doesn't compile. */
  private readonly compiled = new Map<string, CompiledPattern | undefined>();

  constructor(
    private readonly database: Database,
    private readonly pack: ReadonlyMap<string, PackPattern>,
  ) {}

  /** Those over one kind of entity. As in a matcher, a document that this release doesn't understand doesn't run. */
  async of(tenantId: string, entityType: EntityType): Promise<LivePattern[]> {
    const own = await this.database.query<OwnRow>([tenantId], OWN, [tenantId, entityType]);
    const changed = new Set(own.map(({ id }) => id));
    const live: LivePattern[] = [];
    for (const [id, { pattern }] of this.pack)
      if (pattern.by === entityType && !changed.has(id)) live.push({ version: PACK_VERSION, pattern });
    for (const { version, source } of own) {
      const pattern = source === null ? undefined : this.compile(source);
      if (pattern !== undefined) live.push({ version: version!, pattern });
    }
    return live;
  }

  private compile(source: string): CompiledPattern | undefined {
    const key = hash('sha256', source, 'base64');
    const pattern = this.compiled.has(key) ? this.compiled.get(key) : compiledOrNot(source);
    this.compiled.delete(key);
    this.compiled.set(key, pattern);
    if (this.compiled.size > COMPILED_MAX) this.compiled.delete(this.compiled.keys().next().value!);
    return pattern;
  }
}

function compiledOrNot(source: string): CompiledPattern | undefined {
  try {
    return compilePattern(source);
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
}

interface OwnRow {
  readonly id: string;
  readonly version: number | null;
  /** null where it is not live, or over another kind of entity. */
  readonly source: string | null;
}

const OWN = {
  name: 'patterns-live-of-entity',
  text: `select p.pattern_id as id, v.version, v.source
    from patterns.patterns p
    left join patterns.versions v on v.tenant_id = p.tenant_id and v.pattern_id = p.pattern_id
      and v.version = p.live_version and v.definition ->> 'by' = $2
    where p.tenant_id = $1
    order by p.pattern_id`,
};
