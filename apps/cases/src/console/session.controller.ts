import { Controller, Delete, Get, Header, HttpCode, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ConsoleSession, ConsoleUsers } from '#contracts';
import { CaracalError } from '#kernel';
import { DecisionReader } from '#persistence';
import { PgLogIn, type Session, TenantDirectory } from '#tenancy';
import { ConsoleSettings } from './console-settings.js';
import { PLAIN_PAGE_CSP, plainPage } from './plain-page.js';
import { People } from './people.js';
import { endedSessionCookie, sessionCookie, sessionTokenOf } from './session-cookie.js';
import { CurrentSession, isAtLeast, SessionGuard } from './session-guard.js';
import { instant } from './views.js';

/** Logging in by a one-time link, and who is logged in. */
@Controller()
export class SessionController {
  constructor(
    private readonly logIn: PgLogIn,
    private readonly tenants: TenantDirectory,
    private readonly decisions: DecisionReader,
    private readonly people: People,
    private readonly settings: ConsoleSettings,
  ) {}

  @Get('login')
  async login(@Query('token') token: unknown, @Res() reply: FastifyReply): Promise<void> {
    const session = typeof token === 'string' ? await this.logIn.redeemLoginLink(token) : undefined;
    void reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    if (session) {
      void reply.header('set-cookie', sessionCookie(session.token, session.expiresAtMs, this.settings.secure));
      return await reply.code(303).header('location', '/').send('');
    }
    return await reply
      .code(410)
      .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PLAIN_PAGE_CSP })
      .send(
        plainPage('This log-in link no longer works', [
          'Each link logs in once, within 15 minutes of being made.',
          'Ask for a new one: the start command prints one, and an administrator can make one.',
        ]),
      );
  }

  @Get('console/api/session')
  @UseGuards(SessionGuard)
  @Header('cache-control', 'no-store')
  async session(@CurrentSession() { tenantId, user, expiresAtMs }: Session): Promise<ConsoleSession> {
    const [tenant, live] = await Promise.all([
      this.tenants.byId(tenantId),
      this.decisions.list(tenantId, { livemode: true, limit: 1 }),
    ]);
    if (!tenant) throw new CaracalError('unauthenticated', 'The tenant is gone');
    const template = this.settings.traceUrlTemplate;
    return {
      user: { id: user.id, name: user.name, role: user.role as ConsoleSession['user']['role'] },
      tenant: { id: tenant.id, name: tenant.name, time_zone: tenant.timeZone },
      mode: live.items.length > 0 ? 'live' : 'test',
      expires_at: instant(expiresAtMs),
      ...(template !== undefined && { trace_url_template: template }),
    };
  }

  @Delete('console/api/session')
  @UseGuards(SessionGuard)
  @HttpCode(204)
  async logOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.logIn.endSession(sessionTokenOf(request.headers.cookie) ?? '');
    await reply.code(204).header('set-cookie', endedSessionCookie(this.settings.secure)).send();
  }

  @Get('console/api/users')
  @UseGuards(SessionGuard)
  @Header('cache-control', 'no-store')
  async users(@CurrentSession() { tenantId }: Session): Promise<ConsoleUsers> {
    const users = await this.people.users(tenantId);
    return {
      items: users
        .filter(({ role }) => isAtLeast(role, 'viewer'))
        .map(({ id, name, role }) => ({ id, name, role: role as ConsoleSession['user']['role'] })),
    };
  }
}
