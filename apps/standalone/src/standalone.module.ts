import { Module, type DynamicModule } from '@nestjs/common';
import type { z } from 'zod';
import { loadConfig } from '#kernel';
import { InfrastructureModule, type ProcessConfig } from '#service';
import { CasesModule } from '../../cases/src/cases.module.js';
import { casesConfig } from '../../cases/src/cases.config.js';
import { CepModule } from '../../cep/src/cep.module.js';
import { cepConfig } from '../../cep/src/cep.config.js';
import { FeedbackModule } from '../../feedback/src/feedback.module.js';
import { feedbackConfig } from '../../feedback/src/feedback.config.js';
import { IngestionModule } from '../../ingestion/src/ingestion.module.js';
import { ingestionConfig } from '../../ingestion/src/ingestion.config.js';
import { ScoringModule } from '../../scoring/src/scoring.module.js';
import { scoringConfig } from '../../scoring/src/scoring.config.js';
import { VerificationModule } from '../../verification/src/verification.module.js';
import { verificationConfig } from '../../verification/src/verification.config.js';

const services: readonly { config: z.ZodObject; module: (config: never) => DynamicModule }[] = [
  { config: ingestionConfig, module: (config) => IngestionModule.forRoot(config, true) },
  { config: cepConfig, module: (config) => CepModule.forRoot(config) },
  { config: scoringConfig, module: (config) => ScoringModule.forRoot(config, false) },
  { config: verificationConfig, module: (config) => VerificationModule.forRoot(config) },
  { config: feedbackConfig, module: () => FeedbackModule.forRoot() },
  // Last: its catch-all serves the console's pages.
  { config: casesConfig, module: (config) => CasesModule.forRoot(config) },
];

/** All services in one process. `env` is what they would find in theirs. */
@Module({})
export class StandaloneModule {
  static forRoot(process: ProcessConfig, env: NodeJS.ProcessEnv): DynamicModule {
    return {
      module: StandaloneModule,
      imports: [
        InfrastructureModule.forRoot('standalone', process),
        ...services.map(({ config, module }) => module(loadConfig(config, env) as never)),
      ],
    };
  }
}
