/**
 * The `sequence` of a pattern, by recursive descent:
 *
 *   choice   := sequence ('|' sequence)*
 *   sequence := element (('->' | '->>')? element)*
 *   element  := '!' name | (name | '(' choice ')') repeat? modifier*
 *   repeat   := '?' | '+' | '*' | '{' n (',' m?)? '}' '?'?
 *   modifier := 'greedy' | 'strict' | 'relaxed' | 'any' | 'until' '(' name ')'
 */
import type { Contiguity, Step, Times } from './pattern-definition.js';
import { TIMES_MAX } from './pattern-definition.js';

/**
 * @param text - the sugar; its length is the caller's to bound
 * @throws SequenceError at the first place that can't be read
 */
export function parseSequence(text: string): ParsedSequence {
  return new SequenceParser(text).parse();
}

export interface ParsedSequence {
  /** `where` and `until` hold names of conditions, not expressions: the caller puts those in. */
  readonly steps: readonly Step[];
  /** Where each step, group, choice and `until` name is last written, as an offset into the text. */
  readonly offsets: ReadonlyMap<string, number>;
}

export class SequenceError extends Error {
  override readonly name = 'SequenceError';
  readonly line: number;
  readonly column: number;
  constructor(
    readonly detail: string,
    text: string,
    readonly offset: number,
  ) {
    const before = text.slice(0, offset);
    const line = before.split('\n').length;
    const column = before.length - before.lastIndexOf('\n');
    super(`line ${line}, column ${column}: ${detail}`);
    this.line = line;
    this.column = column;
  }
}

interface Token {
  readonly kind: 'name' | 'number' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

const SIGNS = ['->>', '->', '|', '!', '(', ')', '{', '}', ',', '?', '+', '*'] as const;
const GROUP_DEPTH_MAX = 4;
/** Words of the notation, and literals of CEL that can't follow `matched.`. */
const RESERVED: ReadonlySet<string> = new Set([
  'greedy',
  'strict',
  'relaxed',
  'any',
  'until',
  'in',
  'true',
  'false',
  'null',
]);

class SequenceParser {
  private readonly tokens: readonly Token[];
  private position = 0;
  private readonly offsets = new Map<string, number>();

  constructor(private readonly text: string) {
    this.tokens = tokenise(text);
  }

  parse(): ParsedSequence {
    const start = this.peek();
    const branches = this.branches(0);
    const rest = this.peek();
    if (rest.kind !== 'end') throw this.error(`unexpected \`${rest.text}\``, rest);
    const steps = branches.length === 1 ? branches[0]! : [this.choiceOf(branches, start)];
    return { steps, offsets: this.offsets };
  }

  private branches(depth: number): Step[][] {
    const branches = [this.sequence(depth)];
    while (this.take('|')) branches.push(this.sequence(depth));
    return branches;
  }

  /** `a | b` within `a | b | c` or `(a | b) | c` is the same choice: an alternative that is a bare choice is spread out. */
  private choiceOf(branches: readonly Step[][], at: Token): Step {
    const group = branches.flatMap((steps): readonly Step[] => {
      const [only] = steps;
      if (steps.length > 1) return [{ name: this.madeUp('group', at), group: steps }];
      return only!.choice && !only!.times && !only!.optional ? only!.group! : [only!];
    });
    return { name: this.madeUp('choice', at), choice: true, group };
  }

  /** A name for what has none in the text, and that no step has. */
  private madeUp(kind: 'group' | 'choice', at: Token): string {
    let number = 1;
    while (this.offsets.has(`${kind}${number}`) || this.tokens.some(({ text }) => text === `${kind}${number}`))
      number++;
    this.offsets.set(`${kind}${number}`, at.at);
    return `${kind}${number}`;
  }

  private sequence(depth: number): Step[] {
    if (depth > GROUP_DEPTH_MAX) throw this.error('groups are nested too deeply', this.peek());
    const steps: Step[] = [this.element(undefined, depth)];
    for (;;) {
      const contiguity = this.connector();
      const next = this.peek();
      if (contiguity === undefined && (next.kind === 'end' || next.text === ')' || next.text === '|')) return steps;
      steps.push(this.element(contiguity ?? 'strict', depth));
    }
  }

  private connector(): Contiguity | undefined {
    if (this.take('->>')) return 'any';
    return this.take('->') ? 'relaxed' : undefined;
  }

  private element(contiguity: Contiguity | undefined, depth: number): Step {
    const start = this.peek();
    if (this.take('!')) return this.negated(contiguity, start);
    const base = this.take('(') ? this.groupBody(depth, start) : { name: this.stepName() };
    const step = this.modified({ ...base, contiguity, ...this.repeat() });
    return step.group ? this.withHead(step, start) : { ...step, where: step.name };
  }

  /**
   * A group that begins a group would be strict, whatever is written before the outer one (so it is in Flink CEP): it
   * gets the contiguity of the group around it, which is one thing before the first round and may be another between
   * rounds.
   */
  private withHead(step: Step, at: Token): Step {
    const [head, ...rest] = step.group!;
    if (!head!.group || head!.choice || step.choice) return step;
    const between = step.times && step.times.to !== 1 ? (step.inner ?? 'relaxed') : undefined;
    const contiguity = between ?? step.contiguity;
    if (contiguity === undefined) return step;
    if (step.contiguity !== undefined && step.contiguity !== contiguity) {
      const detail = `a repeated group that begins with a group must follow as its rounds do: ${contiguity}`;
      throw this.error(detail, at);
    }
    return { ...step, group: [this.withHead({ ...head!, contiguity }, at), ...rest] };
  }

  private groupBody(depth: number, open: Token): Step {
    const branches = this.branches(depth + 1);
    if (!this.take(')')) throw this.error('the group is not closed', open);
    if (branches.length > 1) return this.choiceOf(branches, open);
    return { name: this.madeUp('group', open), group: branches[0]! };
  }

  private negated(contiguity: Contiguity | undefined, start: Token): Step {
    if (contiguity === undefined) throw this.error('a sequence or group can’t begin with `!`', start);
    if (contiguity === 'any') throw this.error('write `-> !step`; `->>` has no meaning before `!`', start);
    const name = this.stepName();
    const after = this.peek();
    if (['?', '+', '*', '{'].includes(after.text))
      throw this.error('a negated step can’t be repeated or optional', after);
    return { name, contiguity, not: true, where: name };
  }

  private stepName(): string {
    const token = this.next();
    if (token.kind === 'end') throw this.error('a step is missing at the end', token);
    if (token.kind !== 'name') throw this.error(`expected a step, but found \`${token.text}\``, token);
    if (RESERVED.has(token.text)) throw this.error(`\`${token.text}\` can’t name a step`, token);
    this.offsets.set(token.text, token.at);
    return token.text;
  }

  private repeat(): { times?: Times; optional?: boolean } {
    if (this.take('?')) return { optional: true };
    if (this.take('+')) return { times: { from: 1 } };
    if (this.take('*')) return { times: { from: 1 }, optional: true };
    if (!this.take('{')) return {};
    const first = this.peek();
    const from = this.count();
    const to = this.take(',') ? (this.peek().text === '}' ? undefined : this.count()) : from;
    if (!this.take('}')) throw this.error('expected `}`', this.peek());
    if (to !== undefined && to < from) throw this.error(`{${from},${to}} has its bounds the wrong way round`, first);
    if (to === 0) throw this.error('a step that occurs 0 times says nothing; write `!step` to exclude it', first);
    const optional = this.take('?') || from === 0;
    return {
      times: to === undefined ? { from: Math.max(1, from) } : { from: Math.max(1, from), to },
      ...(optional && { optional }),
    };
  }

  private count(): number {
    const token = this.next();
    if (token.kind !== 'number') throw this.error('expected a number of repeats', token);
    if (Number(token.text) > TIMES_MAX) throw this.error(`at most ${TIMES_MAX} repeats`, token);
    return Number(token.text);
  }

  private modified(step: Step): Step {
    let result = step;
    for (;;) {
      const token = this.peek();
      if (token.text === 'greedy') result = { ...result, greedy: true };
      else if (token.text === 'strict' || token.text === 'relaxed' || token.text === 'any') {
        if (!step.times)
          throw this.error(`\`${token.text}\` says how repeats follow each other; ${label(step)} has none`, token);
        result = { ...result, inner: token.text };
      } else if (token.text === 'until') {
        this.position++;
        result = { ...result, until: this.untilName() };
        continue;
      } else return result;
      this.position++;
    }
  }

  private untilName(): string {
    const open = this.peek();
    if (!this.take('(')) throw this.error('write until(name), with the condition in `where`', open);
    const name = this.stepName();
    if (!this.take(')')) throw this.error('expected `)`', this.peek());
    return name;
  }

  private peek(): Token {
    return this.tokens[this.position]!;
  }
  private next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.position++;
    return token;
  }
  private take(sign: string): boolean {
    const token = this.peek();
    if (token.kind !== 'sign' || token.text !== sign) return false;
    this.position++;
    return true;
  }
  private error(detail: string, token: Token): SequenceError {
    return new SequenceError(detail, this.text, token.at);
  }
}

function label(step: Step): string {
  return step.group ? (step.choice ? 'the choice' : 'the group') : `\`${step.name}\``;
}

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const space = /^\s+/.exec(rest);
    if (space) {
      at += space[0].length;
      continue;
    }
    const word = /^[A-Za-z_]\w*/.exec(rest)?.[0];
    const digits = /^\d+/.exec(rest)?.[0];
    const sign = SIGNS.find((one) => rest.startsWith(one));
    const found = word ?? digits ?? sign;
    if (found === undefined) throw new SequenceError(`unexpected \`${text[at]}\``, text, at);
    tokens.push({ kind: word ? 'name' : digits ? 'number' : 'sign', text: found, at });
    at += found.length;
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return tokens;
}
