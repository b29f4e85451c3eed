import { Controller, Get, NotFoundException, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PLAIN_PAGE_CSP, plainPage } from '../plain-page.js';
import { SiteFiles, type SiteFile } from './site-files.js';

/** The console's pages: its files, and index.html for every address that the console routes by itself. */
@Controller()
export class SiteController {
  constructor(private readonly files: SiteFiles) {}

  @Get()
  async root(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.page(request, reply);
  }

  @Get('*')
  async any(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const path = pathOf(request.url);
    const file = this.files.get(path);
    if (file) return await send(file, request, reply);
    // As if no route were here: then the answer says which methods the path takes, if it takes any.
    if (isOfApi(path) || !(request.headers.accept ?? '').includes('text/html')) throw new NotFoundException();
    return await this.page(request, reply);
  }

  private async page(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { index } = this.files;
    if (index) return await send(index, request, reply);
    return await reply
      .code(503)
      .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PLAIN_PAGE_CSP })
      .send(plainPage('The console is not built', ['Run: npm run build', 'The decision API works without it.']));
  }
}

/** Addresses that belong to programs: an unknown one is an error there, never the console's page. */
const API = /^\/(v1|console\/api|challenge|health|metrics|docs|openapi\.json|login|assets)(\/|$)/;

export function isOfApi(path: string): boolean {
  return API.test(path);
}

/** Without the query, decoded; an address that can't be decoded names nothing. */
export function pathOf(url: string): string {
  const path = url.split('?', 1)[0]!;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function send(file: SiteFile, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  void reply.headers({
    'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: file.etag,
    vary: 'accept-encoding',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    ...(file.type.startsWith('text/html') && PAGE_HEADERS),
  });
  if (request.headers['if-none-match'] === file.etag) return await reply.code(304).send();
  const { body, encoding } = await file.bodyFor(request.headers['accept-encoding']);
  if (encoding !== undefined) void reply.header('content-encoding', encoding);
  return await reply.header('content-type', file.type).send(body);
}

const PAGE_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    // The component library sets styles on elements; it makes no use of scripts in markup.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};
