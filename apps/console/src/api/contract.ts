/** The contract's types under one roof. Types alone: the schemas and the records' codecs stay out of the bundle. */
export type {
  AuditEntry,
  CaseDetail,
  CaseList,
  CaseListQuery,
  CaseNote,
  CaseSummary,
  CaseVerdict,
  ChallengeView,
  ConsoleMode,
  ConsoleReason,
  ConsoleSession,
  ConsoleStats,
  ConsoleUsers,
  DecideRequest,
  DecisionDetail,
  DecisionList,
  DecisionSummary,
  EntityView,
  ExplanationStep,
  ExplanationView,
  FeatureView,
  LabelView,
  MatchView,
  NextCase,
  OutboxList,
  OutboxMessage,
  RungDecision,
  SearchHit,
  SearchResult,
  TimelineItem,
  TransactionView,
} from '#contracts/console-api';
export type { FeatureList, FeatureSummary } from '#contracts/features-api';
export type { LateList, LateTransaction } from '#contracts/late-api';
export type { ModelCounts, ModelHistoryEntry, ModelList, ModelStatus, ModelVersionView } from '#contracts/models-api';
export type {
  PartialMatch,
  PartialMatchList,
  PatternComparison,
  PatternDetail,
  PatternHealth,
  PatternHistoryEntry,
  PatternList,
  PatternStatus,
  PatternSummary,
  PatternTestResult,
  PatternTestRun,
  PatternVersionView,
  TestPatternRequest,
} from '#contracts/patterns-api';

/** RFC 9457, as every error of the API. */
export interface Problem {
  title: string;
  status: number;
  code: string;
  detail: string;
  trace_id?: string;
  errors?: FieldProblem[];
}

/** Something wrong at one place of a request; `line` and `column` count from 1 in the text at `pointer` or around it. */
export interface FieldProblem {
  pointer: string;
  code: string;
  detail: string;
  line?: number;
  column?: number;
}
