import { createParamDecorator, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { CaracalError } from '#kernel';
import { PgLogIn, type Session, TenantDirectory } from '#tenancy';
import { SessionGuard } from '../console/session-guard.js';
import type { PatternActor } from './pattern-store.js';

/**
 * Who may use the patterns API: a person by the console's session, as their role allows, or the tenant's servers by an API
 * key. Keys may do what analysts do, except that what changes decisions takes a live key once the tenant takes live payments:
 * a test key must never reach those.
 */
@Injectable()
export class CallerGuard extends SessionGuard {
  constructor(
    logIn: PgLogIn,
    reflector: Reflector,
    private readonly tenants: TenantDirectory,
  ) {
    super(logIn, reflector);
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<PatternsRequest>();
    const { authorization } = request.headers;
    if (authorization === undefined) {
      await super.canActivate(context);
      const { tenantId, user } = request.consoleSession!;
      request.patternActor = { tenantId, id: user.id };
      return true;
    }
    const key = /^Bearer ([\w-]{8,200})$/i.exec(authorization)?.[1];
    const holder = key === undefined ? undefined : await this.tenants.byApiKey(key);
    if (!holder) throw new CaracalError('unauthenticated', 'The API key is unknown or was revoked');
    const { livemode, tenant } = holder;
    if (
      !livemode &&
      tenant.livemodeAllowed &&
      this.reflector.get<boolean | undefined>(CHANGES_DECISIONS, context.getHandler())
    )
      throw new CaracalError('forbidden', 'This changes what live payments meet: it takes a live key (sk_live_…)');
    request.patternActor = { tenantId: tenant.id, id: holder.keyId, livemode };
    return true;
  }
}

/** On routes that change what matchers run. */
export const ChangesDecisions = (): MethodDecorator => SetMetadata(CHANGES_DECISIONS, true);

export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): PatternActor => {
  const { patternActor } = context.switchToHttp().getRequest<PatternsRequest>();
  if (!patternActor) throw new CaracalError('internal', 'the route is not behind CallerGuard');
  return patternActor;
});

type PatternsRequest = FastifyRequest & { consoleSession?: Session; patternActor?: PatternActor };

const CHANGES_DECISIONS = Symbol('changes decisions');
