/**
 * Regular expressions that can't be made slow: parsed into a small automaton and run on all its states at once
 * (Thompson, 1968), so the cost is at most text length × pattern size. The syntax is the part of RE2's that needs no
 * backtracking: literals, `.`, classes, `\d \w \s \b`-free escapes, `^ $`, groups, `|`, `* + ? {n,m}`.
 */
export const REGEX_LENGTH_MAX = 200;
const STATES_MAX = 1000;
const REPEAT_MAX = 100;
/** Longer texts are cut before matching; attributes are shorter than that. */
const TEXT_MAX = 2048;

/** Whether the pattern is found anywhere in the text. */
export type RegexTest = (text: string) => boolean;

export class RegexError extends Error {
  override readonly name = 'RegexError';
}

/** Throws `RegexError` in plain words on anything outside the subset. */
export function compileRegex(pattern: string): RegexTest {
  if (pattern.length > REGEX_LENGTH_MAX) {
    throw new RegexError(`the pattern has ${pattern.length} characters; at most ${REGEX_LENGTH_MAX} are allowed`);
  }
  const program = new RegexParser(pattern).program();
  return (text) => run(program, text.length > TEXT_MAX ? text.slice(0, TEXT_MAX) : text);
}

type CharTest = (code: number) => boolean;
type Instruction =
  | { op: 'char'; test: CharTest }
  | { op: 'split'; a: number; b: number }
  | { op: 'jump'; to: number }
  | { op: 'start' | 'end' | 'match' };

function run(program: readonly Instruction[], text: string): boolean {
  let current = new StateSet(program.length);
  let next = new StateSet(program.length);
  for (let i = 0; i <= text.length; i++) {
    // The search is unanchored: a new thread starts at every position.
    if (enter(program, current, 0, i, text.length)) return true;
    if (i === text.length) break;
    const code = text.charCodeAt(i);
    next.clear();
    for (let k = 0; k < current.size; k++) {
      const instruction = program[current.states[k]!]!;
      if (instruction.op !== 'char' || !instruction.test(code)) continue;
      if (enter(program, next, current.states[k]! + 1, i + 1, text.length)) return true;
    }
    [current, next] = [next, current];
  }
  return false;
}

/** Adds a state and all that it reaches without reading; true when `match` is among them. */
function enter(program: readonly Instruction[], into: StateSet, at: number, position: number, length: number): boolean {
  const stack = [at];
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    if (!into.add(state)) continue;
    const instruction = program[state]!;
    if (instruction.op === 'match') return true;
    if (instruction.op === 'jump') stack.push(instruction.to);
    else if (instruction.op === 'split') stack.push(instruction.a, instruction.b);
    else if (instruction.op === 'start' && position === 0) stack.push(state + 1);
    else if (instruction.op === 'end' && position === length) stack.push(state + 1);
  }
  return false;
}

class StateSet {
  readonly states: number[] = [];
  size = 0;
  private readonly marks: Uint32Array;
  private generation = 1;

  constructor(count: number) {
    this.marks = new Uint32Array(count);
  }
  add(state: number): boolean {
    if (this.marks[state] === this.generation) return false;
    this.marks[state] = this.generation;
    this.states[this.size++] = state;
    return true;
  }
  clear(): void {
    this.size = 0;
    this.generation++;
  }
}

/** A piece of program, relocatable: its jumps count from its own first instruction. */
type Piece = readonly Instruction[];

class RegexParser {
  private at = 0;
  constructor(private readonly pattern: string) {}

  program(): Instruction[] {
    const body = this.alternatives(0);
    if (this.at < this.pattern.length) throw new RegexError(`unexpected \`${this.pattern[this.at]}\``);
    return [...body, { op: 'match' }];
  }

  private alternatives(depth: number): Piece {
    if (depth > 20) throw new RegexError('groups are nested too deeply');
    let left = this.sequence(depth);
    while (this.take('|')) left = either(left, this.sequence(depth));
    return left;
  }

  private sequence(depth: number): Piece {
    const pieces: Instruction[] = [];
    while (this.at < this.pattern.length && this.peek() !== '|' && this.peek() !== ')') {
      for (const instruction of shift(this.repeated(depth), pieces.length)) pieces.push(instruction);
      if (pieces.length > STATES_MAX) throw new RegexError('the pattern is too large once its repeats are written out');
    }
    return pieces;
  }

  private repeated(depth: number): Piece {
    const atom = this.atom(depth);
    const quantifier = this.peek();
    if (quantifier !== '*' && quantifier !== '+' && quantifier !== '?' && quantifier !== '{') return atom;
    const [from, to] = this.bounds();
    this.take('?'); // A lazy repeat finds the same texts; only the extent of a match would differ.
    if (['*', '+', '?', '{'].includes(this.peek() ?? '')) throw new RegexError('two repeats in a row');
    return repeat(atom, from, to);
  }

  private bounds(): [number, number | undefined] {
    if (this.take('*')) return [0, undefined];
    if (this.take('+')) return [1, undefined];
    if (this.take('?')) return [0, 1];
    const written = /^\{(\d{1,3})(,(\d{0,3}))?\}/.exec(this.pattern.slice(this.at));
    if (!written) throw new RegexError('a repeat is written {n}, {n,} or {n,m}');
    this.at += written[0].length;
    const from = Number(written[1]);
    const to = written[2] === undefined ? from : written[3] === '' ? undefined : Number(written[3]);
    if (from > REPEAT_MAX || (to ?? 0) > REPEAT_MAX) throw new RegexError(`repeats go up to ${REPEAT_MAX}`);
    if (to !== undefined && to < from) throw new RegexError('a repeat has its bounds the wrong way round');
    return [from, to];
  }

  private atom(depth: number): Piece {
    const char = this.pattern[this.at++]!;
    switch (char) {
      case '(': {
        if (this.peek() === '?') {
          if (!this.pattern.startsWith('?:', this.at)) throw new RegexError('lookaround and flags are not supported');
          this.at += 2;
        }
        const inner = this.alternatives(depth + 1);
        if (!this.take(')')) throw new RegexError('a group is not closed');
        return inner;
      }
      case '[':
        return [{ op: 'char', test: this.charClass() }];
      case '.':
        return [{ op: 'char', test: (code) => code !== 10 }];
      case '^':
        return [{ op: 'start' }];
      case '$':
        return [{ op: 'end' }];
      case '\\':
        return [{ op: 'char', test: this.escape() }];
      case '*':
      case '+':
      case '?':
      case '{':
        throw new RegexError(`nothing to repeat before \`${char}\``);
      default:
        return [{ op: 'char', test: literal(char) }];
    }
  }

  private escape(): CharTest {
    const char = this.pattern[this.at++];
    if (char === undefined) throw new RegexError('the pattern ends in a backslash');
    const shorthand = SHORTHANDS[char];
    if (shorthand) return shorthand;
    const control = CONTROLS[char];
    if (control !== undefined) return literal(control);
    if (/[A-Za-z0-9]/.test(char)) throw new RegexError(`\\${char} is not supported`);
    return literal(char);
  }

  private charClass(): CharTest {
    const negated = this.take('^');
    const tests: CharTest[] = [];
    let first = true;
    for (;;) {
      const char = this.pattern[this.at++];
      if (char === undefined) throw new RegexError('a character class is not closed');
      if (char === ']' && !first) break;
      first = false;
      if (char === '\\') tests.push(this.escape());
      else if (this.peek() === '-' && this.pattern[this.at + 1] !== undefined && this.pattern[this.at + 1] !== ']') {
        tests.push(this.range(char));
      } else tests.push(literal(char));
    }
    return (code) => tests.some((test) => test(code)) !== negated;
  }

  private range(from: string): CharTest {
    const to = this.pattern[this.at + 1]!;
    this.at += 2;
    const [low, high] = [from.charCodeAt(0), to.charCodeAt(0)];
    if (to === '\\' || low > high) throw new RegexError(`\`${from}-${to}\` is not a range of characters`);
    return (code) => code >= low && code <= high;
  }

  private peek(): string | undefined {
    return this.pattern[this.at];
  }
  private take(char: string): boolean {
    if (this.peek() !== char) return false;
    this.at++;
    return true;
  }
}

const isDigit: CharTest = (code) => code >= 48 && code <= 57;
const isWord: CharTest = (code) =>
  isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
const isSpace: CharTest = (code) => code === 32 || (code >= 9 && code <= 13 && code !== 11);
const SHORTHANDS: Readonly<Record<string, CharTest>> = {
  d: isDigit,
  D: (code) => !isDigit(code),
  w: isWord,
  W: (code) => !isWord(code),
  s: isSpace,
  S: (code) => !isSpace(code),
};
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' };

function literal(char: string): CharTest {
  const expected = char.charCodeAt(0);
  return (code) => code === expected;
}

function shift(piece: Piece, by: number): Piece {
  if (by === 0) return piece;
  return piece.map((instruction) => {
    if (instruction.op === 'jump') return { op: 'jump', to: instruction.to + by };
    if (instruction.op === 'split') return { op: 'split', a: instruction.a + by, b: instruction.b + by };
    return instruction;
  });
}

function either(left: Piece, right: Piece): Piece {
  const second = left.length + 2;
  return [
    { op: 'split', a: 1, b: second },
    ...shift(left, 1),
    { op: 'jump', to: second + right.length },
    ...shift(right, second),
  ];
}

function repeat(piece: Piece, from: number, to: number | undefined): Piece {
  const copies = to ?? from + 1;
  if (copies * (piece.length + 2) > STATES_MAX) {
    throw new RegexError('the pattern is too large once its repeats are written out');
  }
  const out: Instruction[] = [];
  for (let i = 0; i < from; i++) out.push(...shift(piece, out.length));
  if (to === undefined) {
    const loop = out.length;
    out.push({ op: 'split', a: loop + 1, b: loop + piece.length + 2 });
    out.push(...shift(piece, loop + 1), { op: 'jump', to: loop });
    return out;
  }
  const end = out.length + (to - from) * (piece.length + 1);
  for (let i = from; i < to; i++) {
    out.push({ op: 'split', a: out.length + 1, b: end });
    out.push(...shift(piece, out.length));
  }
  return out;
}
