import { createParamDecorator, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { ConsoleMode } from '#contracts';
import { CaracalError } from '#kernel';
import { PgLogIn, type Session, TenantDirectory } from '#tenancy';
import { isLive } from '../console/decision-pages.js';
import { SessionGuard } from '../console/session-guard.js';
import type { PatternActor } from './pattern-store.js';

/**
 * Who may use what is both the console's and for servers: a person by the console's session, as their role allows, or the
 * tenant's servers by an API key. Keys may do what the routes say, except that some take a live key once the tenant takes live
 * payments: a test key must never reach those.
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
    const why = this.reflector.getAllAndOverride<string | undefined>(TAKES_LIVE_KEY, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (why !== undefined && !livemode && tenant.livemodeAllowed)
      throw new CaracalError('forbidden', `${why}: it takes a live key (sk_live_…)`);
    request.patternActor = { tenantId: tenant.id, id: holder.keyId, livemode };
    return true;
  }
}

/** On routes that a test key must not reach once the tenant takes live payments, and why. */
export const TakesLiveKey = (why: string): MethodDecorator & ClassDecorator => SetMetadata(TAKES_LIVE_KEY, why);
/** On routes that change what matchers run. */
export const ChangesDecisions = (): MethodDecorator => TakesLiveKey('This changes what live payments meet');

export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): PatternActor => {
  const { patternActor } = context.switchToHttp().getRequest<PatternsRequest>();
  if (!patternActor) throw new CaracalError('internal', 'the route is not behind CallerGuard');
  return patternActor;
});

/** A key's own mode, or what a person asks for; test where nobody says. Throws `forbidden` for a key that asks for the other one. */
export function livemodeOf(caller: PatternActor, mode: ConsoleMode | undefined): boolean {
  const asked = mode === undefined ? undefined : isLive(mode);
  const livemode = caller.livemode ?? asked ?? false;
  if (asked !== undefined && asked !== livemode)
    throw new CaracalError('forbidden', `A ${livemode ? 'live' : 'test'} key sees payments of its own mode only`);
  return livemode;
}

type PatternsRequest = FastifyRequest & { consoleSession?: Session; patternActor?: PatternActor };

const TAKES_LIVE_KEY = Symbol('takes a live key');
