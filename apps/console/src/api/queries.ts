import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get } from './client.js';
import type {
  CaseDetail,
  CaseList,
  CaseListQuery,
  ConsoleMode,
  ConsoleSession,
  ConsoleStats,
  ConsoleUsers,
  DecisionDetail,
  DecisionList,
  EntityView,
  FeatureList,
  LateList,
  ModelList,
  OutboxList,
  PartialMatchList,
  PatternComparison,
  PatternDetail,
  PatternList,
  SearchResult,
} from './contract.js';

/** What the console reads, one entry per endpoint. Keys begin with the resource, so that a change can refresh it. */
const PAGE = 100;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => get<ConsoleSession>('/session', {}, signal),
  staleTime: 60_000,
  refetchInterval: 5 * 60_000,
});

export interface DecisionFilter {
  readonly mode: ConsoleMode;
  readonly outcome?: string | undefined;
  readonly answered_by?: string | undefined;
  readonly q?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export const decisionsQuery = (filter: DecisionFilter) =>
  infiniteQueryOptions({
    queryKey: ['decisions', filter],
    queryFn: ({ pageParam, signal }) =>
      get<DecisionList>('/decisions', { ...filter, cursor: pageParam, limit: PAGE }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    // The stream keeps the list fresh; a refetch of every page would only move rows.
    staleTime: Infinity,
    gcTime: 60_000,
  });

export const decisionQuery = (transactionId: string) =>
  queryOptions({
    queryKey: ['decision', transactionId],
    queryFn: ({ signal }) => get<DecisionDetail>(`/decisions/${encodeURIComponent(transactionId)}`, {}, signal),
    staleTime: 5_000,
  });

export const statsQuery = (mode: ConsoleMode, window: ConsoleStats['window']) =>
  queryOptions({
    queryKey: ['stats', mode, window],
    queryFn: ({ signal }) => get<ConsoleStats>('/stats', { mode, window }, signal),
    refetchInterval: 5_000,
    placeholderData: (previous) => previous,
  });

export interface CaseFilter {
  readonly mode: ConsoleMode;
  readonly status: CaseListQuery['status'];
  readonly assignee?: string | undefined;
  readonly sort: CaseListQuery['sort'];
}

export const casesQuery = (filter: CaseFilter) =>
  infiniteQueryOptions({
    queryKey: ['cases', filter],
    queryFn: ({ pageParam, signal }) => get<CaseList>('/cases', { ...filter, cursor: pageParam, limit: PAGE }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    staleTime: 5_000,
  });

export const caseQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId],
    queryFn: ({ signal }) => get<CaseDetail>(`/cases/${encodeURIComponent(caseId)}`, {}, signal),
    staleTime: 5_000,
    refetchInterval: 15_000,
  });

/** What may come next, so it is looked at as often as the case that it is shown with. */
export const partialMatchesQuery = (type: EntityView['type'], id: string, mode: ConsoleMode) =>
  queryOptions({
    queryKey: ['partial-matches', mode, type, id],
    queryFn: ({ signal }) =>
      get<PartialMatchList>(`/v1/entities/${type}/${encodeURIComponent(id)}/partial-matches`, { mode }, signal),
    staleTime: 5_000,
    refetchInterval: 15_000,
  });

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => get<ConsoleUsers>('/users', {}, signal),
  staleTime: 5 * 60_000,
});

export const outboxQuery = infiniteQueryOptions({
  queryKey: ['outbox'],
  queryFn: ({ pageParam, signal }) => get<OutboxList>('/outbox', { cursor: pageParam, limit: PAGE }, signal),
  initialPageParam: '',
  getNextPageParam: (last) => last.next_cursor ?? undefined,
  refetchInterval: 5_000,
});

export const lateQuery = (mode: ConsoleMode) =>
  infiniteQueryOptions({
    queryKey: ['late', mode],
    queryFn: ({ pageParam, signal }) =>
      get<LateList>('/late-transactions', { mode, cursor: pageParam, limit: PAGE }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    staleTime: 5_000,
    refetchInterval: 30_000,
  });

export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal }) => get<SearchResult>('/search', { q }, signal),
    staleTime: 5_000,
    enabled: q !== '',
  });

export const patternsQuery = queryOptions({
  queryKey: ['patterns'],
  queryFn: ({ signal }) => get<PatternList>('/v1/patterns', {}, signal),
  staleTime: 5_000,
  refetchInterval: 30_000,
});

export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: ({ signal }) => get<ModelList>('/v1/models', {}, signal),
  staleTime: 5_000,
  refetchInterval: 30_000,
});

export const featuresQuery = (mode: ConsoleMode) =>
  queryOptions({
    queryKey: ['features', mode],
    queryFn: ({ signal }) => get<FeatureList>('/v1/features', { mode }, signal),
    staleTime: 5_000,
    refetchInterval: 30_000,
  });

export const patternPath = (patternId: string): string => `/v1/patterns/${encodeURIComponent(patternId)}`;

export const patternQuery = (patternId: string) =>
  queryOptions({
    queryKey: ['pattern', patternId],
    queryFn: ({ signal }) => get<PatternDetail>(patternPath(patternId), {}, signal),
    staleTime: 5_000,
  });

export const comparisonQuery = (patternId: string) =>
  queryOptions({
    queryKey: ['comparison', patternId],
    queryFn: ({ signal }) => get<PatternComparison>(`${patternPath(patternId)}/comparison`, {}, signal),
    refetchInterval: 5_000,
  });
