export { compileExpression, type CompiledExpression, type ResultTypes } from './compile-expression.js';
export { attributesIn, type Comparison, comparisonOf, conjunctsOf } from './conjuncts.js';
export { EvaluationError, ExpressionError } from './expression-error.js';
export { parseDuration } from './duration.js';
export { suggestName } from './suggest-name.js';
export { EXPRESSION_LENGTH_MAX } from './parse-expression.js';
export {
  EVENT_SCHEMA,
  PARTY_VARIABLES,
  TRANSACTION,
  transactionType,
  type AttributeLike,
  type TransactionLike,
} from './transaction-schema.js';
export {
  ATTRIBUTES,
  BOOL,
  DYN,
  listOf,
  NUMBER,
  STRING,
  type AttributeKind,
  type ExpressionSchema,
  type FunctionDeclaration,
  type MessageField,
  type MessageType,
  type ValueType,
} from './value-type.js';
export { DefinitionDocument, DefinitionError, type DefinitionProblem } from './definition-document.js';
export type { DefinitionPath } from './definition-issues.js';
