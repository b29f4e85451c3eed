import { Controller } from '@nestjs/common';
import { topics } from '#contracts';
import { BatchHandler, OnRecords } from '#messaging';
import { ReplyInbox } from './reply-inbox.js';

// What this service takes from the log. Replies to an earlier process are of no use, so a new group begins at the end.

@Controller()
export class ReplyConsumers {
  constructor(private readonly replies: ReplyInbox) {}

  @OnRecords(topics.decisionReplies, { group: 'ingestion', from: 'latest' })
  decisionReplies(): BatchHandler {
    return this.replies;
  }
}

@Controller()
export class DecisionConsumers {
  constructor(private readonly replies: ReplyInbox) {}

  @OnRecords(topics.decisions, { group: 'ingestion', from: 'latest' })
  decisions(): BatchHandler {
    return this.replies;
  }
}
