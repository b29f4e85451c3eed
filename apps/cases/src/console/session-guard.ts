import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { type ConsoleRole, CSRF_HEADER, CSRF_VALUE } from '#contracts';
import { CaracalError } from '#kernel';
import { PgLogIn, type Session } from '#tenancy';
import { sessionTokenOf } from './session-cookie.js';

/**
 * Every console route asks for a session; routes that say so by `@AtLeast`, for a role. Requests that change something
 * need a header that other sites can't send, on top of the cookie that browsers don't send from them.
 */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly logIn: PgLogIn,
    protected readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ConsoleRequest>();
    const token = sessionTokenOf(request.headers.cookie);
    const session = token === undefined ? undefined : await this.logIn.findSession(token);
    if (!session)
      throw new CaracalError('unauthenticated', 'Log in by a link that the start command or an administrator gave');
    if (request.method !== 'GET' && request.method !== 'HEAD' && request.headers[CSRF_HEADER] !== CSRF_VALUE)
      throw new CaracalError('forbidden', 'The request lacks the header X-Caracal-CSRF: 1');
    const needed = this.reflector.getAllAndOverride<ConsoleRole | undefined>(ROLE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!isAtLeast(session.user.role, needed ?? 'viewer'))
      throw new CaracalError('forbidden', `This needs the role ${needed ?? 'viewer'}`);
    request.consoleSession = session;
    return true;
  }
}

/** The least role that may call a route; without it, viewer. */
export const AtLeast = (role: ConsoleRole): MethodDecorator & ClassDecorator => SetMetadata(ROLE, role);

export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext): Session => {
  const { consoleSession } = context.switchToHttp().getRequest<ConsoleRequest>();
  if (!consoleSession) throw new CaracalError('internal', 'the route is not behind SessionGuard');
  return consoleSession;
});

type ConsoleRequest = FastifyRequest & { consoleSession?: Session };

const ROLE = Symbol('least role');
const LADDER: readonly string[] = ['viewer', 'analyst', 'admin'];

/** Roles outside the ladder, such as that of services, may nothing here. */
export function isAtLeast(role: string, least: ConsoleRole): boolean {
  return LADDER.indexOf(role) >= LADDER.indexOf(least);
}
