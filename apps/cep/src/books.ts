import type { SessionBounds } from '#features';
import type { FeatureBook } from '#tenancy';
import type { PatternBook } from './pattern-book.js';

/** What is asked of entities: what tenants run, which may change from one transaction to the next, and how late a session may grow. */
export interface Books {
  readonly patterns: PatternBook;
  readonly features: Pick<FeatureBook, 'of' | 'sinceMs'>;
  readonly sessions: Pick<SessionBounds, 'latenessMs'>;
}
