/** The list macros: map, filter, all, exists, exists_one. Their nesting is bounded, and with it the cost. */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { EmitContext, Emitted } from './emit-context.js';
import { BOOL, listOf, NUMBER } from './value-type.js';

/** Nested macros multiply; two levels over bounded lists is what one event may cost. */
export const MACRO_DEPTH_MAX = 2;

export function isMacro(name: string): boolean {
  return MACROS.has(name);
}

const MACROS: ReadonlySet<string> = new Set(['map', 'filter', 'all', 'exists', 'exists_one']);

export function emitMacro(
  emitter: EmitContext,
  node: ASTNode,
  name: string,
  receiver: ASTNode,
  args: readonly ASTNode[],
): Emitted {
  const filtered = name === 'map' && args.length === 3;
  if (args.length !== 2 && !filtered) {
    throw emitter.error(node, `.${name}() takes a name and an expression, as in list.${name}(e, …)`);
  }
  const variable = args[0]!;
  if (variable.op !== 'id') throw emitter.error(variable, `.${name}() begins with a name, as in list.${name}(e, …)`);
  const list = emitter.list(receiver, `what .${name}() runs over`);
  if (++emitter.macroDepth > MACRO_DEPTH_MAX) {
    throw emitter.error(node, `list macros are nested more than ${MACRO_DEPTH_MAX} deep`);
  }
  const emitted = emitter.withLocal(variable.args, list.of, (local) => {
    const kept = filtered ? emitter.condition(args[1]!, 'the filter of .map()') : undefined;
    const items = kept ? { ...list, code: `${list.code}.filter((${local}) => ${kept.code})` } : list;
    const raises = list.raises || (kept?.raises ?? false);
    const body = args[args.length - 1]!;
    return name === 'map'
      ? mapped(emitter, items.code, local, body, raises)
      : quantified(emitter, name, items, local, body, raises);
  });
  emitter.macroDepth--;
  return emitted;
}

function mapped(emitter: EmitContext, items: string, local: string, body: ASTNode, raises: boolean): Emitted {
  const result = emitter.emit(body);
  return {
    code: `${items}.map((${local}) => ${result.code})`,
    type: listOf(result.type),
    raises: raises || result.raises,
  };
}

function quantified(
  emitter: EmitContext,
  name: string,
  list: Emitted,
  local: string,
  body: ASTNode,
  raises: boolean,
): Emitted {
  const test = emitter.condition(body, `the condition of .${name}()`);
  const predicate = `(${local}) => ${test.code}`;
  const either = raises || test.raises;
  switch (name) {
    case 'filter':
      return {
        code: `${list.code}.filter(${predicate})`,
        type: list.type.kind === 'list' ? list.type : listOf(NUMBER),
        raises: either,
      };
    case 'exists':
      return {
        code: test.raises ? `rt.exists(${list.code}, ${predicate})` : `${list.code}.some(${predicate})`,
        type: BOOL,
        raises: either,
      };
    case 'all':
      return {
        code: test.raises ? `rt.all(${list.code}, ${predicate})` : `${list.code}.every(${predicate})`,
        type: BOOL,
        raises: either,
      };
    default:
      return { code: `(rt.count(${list.code}, ${predicate}) === 1)`, type: BOOL, raises: either };
  }
}
