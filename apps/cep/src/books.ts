import type { FeatureBook } from '#tenancy';
import type { PatternBook } from './pattern-book.js';

/** What tenants run, of which each may change from one transaction to the next. */
export interface Books {
  readonly patterns: PatternBook;
  readonly features: Pick<FeatureBook, 'of' | 'sinceMs'>;
}
