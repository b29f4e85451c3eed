import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { loadConfig } from '#kernel';
import { Readiness } from '#http';
import { AppThread, InfrastructureModule, type ProcessConfig } from '#service';
import { CasesModule } from '../../cases/src/cases.module.js';
import { casesConfig } from '../../cases/src/cases.config.js';
import { feedbackConfig } from '../../feedback/src/feedback.config.js';
import { FeedbackModule } from '../../feedback/src/feedback.module.js';
import { IngestionModule } from '../../ingestion/src/ingestion.module.js';
import { ingestionConfig } from '../../ingestion/src/ingestion.config.js';
import { VerificationModule } from '../../verification/src/verification.module.js';
import { verificationConfig } from '../../verification/src/verification.config.js';

/** All services with requests to answer, and those off the path, in one thread. `env` is what they would find in theirs. */
@Module({})
export class StandaloneModule implements OnModuleInit {
  static forRoot(process: ProcessConfig, env: NodeJS.ProcessEnv, matching: AppThread): DynamicModule {
    return {
      module: StandaloneModule,
      imports: [
        InfrastructureModule.forRoot('standalone', process, 'prompt'),
        IngestionModule.forRoot(loadConfig(ingestionConfig, env), true),
        VerificationModule.forRoot(loadConfig(verificationConfig, env)),
        FeedbackModule.forRoot(loadConfig(feedbackConfig, env), env),
        // Last: its catch-all serves the console's pages.
        CasesModule.forRoot(loadConfig(casesConfig, env)),
      ],
      providers: [{ provide: AppThread, useValue: matching }],
    };
  }

  constructor(
    private readonly readiness: Readiness,
    private readonly matching: AppThread,
  ) {}

  onModuleInit(): void {
    this.readiness.add({
      name: 'matching',
      check: () => this.matching.check(),
    });
  }
}
