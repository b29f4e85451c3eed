export { attachment, type Attachment } from './attachment.js';
export { Clock, ManualClock, SystemClock } from './clock.js';
export { CaracalError, ERROR_CODES, messageOf, type ErrorCode, type FieldProblem } from './errors.js';
export { ConfigError, loadConfig } from './config.js';
export { LOG_LEVELS } from './log-levels.js';
export { armFaultPoint, faultPoint } from './fault-point.js';
export { repeat, type Repeated } from './repeat.js';
export { HomeFolder } from './home-folder.js';
export { readTextFiles, type TextFile } from './text-files.js';
