import { compilePolicy, parsePolicy, PolicyError } from '#policy';
import { stringify } from 'yaml';
import { need, type Administration, type Command } from './command.js';
import { table } from './table.js';
import { UsageError } from './usage-error.js';

export const POLICY_COMMANDS: readonly Command[] = [
  {
    name: 'policy show',
    positionals: [],
    options: { version: { value: 'N', required: false } },
    does: 'the live policy, or an earlier version of it, as YAML that policy set takes',
    async run({ admin, tenantId, print, remark }, given) {
      const { definition, ...said } = await admin.policy(await tenantId(), versionOf(given['version']));
      remark(`Version ${said.version}, ${said.createdAt.toISOString()}, by ${said.by}: ${said.why}`);
      print(stringify(definition, { lineWidth: 0 }).trimEnd());
    },
  },
  {
    name: 'policy history',
    positionals: [],
    options: {},
    does: 'its latest 100 versions: who set each, when and why',
    async run({ admin, tenantId, print }) {
      const versions = await admin.policyHistory(await tenantId());
      const rows = versions.map(({ version, createdAt, by, why }) => [version, createdAt, by, why]);
      print(table(['VERSION', 'SET', 'BY', 'WHY'], rows));
    },
  },
  {
    name: 'policy set',
    positionals: ['FILE'],
    options: { by: { value: 'WHO', required: true }, why: { value: 'WHY', required: true } },
    does: 'checks FILE (YAML or JSON) and makes it the live policy, everywhere within 5 seconds',
    async run(administration, given) {
      const { admin, tenantId, readText, features, print, remark } = administration;
      const text = await readText(need(given, 'FILE'));
      const tenant = await tenantId();
      const definition = parsePolicy(text, { features: await features(tenant) });
      remarkUnknownPatterns(administration, text);
      const change = { by: need(given, 'by'), why: need(given, 'why') };
      const version = await admin.setPolicy(tenant, definition, change);
      print(`version ${version}`);
      remark('In force within 5 seconds.');
    },
  },
];

/** A rule on a pattern that nobody has never holds. It may be meant so, for a pattern that is still to come. */
function remarkUnknownPatterns({ patterns, remark }: Administration, text: string): void {
  if (!patterns) return;
  try {
    compilePolicy(text, { patterns });
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    for (const { pointer, detail } of error.problems) remark(`Note ${pointer}: ${detail}`);
  }
}

function versionOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`--version: ${text} is not the number of a version`);
  return Number(text);
}
