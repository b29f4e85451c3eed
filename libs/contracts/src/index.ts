export {
  ENTITY_TYPES,
  OUTCOMES,
  deadLetterV1,
  decisionReplyV1,
  decisionV1,
  labelV1,
  signalV1,
  transactionAcceptedV1,
  transactionV1,
  verificationV1,
  type AnsweredBy,
  type AttributeV1,
  type Codec,
  type ContributionV1,
  type DeadLetterV1,
  type DecisionReplyV1,
  type DecisionV1,
  type EntitySignalV1,
  type EntityType,
  type LabelV1,
  type MatchedEventV1,
  type Outcome,
  type PatternMatchV1,
  type ReasonV1,
  type ReplyToV1,
  type SessionV1,
  type SignalV1,
  type TransactionAcceptedV1,
  type TransactionV1,
  type Verdict,
  type VerificationV1,
} from './records.js';
export { entitiesOf, type EntityRef } from './entities.js';
export { ALL_TOPICS, recordKey, topics, type Topic } from './topics.js';
export { HybridLogicalClock, recordHeaders, type EventEnvelope, type RecordHeaders } from './headers.js';
export { ID_PREFIXES, derivedId, isId, newId, type IdKind } from './ids.js';
export { formatMinor, minorDigits } from './money.js';
export { challengeToken, challengeUrl, isChallengeToken } from './challenge-link.js';
export {
  CHANNELS,
  TRANSACTION_OUTCOMES,
  transactionRequest,
  type ParsedTransactionRequest,
  type TransactionRequest,
} from './http/transaction-request.js';
export { transactionAnswer, type TransactionAnswer } from './http/transaction-answer.js';
export { problem, type Problem } from './http/problem.js';
