import { describe, expect, it } from 'vitest';
import {
  caseListOf,
  detailSearch,
  frameSearch,
  liveSearch,
  patternSearch,
  patternsSearch,
  queueSearch,
} from './url-state.js';

describe('liveSearch', () => {
  it('known values → kept; unknown ones → dropped', () => {
    expect(liveSearch({ outcome: 'decline', answered_by: 'guess', window: '1h', x: 1 })).toEqual({
      outcome: 'decline',
      window: '1h',
    });
  });
  it('an id that looks like a number → text', () => expect(liveSearch({ q: 8812 })).toEqual({ q: '8812' }));
  it('blank search → none; a long one → cut to what the API takes', () => {
    expect(liveSearch({ q: '   ' })).toEqual({});
    expect(liveSearch({ q: 'x'.repeat(2000) }).q).toHaveLength(1024);
  });
  it('times → UTC; what is no time → dropped', () => {
    expect(liveSearch({ from: '2026-11-20T09:30:00+01:00', to: 'yesterday' })).toEqual({
      from: '2026-11-20T08:30:00.000Z',
    });
  });
});

describe('the other pages', () => {
  it('frame: mode', () => {
    expect(frameSearch({ mode: 'live' })).toEqual({ mode: 'live' });
    expect(frameSearch({ mode: 'prod' })).toEqual({});
  });
  it('queue: view and sort', () => {
    expect(queueSearch({ view: 'mine', sort: 'due' })).toEqual({ view: 'mine', sort: 'due' });
    expect(queueSearch({ view: 'all', sort: [] })).toEqual({});
  });
  it('patterns: status and text', () => {
    expect(patternsSearch({ status: 'shadow', q: 'card' })).toEqual({ status: 'shadow', q: 'card' });
    expect(patternsSearch({ status: 'on' })).toEqual({});
  });
  it('pattern: tab and version', () => {
    expect(patternSearch({ tab: 'test', version: 3 })).toEqual({ tab: 'test', version: 3 });
    expect(patternSearch({ version: 'newest' })).toEqual({});
    expect(patternSearch({ version: 0 })).toEqual({});
  });
  it('detail: tab', () => expect(detailSearch({ tab: 'raw' })).toEqual({ tab: 'raw' }));
});

describe('caseListOf', () => {
  it.each([
    [undefined, { status: 'open' }],
    ['mine', { status: 'open', assignee: 'me' }],
    ['unassigned', { status: 'open', assignee: 'none' }],
    ['decided', { status: 'decided' }],
  ] as const)('view %s', (view, expected) => expect(caseListOf(view)).toEqual(expected));
});
