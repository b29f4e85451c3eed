import { Controller } from '@nestjs/common';
import { topics } from '#contracts';
import { type BatchHandler, OnRecords } from '#messaging';
import { OpenChallenges } from './open-challenges.handler.js';

@Controller()
export class VerificationConsumers {
  constructor(private readonly openChallenges: OpenChallenges) {}

  @OnRecords(topics.decisions, { group: 'verification', linked: true, gatherMs: 50 })
  decisions(): BatchHandler {
    return this.openChallenges;
  }
}
