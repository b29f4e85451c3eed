import type { AnswerLinks } from './render-answer.js';

/** What the routes need of the configuration. */
export class IngestionSettings {
  constructor(readonly links: AnswerLinks) {}
}
