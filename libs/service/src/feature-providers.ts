/** The book of a process' features, as modules provide it. */
import type { Provider } from '@nestjs/common';
import { Clock, readTextFiles } from '#kernel';
import { Database } from '#persistence';
import { logger } from '#telemetry';
import { FeatureBook, type FeaturePack, featurePackOf, FeatureSource, PgFeatureSource } from '#tenancy';

/** @throws CaracalError, Error with what is wrong with the folder or its features */
export function readFeaturePack(folder: string): FeaturePack {
  return featurePackOf(readTextFiles(folder, /\.ya?ml$/, 'FEATURES_DIR'));
}

/** @param pack - what every tenant begins with */
export function featureProviders(pack: () => FeaturePack): Provider[] {
  return [
    {
      provide: FeatureSource,
      useFactory: (database: Database, clock: Clock) => new PgFeatureSource(database, clock),
      inject: [Database, Clock],
    },
    {
      provide: FeatureBook,
      useFactory: (source: FeatureSource) =>
        new FeatureBook(pack(), source, (tenant, revision, problem) =>
          logger.error({ tenant, revision, problem }, 'features do not compile here; what was in force goes on'),
        ),
      inject: [FeatureSource],
    },
  ];
}
