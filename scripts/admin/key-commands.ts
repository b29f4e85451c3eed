import { need, type Command } from './command.js';
import { table } from './table.js';
import { UsageError } from './usage-error.js';

export const KEY_COMMANDS: readonly Command[] = [
  {
    name: 'keys list',
    positionals: [],
    options: {},
    does: 'API keys, by their first and last characters',
    async run({ admin, tenantId, print }) {
      const rows = (await admin.apiKeys(await tenantId())).map((key) => [
        key.livemode ? 'live' : 'test',
        `${key.prefix}…${key.last4}`,
        key.name,
        key.createdAt,
        key.revokedAt,
        key.id,
      ]);
      print(table(['MODE', 'KEY', 'NAME', 'CREATED', 'REVOKED', 'ID'], rows));
    },
  },
  {
    name: 'keys create',
    positionals: ['test|live'],
    options: { name: { value: 'NAME', required: true } },
    does: 'a key; it is printed this once, only its hash is kept',
    async run({ admin, tenantId, print, remark }, given) {
      const mode = need(given, 'test|live');
      if (mode !== 'test' && mode !== 'live') throw new UsageError(`a key is for test or live, not for ${mode}`);
      const tenant = await tenantId();
      const livemode = mode === 'live';
      const { id, key } = await admin.createApiKey(tenant, { name: need(given, 'name'), livemode });
      print(key);
      remark(`${id}. Keep the key now: it can't be shown again.`);
      if (livemode && !(await admin.settings(tenant)).livemode_allowed)
        remark('It works once the tenant’s setting livemode_allowed is true; see settings set.');
    },
  },
  {
    name: 'keys revoke',
    positionals: ['ID'],
    options: {},
    does: 'ends a key for good, everywhere within 5 seconds',
    async run({ admin, tenantId, remark }, given) {
      await admin.revokeApiKey(await tenantId(), need(given, 'ID'));
      remark('Out of force within 5 seconds.');
    },
  },
];
