export { judge, scoreOf, type Grounds, type Judgement, type TenantPolicy } from './judge.js';
export { strongestFirst } from './matches.js';
export { isRevised, reviseDecision, type RevisedUnder } from './revise-decision.js';
export { sandboxValueOf, type Pace, type SandboxValue } from './sandbox-values.js';
