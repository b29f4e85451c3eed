// Reading bodies: JSON in UTF-8, and forms where a route takes them. Nothing else is guessed at.
import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CaracalError, messageOf } from '#kernel';
import { isDeeperThan } from './nesting.js';
import { acceptedBody } from './accepts.js';

const NESTING_MAX = 32;
export const SEND_JSON = 'Send JSON, with the header "Content-Type: application/json".';

/** Replaces the framework's parsers, which take broken UTF-8, any character set and plain text as they come. */
export function parseBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error') as ParseText;
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    mustBePlainUtf8(request, body);
    // What many clients send to a route that needs no body.
    if (body.length === 0) return done(null, undefined);
    if (isDeeperThan(NESTING_MAX, body))
      throw new CaracalError('malformed_json', `The body is nested deeper than ${NESTING_MAX} levels.`);
    const text = body.toString('utf8');
    return parse(request, text, (error, parsed) => {
      if (error) done(refused(text));
      else done(null, parsed);
    });
  });
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (!acceptedBody(request.routeOptions.config).bytes) throw new CaracalError('unsupported_media_type', SEND_JSON);
    done(null, body);
  });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    (request, body: Buffer, done) => {
      if (!acceptedBody(request.routeOptions.config).forms) throw new CaracalError('unsupported_media_type', SEND_JSON);
      mustBePlainUtf8(request, body);
      done(null, Object.fromEntries(new URLSearchParams(body.toString('utf8'))));
    },
  );
}

const POISONED =
  'The body has a field named __proto__, or a constructor with a prototype: no object here may have these.';

/** Why the parser refused a text. Where it is JSON all the same, only its names can be what is wrong. */
function refused(text: string): CaracalError {
  try {
    JSON.parse(text);
    return new CaracalError('invalid_request', POISONED);
  } catch (cause) {
    return new CaracalError('malformed_json', `The body is not JSON${whereOf(messageOf(cause))}.`, { cause });
  }
}

/** The place alone: the engine's message repeats what the client sent, which may be a card number. */
function whereOf(message: string): string {
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(message) ?? [];
  if (line !== undefined) return `: look at line ${line}, column ${column}`;
  return message.startsWith('Unexpected end') ? ': it ends too early' : '';
}

type ParseText = (request: FastifyRequest, body: string, done: (error: Error | null, body?: unknown) => void) => void;

function mustBePlainUtf8({ headers }: FastifyRequest, body: Buffer): void {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw new CaracalError('unsupported_media_type', 'The body must not be compressed: leave out Content-Encoding.');
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset))
    throw new CaracalError('unsupported_media_type', 'The body must be in UTF-8, which is what JSON is.');
  if (!isUtf8(body)) throw new CaracalError('malformed_json', 'The body is not valid UTF-8.');
}
