import { HttpAdapterHost } from '@nestjs/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { attachment } from '#kernel';
import { TenantDirectory, type ApiKeyHolder } from '#tenancy';
import { authenticate } from './authenticate.js';

const GUARDED = '/v1/transactions';

/**
 * Asks for the key as soon as the headers are there: what an unknown caller sends is never read, let alone parsed, so it
 * can't take time from the payments of others.
 */
@Injectable()
export class KeyGate implements OnModuleInit {
  private readonly holders = attachment<FastifyRequest, ApiKeyHolder>();

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly directory: TenantDirectory,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onRequest', async (request) => {
      if (request.routeOptions.url?.startsWith(GUARDED) !== true) return;
      this.holders.set(request, await authenticate(this.directory, request.headers.authorization));
    });
  }

  /** Who sent a request to one of the guarded routes. */
  holderOf(request: FastifyRequest): ApiKeyHolder {
    const holder = this.holders.get(request);
    if (!holder) throw new Error(`${request.url} is not behind the key gate`);
    return holder;
  }
}
