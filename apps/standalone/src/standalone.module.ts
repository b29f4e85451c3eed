import { Module, type DynamicModule } from '@nestjs/common';
import { loadConfig } from '#kernel';
import { InfrastructureModule, type ProcessConfig } from '#service';
import { CasesModule } from '../../cases/src/cases.module.js';
import { casesConfig } from '../../cases/src/cases.config.js';
import { CepModule } from '../../cep/src/cep.module.js';
import { cepConfig } from '../../cep/src/cep.config.js';
import { feedbackConfig } from '../../feedback/src/feedback.config.js';
import { FeedbackModule } from '../../feedback/src/feedback.module.js';
import { IngestionModule } from '../../ingestion/src/ingestion.module.js';
import { ingestionConfig } from '../../ingestion/src/ingestion.config.js';
import { ScoringModule } from '../../scoring/src/scoring.module.js';
import { scoringConfig } from '../../scoring/src/scoring.config.js';
import { VerificationModule } from '../../verification/src/verification.module.js';
import { verificationConfig } from '../../verification/src/verification.config.js';
import { MatchAndDecideHandler } from './match-and-decide.handler.js';

/** All services in one process. `env` is what they would find in theirs. */
@Module({})
export class StandaloneModule {
  static forRoot(process: ProcessConfig, env: NodeJS.ProcessEnv): DynamicModule {
    return {
      module: StandaloneModule,
      imports: [
        InfrastructureModule.forRoot('standalone', process),
        IngestionModule.forRoot(loadConfig(ingestionConfig, env), true),
        ...matchingAndScoring(process.TOPIC_PARTITIONS, env),
        VerificationModule.forRoot(loadConfig(verificationConfig, env)),
        FeedbackModule.forRoot(loadConfig(feedbackConfig, env)),
        // Last: its catch-all serves the console's pages.
        CasesModule.forRoot(loadConfig(casesConfig, env)),
      ],
    };
  }
}

/** The signals of a transaction are sure to meet in one partition only where there is just one. */
function matchingAndScoring(partitions: number | undefined, env: NodeJS.ProcessEnv): DynamicModule[] {
  const inOneStep = partitions === 1;
  const cep = CepModule.forRoot(loadConfig(cepConfig, env), !inOneStep);
  const scoring = ScoringModule.forRoot(loadConfig(scoringConfig, env), { consumes: !inOneStep, writesReplies: false });
  if (!inOneStep) return [cep, scoring];
  return [{ module: MatchAndDecideModule, imports: [cep, scoring], controllers: [MatchAndDecideHandler] }];
}

@Module({})
class MatchAndDecideModule {}
