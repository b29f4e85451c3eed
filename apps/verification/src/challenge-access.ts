import { isChallengeToken, isId } from '#contracts';
import { CaracalError } from '#kernel';
import { TenantDirectory } from '#tenancy';
import type { Challenge } from './challenge.js';
import { ChallengeStore } from './challenge-store.js';

/** Who may touch a challenge: its tenant, by an API key of the right mode, or who holds the token of its link. */
export class ChallengeAccess {
  constructor(
    private readonly store: ChallengeStore,
    private readonly tenants: TenantDirectory,
    private readonly secret: string,
  ) {}

  /** Throws `unauthenticated` without credentials, `not_found` for what is not the caller's. */
  async byHeaders(id: string, headers: Readonly<Record<string, string | string[] | undefined>>): Promise<Challenge> {
    const token = headers['challenge-token'];
    if (typeof token === 'string') return this.mustExist(await this.byToken(id, token));
    const key = /^Bearer ([\w-]{8,200})$/i.exec(String(headers['authorization'] ?? ''))?.[1];
    const holder = key === undefined ? undefined : await this.tenants.byApiKey(key);
    if (!holder) throw new CaracalError('unauthenticated', 'Send an API key as a bearer token, or a Challenge-Token');
    if (!isId('challenge', id)) return this.mustExist(undefined);
    const challenge = await this.store.find(holder.tenant.id, id);
    return this.mustExist(challenge?.livemode === holder.livemode ? challenge : undefined);
  }

  /** Whether the link is one that Caracal made; says nothing about the challenge's existence. */
  isLink(id: string, token: unknown): token is string {
    return typeof token === 'string' && isId('challenge', id) && isChallengeToken(this.secret, id, token);
  }

  /** The challenge of a link; undefined for a wrong token and while the challenge is still being prepared. */
  async byToken(id: string, token: unknown): Promise<Challenge | undefined> {
    if (!this.isLink(id, token)) return undefined;
    const tenantId = await this.store.tenantOf(id);
    return tenantId === undefined ? undefined : await this.store.find(tenantId, id);
  }

  private mustExist(challenge: Challenge | undefined): Challenge {
    if (!challenge) throw new CaracalError('not_found', 'There is no such challenge');
    return challenge;
  }
}
