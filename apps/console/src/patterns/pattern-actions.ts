import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { ApiError, post } from '../api/client.js';
import type { PatternDetail, PatternTestResult, TestPatternRequest } from '../api/contract.js';
import { patternPath } from '../api/queries.js';
import type { Deed } from './deeds.js';
import { failedExamples, problemsUnder, type TextProblem } from './document-problems.js';

/** Everything that changes a pattern. Each answer is the pattern as it is now, and replaces what the page shows. */
export interface SaveRequest {
  readonly definition: string;
  readonly revision: number;
  readonly note: string;
}

export function useSavePattern(patternId?: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (request: SaveRequest) => post<PatternDetail>('/v1/patterns', request),
    onSuccess: (detail) => keep(queryClient, detail),
    onError: () => (patternId === undefined ? undefined : refresh(queryClient, patternId)),
  });
}

export interface DeedRequest {
  readonly deed: Deed;
  readonly version: number;
  readonly revision: number;
  readonly reason: string;
}

export function useDeed(patternId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ deed, ...change }: DeedRequest) => {
      const path = patternPath(patternId);
      if (deed === 'retire' || deed === 'rollback') return post<PatternDetail>(`${path}/${deed}`, change);
      return post<PatternDetail>(`${path}/promote`, { ...change, to: deed === 'shadow' ? 'shadow' : 'live' });
    },
    onSuccess: (detail) => keep(queryClient, detail),
    onError: () => refresh(queryClient, patternId),
  });
}

export function useTestPattern() {
  return useMutation({
    mutationFn: (request: TestPatternRequest) => post<PatternTestResult>('/v1/patterns:test', request),
  });
}

const TYPING_MS = 500;

/** What the server has against a document while it is written; undefined until it has looked at this very text. */
export function useDocumentCheck(text: string): { problems: TextProblem[] | undefined; error: Error | null } {
  const [settled] = useDebouncedValue(text, TYPING_MS);
  const check = useQuery({
    queryKey: ['document-check', settled],
    queryFn: () => checkDocument(settled),
    staleTime: Infinity,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
  });
  return { problems: settled === text ? check.data : undefined, error: check.error };
}

/** A test over no events compiles the document, runs its examples and changes nothing. */
async function checkDocument(definition: string): Promise<TextProblem[]> {
  if (definition.trim() === '') return [{ detail: 'The document is empty', line: 1 }];
  try {
    return failedExamples(await post<PatternTestResult>('/v1/patterns:test', { definition, events: [] }));
  } catch (error) {
    if (error instanceof ApiError && error.status === 422) return problemsUnder(error, '/definition');
    throw error;
  }
}

function keep(queryClient: QueryClient, detail: PatternDetail): void {
  queryClient.setQueryData(['pattern', detail.id], detail);
  void queryClient.invalidateQueries({ queryKey: ['patterns'] });
  // Of a trial that is over, asking again is refused: the tab goes with the detail above, and what it showed with it.
  if (detail.shadow_version === null) queryClient.removeQueries({ queryKey: ['comparison', detail.id] });
  else void queryClient.invalidateQueries({ queryKey: ['comparison', detail.id] });
}

async function refresh(queryClient: QueryClient, patternId: string): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ['pattern', patternId] });
}
