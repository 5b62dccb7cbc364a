import type { IncomingMessage } from 'node:http';
import { HttpException, HttpStatus } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { newId } from '#kernel/ids';
import { problem } from './problem.js';

/** Largest body that any call takes: the longest narrative in the widest script, with room. Bytes. */
const BODY_LIMIT = 1_000_000;
const REQUEST_ID = /^[\w-]{8,64}$/;

/** What every answer carries, those that no route gave included. */
export function usualHeaders(requestId: string): Record<string, string> {
  return { 'X-Request-Id': requestId, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };
}

/**
 * Fastify as the API has it: limits, no log of its own, and one kind of body. JSON that is no UTF-8 is refused rather than
 * kept with replacement characters where somebody's words were; forms, text and compressed bodies are not read at all.
 */
export class JsonAdapter extends FastifyAdapter {
  constructor() {
    super({
      bodyLimit: BODY_LIMIT,
      // Fastify's own request log would carry addresses; nothing of the connection is kept (threat-model.md).
      logger: false,
      genReqId: (request: IncomingMessage) => {
        const given = request.headers['x-request-id'];
        return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId();
      },
      // What the router refuses (half an escape, an endless parameter) reaches no hook and no filter.
      frameworkErrors: (_error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
        void reply
          .status(400)
          .headers(usualHeaders(request.id))
          .type('application/problem+json')
          .send(problem(400, 'malformed', 'This address cannot be read.'));
      },
      routerOptions: { maxParamLength: 200 },
    });
  }

  /** In place of Nest's parsers, which also read forms. */
  override registerParserMiddleware(): void {
    const fastify = this.getInstance();
    const parse = fastify.getDefaultJsonParser('error', 'error');
    const utf8 = new TextDecoder('utf-8', { fatal: true });
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
      const encoding = request.headers['content-encoding'];
      if (encoding !== undefined && encoding !== 'identity') {
        done(new HttpException('Send the body as it is, not compressed.', HttpStatus.UNSUPPORTED_MEDIA_TYPE));
        return;
      }
      let text: string;
      try {
        text = utf8.decode(body as Buffer);
      } catch {
        done(new HttpException('The body is not UTF-8.', HttpStatus.BAD_REQUEST));
        return;
      }
      void parse(request, text, done);
    });
  }
}
