import { parse, stringify, YAMLParseError } from 'yaml';
import type { TextProblem } from './document-problems.js';

/** Events as people write them: a list in YAML or JSON, as in a document's examples. */
type Events = Record<string, unknown>[];

/** The events, or why the text is none. */
export function readEvents(text: string): { events: Events } | { problem: TextProblem } {
  let read: unknown;
  try {
    read = parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const [at] = error.linePos ?? [];
    const detail = error.message.split(' at line ')[0]!;
    return { problem: at === undefined ? { detail } : { detail, line: at.line, column: at.col } };
  }
  if (Array.isArray(read) && read.every(isRecord)) return { events: read };
  return {
    problem: { detail: 'Write a list of events, such as - { at: 0s, amount: 120, outcome: declined }', line: 1 },
  };
}

export interface WrittenExample {
  readonly title: string;
  /** One event a line. */
  readonly text: string;
}

/** The examples of a document, to begin with. Of a text that can't be read: none. */
export function examplesOf(document: string): WrittenExample[] {
  let read: unknown;
  try {
    read = parse(document);
  } catch {
    return [];
  }
  const examples = isRecord(read) && Array.isArray(read['examples']) ? read['examples'] : [];
  return examples
    .filter(isRecord)
    .flatMap(({ title, events }, index) =>
      Array.isArray(events)
        ? [{ title: typeof title === 'string' ? title : `Example ${index + 1}`, text: linesOf(events) }]
        : [],
    );
}

function linesOf(events: readonly unknown[]): string {
  return events.map((event) => `- ${stringify(event, { collectionStyle: 'flow', lineWidth: 0 })}`).join('');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
