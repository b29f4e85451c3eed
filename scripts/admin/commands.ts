import type { Command } from './command.js';
import { KEY_COMMANDS } from './key-commands.js';
import { POLICY_COMMANDS } from './policy-commands.js';
import { TENANT_COMMANDS } from './tenant-commands.js';
import { USER_COMMANDS } from './user-commands.js';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [...TENANT_COMMANDS, ...KEY_COMMANDS, ...USER_COMMANDS, ...POLICY_COMMANDS];
