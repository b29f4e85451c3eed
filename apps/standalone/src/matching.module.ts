import { Module, type DynamicModule } from '@nestjs/common';
import type { z } from 'zod';
import { InfrastructureModule, type ProcessConfig } from '#service';
import type { cepConfig } from '../../cep/src/cep.config.js';
import { CepModule } from '../../cep/src/cep.module.js';
import type { scoringConfig } from '../../scoring/src/scoring.config.js';
import { ScoringModule } from '../../scoring/src/scoring.module.js';
import { MatchAndDecideHandler } from './match-and-decide.handler.js';

export interface MatchingConfig {
  readonly process: ProcessConfig;
  readonly cep: z.infer<typeof cepConfig>;
  readonly scoring: z.infer<typeof scoringConfig>;
}

/** From a transaction to its decision: what holds the state of all entities, and works while others answer requests. */
@Module({})
export class MatchingModule {
  static forRoot({ process, cep, scoring }: MatchingConfig): DynamicModule {
    // The signals of a transaction are sure to meet in one partition only where there is just one.
    const inOneStep = process.TOPIC_PARTITIONS === 1;
    return {
      module: MatchingModule,
      imports: [
        InfrastructureModule.forRoot('standalone-matching', process, 'prompt'),
        CepModule.forRoot(cep, !inOneStep),
        ScoringModule.forRoot(scoring, { consumes: !inOneStep, writesReplies: false }),
      ],
      controllers: inOneStep ? [MatchAndDecideHandler] : [],
    };
  }
}
