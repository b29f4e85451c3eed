import { CaracalError } from '#kernel';
import { parsePolicy } from '#policy';
import type { TenantSettingsInput } from '#tenancy';
import { parse, stringify } from 'yaml';
import { firstPolicy } from '../../packs/card-payments/src/first-policy.js';
import { need, type Command } from './command.js';
import { table } from './table.js';

export const TENANT_COMMANDS: readonly Command[] = [
  {
    name: 'tenants list',
    positionals: [],
    options: {},
    does: 'every tenant',
    async run({ admin, print }) {
      const rows = (await admin.tenants()).map((tenant) => [
        tenant.slug,
        tenant.name,
        tenant.livemodeAllowed,
        tenant.policyVersion,
        tenant.createdAt,
        tenant.id,
      ]);
      print(table(['SLUG', 'NAME', 'LIVE MODE', 'POLICY', 'CREATED', 'ID'], rows));
    },
  },
  {
    name: 'tenants create',
    positionals: ['SLUG'],
    options: { name: { value: 'NAME', required: true }, policy: { value: 'FILE', required: false } },
    does: 'a tenant; it begins with the policy of card payments unless FILE has another',
    async run({ admin, readText, print, remark }, given) {
      const slug = need(given, 'SLUG');
      const file = given['policy'];
      const policy = file === undefined ? firstPolicy() : parsePolicy(await readText(file));
      print(await admin.createTenant({ slug, name: need(given, 'name'), policy }));
      remark(`Next: keys create, users create, login-link, each with --tenant ${slug}`);
    },
  },
  {
    name: 'settings show',
    positionals: [],
    options: {},
    does: 'quota, deadline, delivery of codes, live mode, as YAML; secrets are left out',
    async run({ admin, tenantId, print }) {
      print(stringify(withoutSecrets(await admin.settings(await tenantId()))).trimEnd());
    },
  },
  {
    name: 'settings set',
    positionals: ['FILE'],
    options: {},
    does: 'changes what FILE names (YAML, spelled as shown) and leaves the rest; null goes back to the default',
    async run({ admin, tenantId, readText, remark }, given) {
      await admin.changeSettings(await tenantId(), yamlOf(await readText(need(given, 'FILE'))));
      remark('In force within 5 seconds.');
    },
  },
];

function yamlOf(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new CaracalError('invalid_request', `The file is no YAML: ${(error as Error).message}`, { cause: error });
  }
}

/** Safe to show and to keep; given back to `settings set`, it changes nothing. */
function withoutSecrets(settings: TenantSettingsInput): TenantSettingsInput {
  const shown = structuredClone(settings) as { otp?: { webhook?: { secret?: string }; smtp?: { password?: string } } };
  delete shown.otp?.webhook?.secret;
  delete shown.otp?.smtp?.password;
  return shown as TenantSettingsInput;
}
