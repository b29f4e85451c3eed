/**
 * Checks the types of a syntax tree and writes it as JavaScript in the same walk. Only what is written here reaches the
 * generated code: names come from the schema, literals through JSON, and every other node is refused.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import { emitCall, emitMethod } from './emit-call.js';
import type { EmitContext, Emitted } from './emit-context.js';
import { emitMacro, isMacro } from './emit-macro.js';
import { ExpressionError } from './expression-error.js';
import { identifier, path, readField, wire } from './read-field.js';
import { suggestName } from './suggest-name.js';
import {
  type AttributesType,
  BOOL,
  DYN,
  type ExpressionSchema,
  listOf,
  NULL,
  nameOf,
  NUMBER,
  STRING,
  unify,
  type ValueType,
} from './value-type.js';

export class Emitter implements EmitContext {
  /** What the expression reads: `event.amount`, `matched.probe`, `features.x`, `matched("card-testing")`. */
  readonly references = new Set<string>();
  /** Values that the code reads as `K[i]`. */
  readonly constants: unknown[] = [];
  private readonly locals = new Map<string, { code: string; type: ValueType }>();
  private localCount = 0;
  macroDepth = 0;
  private depth = 0;

  constructor(
    readonly source: string,
    readonly schema: ExpressionSchema,
  ) {}

  emit(node: ASTNode): Emitted {
    if (++this.depth > NODE_DEPTH_MAX) throw this.error(node, 'the expression is nested too deeply');
    const emitted = this.dispatch(node);
    this.depth--;
    return emitted;
  }

  condition(node: ASTNode, role: string): Emitted {
    const emitted = this.emit(node);
    if (emitted.type.kind === 'bool') return emitted;
    if (emitted.type.kind === 'dyn') return { ...emitted, code: `(${emitted.code} === true)`, type: BOOL };
    throw this.error(node, `${role} must be true or false, not ${nameOf(emitted.type)}`);
  }

  number(node: ASTNode, role: string): Emitted {
    const emitted = this.emit(node);
    if (emitted.type.kind === 'number') return emitted;
    if (emitted.type.kind === 'dyn') return { ...emitted, code: `rt.number(${emitted.code})`, type: NUMBER };
    throw this.error(node, `${role} must be a number, not ${nameOf(emitted.type)}`);
  }

  list(node: ASTNode, role: string): Emitted & { readonly of: ValueType } {
    const emitted = this.emit(node);
    if (emitted.type.kind === 'list') return { ...emitted, of: emitted.type.of };
    if (emitted.type.kind === 'dyn') return { ...emitted, code: `rt.list(${emitted.code})`, of: DYN };
    throw this.error(node, `${role} must be a list, not ${nameOf(emitted.type)}`);
  }

  withLocal<T>(name: string, type: ValueType, emit: (code: string) => T): T {
    const outer = this.locals.get(name);
    const code = `v${this.localCount++}`;
    this.locals.set(name, { code, type });
    const emitted = emit(code);
    if (outer) this.locals.set(name, outer);
    else this.locals.delete(name);
    return emitted;
  }

  constant(value: unknown): string {
    return `K[${this.constants.push(value) - 1}]`;
  }

  error(node: ASTNode, detail: string): ExpressionError {
    return new ExpressionError(detail, this.source, node.start);
  }

  /** As `error`, at the name after the dot. */
  private errorAtName(node: ASTNode, detail: string): ExpressionError {
    return new ExpressionError(detail, this.source, node.pos);
  }

  private dispatch(node: ASTNode): Emitted {
    switch (node.op) {
      case 'value':
        return this.literal(node, node.args);
      case 'id':
        return this.variable(node, node.args);
      case '.':
        return this.select(node, node.args[0], node.args[1]);
      case '[]':
        return this.index(node, node.args[0], node.args[1]);
      case 'call':
        return emitCall(this, node, node.args[0], node.args[1]);
      case 'rcall': {
        const [name, receiver, args] = node.args;
        return isMacro(name) ? emitMacro(this, node, name, receiver, args) : emitMethod(this, node, ...node.args);
      }
      case 'list':
        return this.listLiteral(node.args);
      case '?:':
        return this.ternary(node, node.args);
      case '&&':
      case '||':
        return this.logical(node.op, node.args);
      case '!_':
        return this.not(node.args);
      case '-_':
        return this.minus(node.args);
      case '==':
      case '!=':
        return this.equality(node, node.op, node.args);
      case '<':
      case '<=':
      case '>':
      case '>=':
        return this.comparison(node, node.op, node.args);
      case 'in':
        return this.membership(node, node.args);
      case '+':
        return this.plus(node, node.args);
      case '-':
      case '*':
      case '/':
      case '%':
        return this.arithmetic(node.op, node.args);
      case 'map':
        throw this.error(node, 'map literals `{...}` are not supported');
      default:
        throw this.error(node, `\`${node.op}\` is not supported`);
    }
  }

  private literal(node: ASTNode, value: unknown): Emitted {
    if (value === null) return { code: 'null', type: NULL, raises: false };
    if (typeof value === 'boolean') return { code: String(value), type: BOOL, raises: false, literal: value };
    if (typeof value === 'string') return { code: JSON.stringify(value), type: STRING, raises: false, literal: value };
    if (typeof value === 'bigint' && !Number.isSafeInteger(Number(value))) {
      throw this.error(node, `${value} is too large for a number`);
    }
    if (typeof value === 'bigint' || typeof value === 'number') {
      return { code: String(Number(value)), type: NUMBER, raises: false, literal: Number(value) };
    }
    throw this.error(node, 'bytes and unsigned literals are not supported');
  }

  private variable(node: ASTNode, name: string): Emitted {
    const local = this.locals.get(name);
    if (local) return { ...local, raises: false };
    const declared = own(this.schema.variables, name);
    if (declared) return { code: `input.${path(declared.path)}`, type: declared.type, raises: false };
    const known = [...this.locals.keys(), ...Object.keys(this.schema.variables)];
    if (own(this.schema.functions ?? {}, name)) {
      throw this.error(node, `\`${name}\` is a function; write ${name}('…')`);
    }
    throw this.error(node, `unknown name \`${name}\`${suggestName(name, known)}`);
  }

  private select(node: ASTNode, receiver: ASTNode, field: string): Emitted {
    const on = this.emit(receiver);
    if (on.type.kind === 'message') return this.field(node, on, field);
    if (on.type.kind === 'attributes' || on.type.kind === 'lookup') {
      return this.entry(node, on, { literal: field, code: JSON.stringify(field), type: STRING, raises: false });
    }
    throw this.error(node, `${nameOf(on.type)} has no fields, so \`.${field}\` can't be read`);
  }

  private field(node: ASTNode, on: Emitted, field: string): Emitted {
    if (on.type.kind !== 'message') throw this.error(node, 'not a message');
    const declared = own(on.type.fields, field);
    if (!declared) {
      const hint = suggestName(field, Object.keys(on.type.fields));
      throw this.errorAtName(node, `no field \`${field}\` in ${on.type.name}${hint}`);
    }
    this.references.add(`${on.type.name}.${field}`);
    return { code: readField(on, wire(declared.wire), declared.type), type: declared.type, raises: on.raises };
  }

  private entry(node: ASTNode, on: Emitted, key: Emitted): Emitted {
    const raises = on.raises || key.raises;
    if (on.type.kind === 'attributes') {
      this.references.add(`attributes.${key.literal ?? '*'}`);
      const code = `rt.attribute(${on.code}, ${key.code})`;
      return { ...this.typed(node, code, key, on.type), presence: `(${code} !== undefined)`, raises };
    }
    if (on.type.kind !== 'lookup') throw this.error(node, 'not a map');
    if (typeof key.literal !== 'string') throw this.error(node, 'the name must be a literal');
    return this.lookup(node, on.type, key.literal, raises);
  }

  /** An attribute as its declaration says; a value of another kind counts as absent. */
  private typed(
    node: ASTNode,
    code: string,
    key: Emitted,
    { declared }: AttributesType,
  ): Pick<Emitted, 'code' | 'type'> {
    if (!declared) return { code, type: DYN };
    if (typeof key.literal !== 'string') throw this.error(node, 'the name of a declared attribute must be a literal');
    switch (own(declared, key.literal)) {
      case 'number':
        return { code: `rt.number(${code})`, type: NUMBER };
      case 'string':
        return { code: `rt.text(${code})`, type: STRING };
      case 'bool':
        return { code: `(${code} === true)`, type: BOOL };
      default: {
        const hint = suggestName(key.literal, Object.keys(declared));
        throw this.errorAtName(node, `no attribute \`${key.literal}\` is declared${hint}`);
      }
    }
  }

  /** `features.x`, `features['x']`. */
  private lookup(node: ASTNode, type: ValueType & { kind: 'lookup' }, key: string, raises: boolean): Emitted {
    if (type.keys && !type.keys.includes(key)) {
      throw this.errorAtName(node, `there is no \`${key}\`${suggestName(key, type.keys)}`);
    }
    this.references.add(`${type.method}(${JSON.stringify(key)})`);
    return { code: `input.${identifier(type.method)}(${JSON.stringify(key)})`, type: type.of, raises };
  }

  private index(node: ASTNode, receiver: ASTNode, indexNode: ASTNode): Emitted {
    const on = this.emit(receiver);
    if (on.type.kind === 'list' || on.type.kind === 'dyn') {
      const index = this.number(indexNode, 'a list index');
      const items = on.type.kind === 'list' ? on.code : `rt.list(${on.code})`;
      return { code: `rt.at(${items}, ${index.code})`, type: on.type.kind === 'list' ? on.type.of : DYN, raises: true };
    }
    const key = this.emit(indexNode);
    if (key.type.kind !== 'string' && key.type.kind !== 'dyn') {
      throw this.error(indexNode, `a name in brackets must be a string, not ${nameOf(key.type)}`);
    }
    if (on.type.kind === 'message') {
      if (typeof key.literal !== 'string') throw this.error(indexNode, 'the name must be a literal');
      return this.field(node, on, key.literal);
    }
    if (on.type.kind === 'attributes' || on.type.kind === 'lookup') return this.entry(node, on, key);
    throw this.error(node, `${nameOf(on.type)} can't be indexed`);
  }

  private listLiteral(nodes: readonly ASTNode[]): Emitted {
    const items = nodes.map((node) => this.emit(node));
    let of = items[0]?.type ?? DYN;
    for (const [i, item] of items.entries()) {
      const unified = unify(of, item.type);
      if (!unified) {
        throw this.error(nodes[i]!, `a list holds values of one type; found ${nameOf(of)} and ${nameOf(item.type)}`);
      }
      of = unified;
    }
    const raises = items.some((item) => item.raises);
    if (items.every((item) => item.literal !== undefined)) {
      const literals = items.map((item) => item.literal);
      return { code: this.constant(literals), type: listOf(of), raises, literals };
    }
    return { code: `[${items.map((item) => item.code).join(', ')}]`, type: listOf(of), raises };
  }

  private ternary(node: ASTNode, [conditionNode, thenNode, elseNode]: readonly [ASTNode, ASTNode, ASTNode]): Emitted {
    const condition = this.condition(conditionNode, 'the condition before `?`');
    const [then, otherwise] = [this.emit(thenNode), this.emit(elseNode)];
    const type = unify(then.type, otherwise.type);
    if (!type) {
      throw this.error(
        node,
        `both results of \`?:\` must have one type, not ${nameOf(then.type)} and ${nameOf(otherwise.type)}`,
      );
    }
    const raises = condition.raises || then.raises || otherwise.raises;
    return { code: `(${condition.code} ? ${then.code} : ${otherwise.code})`, type, raises };
  }

  private logical(op: '&&' | '||', [leftNode, rightNode]: readonly [ASTNode, ASTNode]): Emitted {
    const left = this.condition(leftNode, `the left side of \`${op}\``);
    const right = this.condition(rightNode, `the right side of \`${op}\``);
    const raises = left.raises || right.raises;
    if (!left.raises) return { code: `(${left.code} ${op} ${right.code})`, type: BOOL, raises };
    const name = op === '&&' ? 'and' : 'or';
    return { code: `rt.${name}(() => ${left.code}, () => ${right.code})`, type: BOOL, raises };
  }

  private not(operand: ASTNode): Emitted {
    const emitted = this.condition(operand, 'what follows `!`');
    return { code: `!${emitted.code}`, type: BOOL, raises: emitted.raises };
  }

  private minus(operand: ASTNode): Emitted {
    const emitted = this.number(operand, 'what follows `-`');
    if (typeof emitted.literal === 'number') {
      return { code: `(${-emitted.literal})`, type: NUMBER, raises: false, literal: -emitted.literal };
    }
    return { code: `(-${emitted.code})`, type: NUMBER, raises: emitted.raises };
  }

  private equality(node: ASTNode, op: '==' | '!=', [leftNode, rightNode]: readonly [ASTNode, ASTNode]): Emitted {
    const [left, right] = [this.emit(leftNode), this.emit(rightNode)];
    const raises = left.raises || right.raises;
    const negate = op === '!=' ? '!' : '';
    if (left.type.kind === 'null' || right.type.kind === 'null') {
      const other = left.type.kind === 'null' ? right : left;
      if (!['null', 'message', 'dyn'].includes(other.type.kind)) {
        throw this.error(node, `${nameOf(other.type)} is never null; test for it with has()`);
      }
      return { code: `(${left.code} ${op} ${right.code})`, type: BOOL, raises };
    }
    const type = unify(left.type, right.type);
    if (!type) throw this.error(node, `can't compare ${nameOf(left.type)} with ${nameOf(right.type)}`);
    if (type.kind === 'message') throw this.error(node, `compare a field of ${type.name}, such as its id`);
    if (type.kind === 'attributes' || type.kind === 'lookup') throw this.error(node, "maps can't be compared");
    const lists = type.kind === 'list' || (left.type.kind === 'dyn' && right.type.kind === 'dyn');
    const code = lists ? `${negate}rt.equal(${left.code}, ${right.code})` : `(${left.code} ${op}= ${right.code})`;
    return { code, type: BOOL, raises };
  }

  private comparison(
    node: ASTNode,
    op: '<' | '<=' | '>' | '>=',
    [leftNode, rightNode]: readonly [ASTNode, ASTNode],
  ): Emitted {
    const [left, right] = [this.emit(leftNode), this.emit(rightNode)];
    const raises = left.raises || right.raises;
    const type = unify(left.type, right.type);
    if (!type || !['number', 'string', 'dyn'].includes(type.kind)) {
      throw this.error(node, `can't order ${nameOf(left.type)} and ${nameOf(right.type)} by \`${op}\``);
    }
    if (type.kind !== 'dyn') return { code: `(${left.code} ${op} ${right.code})`, type: BOOL, raises };
    const name = op === '<' || op === '>' ? 'less' : 'lessOrEqual';
    const [a, b] = op === '<' || op === '<=' ? [left, right] : [right, left];
    return { code: `rt.${name}(${a.code}, ${b.code})`, type: BOOL, raises };
  }

  private membership(node: ASTNode, [itemNode, withinNode]: readonly [ASTNode, ASTNode]): Emitted {
    const [item, within] = [this.emit(itemNode), this.emit(withinNode)];
    const raises = item.raises || within.raises;
    if (within.type.kind === 'attributes') {
      if (!unify(item.type, STRING)) throw this.error(itemNode, 'an attribute name is a string');
      return { code: `(rt.attribute(${within.code}, ${item.code}) !== undefined)`, type: BOOL, raises };
    }
    if (within.type.kind !== 'list' && within.type.kind !== 'dyn') {
      throw this.error(withinNode, `\`in\` needs a list or a map on its right, not ${nameOf(within.type)}`);
    }
    if (within.type.kind === 'list' && !unify(item.type, within.type.of)) {
      throw this.error(node, `a ${nameOf(item.type)} is never in a ${nameOf(within.type)}`);
    }
    if (within.literals) {
      return { code: `${this.constant(new Set(within.literals))}.has(${item.code})`, type: BOOL, raises };
    }
    return { code: `rt.list(${within.code}).includes(${item.code})`, type: BOOL, raises };
  }

  private plus(node: ASTNode, [leftNode, rightNode]: readonly [ASTNode, ASTNode]): Emitted {
    const [left, right] = [this.emit(leftNode), this.emit(rightNode)];
    const raises = left.raises || right.raises;
    const type = unify(left.type, right.type);
    if (type?.kind === 'number' || type?.kind === 'string') {
      return { code: `(${left.code} + ${right.code})`, type, raises };
    }
    if (type?.kind === 'list') return { code: `${left.code}.concat(${right.code})`, type, raises };
    if (type?.kind === 'dyn' && ![left, right].some((side) => ['bool', 'message'].includes(side.type.kind))) {
      return { code: `rt.add(${left.code}, ${right.code})`, type, raises };
    }
    throw this.error(node, `can't add ${nameOf(left.type)} and ${nameOf(right.type)}`);
  }

  private arithmetic(op: '-' | '*' | '/' | '%', [leftNode, rightNode]: readonly [ASTNode, ASTNode]): Emitted {
    const left = this.number(leftNode, `the left side of \`${op}\``);
    const right = this.number(rightNode, `the right side of \`${op}\``);
    const raises = left.raises || right.raises;
    if (op === '-' || op === '*') return { code: `(${left.code} ${op} ${right.code})`, type: NUMBER, raises };
    if (right.literal === 0) throw this.error(rightNode, 'this divides by zero');
    if (right.literal !== undefined) return { code: `(${left.code} ${op} ${right.code})`, type: NUMBER, raises };
    const divide = op === '/' ? 'divide' : 'remainder';
    return { code: `rt.${divide}(${left.code}, ${right.code})`, type: NUMBER, raises: true };
  }
}

const NODE_DEPTH_MAX = 300;

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
