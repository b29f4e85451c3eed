import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

/** What a route's body may be; without it JSON of at most 4 MiB. */
export interface AcceptedBody {
  /** More is refused with 413, before it is read where the client says its length. */
  readonly bytesMax?: number;
  /** Takes `application/x-www-form-urlencoded` too, as the forms of pages send it. */
  readonly forms?: boolean;
  /** Takes `application/octet-stream` instead: a file, handed over as it came. */
  readonly bytes?: boolean;
}

/** Says of a route what it takes. */
export const Accepts = (body: AcceptedBody) => RouteConfig(body);

/** What was said of a route by `Accepts`. */
export function acceptedBody(config: object | undefined): AcceptedBody {
  return config ?? {};
}

/** Makes the routes that are added from now on keep to what `Accepts` says of them. */
export function limitBodies(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    const { bytesMax } = acceptedBody(route.config);
    if (bytesMax !== undefined) route.bodyLimit = bytesMax;
  });
}
