import { describe, expect, it } from 'vitest';
import { examplesOf, readEvents } from './events-text.js';

describe('readEvents', () => {
  it('YAML and JSON → the events', () => {
    const events = [{ at: '0s', amount: 120, outcome: 'declined' }];
    expect(readEvents('- { at: 0s, amount: 120, outcome: declined }\n')).toEqual({ events });
    expect(readEvents(JSON.stringify(events))).toEqual({ events });
  });
  it('no YAML → what and where', () =>
    expect(readEvents('- { at: 0s }\n- { at: 1s')).toMatchObject({ problem: { line: 2, detail: expect.any(String) } }));
  it.each(['', 'at: 0s', '- 7'])('%j is no list of events', (text) =>
    expect(readEvents(text)).toMatchObject({ problem: { line: 1 } }),
  );
});

describe('examplesOf', () => {
  it('one event a line, which reads back', () => {
    const [example, ...more] = examplesOf(
      'pattern: x\nexamples:\n  - title: two\n    events:\n      - { at: 0s, amount: 1, card: { country: DE } }\n      - at: 5s\n        amount: 2\n    matches: 1\n',
    );
    expect(more).toEqual([]);
    expect(example).toEqual({
      title: 'two',
      text: '- { at: 0s, amount: 1, card: { country: DE } }\n- { at: 5s, amount: 2 }\n',
    });
    expect(readEvents(example!.text)).toMatchObject({ events: [{ at: '0s' }, { at: '5s' }] });
  });
  it.each(['a: [', 'pattern: x', 'examples: 7', ''])('%j → none', (text) => expect(examplesOf(text)).toEqual([]));
});
