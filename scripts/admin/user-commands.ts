import { CaracalError } from '#kernel';
import type { NewUser, User } from '#tenancy';
import { need, type Administration, type Command } from './command.js';
import { table } from './table.js';

const ROLE = 'admin|analyst|viewer|service';

export const USER_COMMANDS: readonly Command[] = [
  {
    name: 'users list',
    positionals: [],
    options: {},
    does: 'who may log in to the console',
    async run({ logIn, tenantId, print }) {
      const rows = (await logIn.users(await tenantId())).map(({ email, name, role, id }) => [email, name, role, id]);
      print(table(['EMAIL', 'NAME', 'ROLE', 'ID'], rows));
    },
  },
  {
    name: 'users create',
    positionals: ['EMAIL'],
    options: { name: { value: 'NAME', required: true }, role: { value: ROLE, required: true } },
    does: 'a person; login-link lets them in',
    async run({ admin, tenantId, print }, given) {
      // An unknown role is refused where users are made.
      const role = need(given, 'role') as NewUser['role'];
      print(await admin.createUser(await tenantId(), { email: need(given, 'EMAIL'), name: need(given, 'name'), role }));
    },
  },
  {
    name: 'users role',
    positionals: ['EMAIL', ROLE],
    options: {},
    does: 'another role, with their next request',
    async run(administration, given) {
      const tenant = await administration.tenantId();
      const user = await findUser(administration, tenant, need(given, 'EMAIL'));
      await administration.admin.setRole(tenant, user.id, need(given, ROLE) as NewUser['role']);
    },
  },
  {
    name: 'login-link',
    positionals: ['EMAIL'],
    options: {},
    does: 'a link that logs this person in to the console, once, within 15 minutes',
    async run(administration, given) {
      const { logIn, consoleUrl, print, remark } = administration;
      const tenant = await administration.tenantId();
      const user = await findUser(administration, tenant, need(given, 'EMAIL'));
      const { token, expiresAtMs } = await logIn.createLoginLink(tenant, user.id);
      print(`${consoleUrl}/login?token=${token}`);
      remark(`For ${user.name}, ${user.role}; works once, until ${new Date(expiresAtMs).toISOString()}.`);
    },
  },
];

async function findUser({ logIn }: Administration, tenant: string, email: string): Promise<User> {
  const user = await logIn.findUser(tenant, email);
  if (!user) throw new CaracalError('not_found', `Nobody of this tenant has the address ${email}; see users list`);
  return user;
}
