import type { IncomingMessage } from 'node:http';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Environment } from '#config/environment';
import { DomainError } from '#kernel/domain-error';
import { newId } from '#kernel/ids';
import { assertRoutesDeclared } from './access/route-check.js';
import { ApiModule } from './api.module.js';
import { hostileFaults } from './http/hostile-body.js';
import { problem } from './http/problem.js';
import { ProblemFilter } from './http/problem.filter.js';
import { validationPipe } from './http/validation.js';
import { Metrics } from './ops/metrics.js';

/** Largest body that any call takes: the longest narrative in the widest script, with room. Bytes. */
const BODY_LIMIT = 1_000_000;
const REQUEST_ID = /^[\w-]{8,64}$/;

/** Fastify as the API has it: limits, and no log of its own. */
export function httpAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    // Fastify's own request log would carry addresses; nothing of the connection is kept (threat-model.md).
    logger: false,
    genReqId: (request: IncomingMessage) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId();
    },
    routerOptions: { maxParamLength: 200 },
  });
}

/** The API, ready to listen. */
export async function createApp(logger: LoggerService | false): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule, httpAdapter(), {
    logger,
    abortOnError: false,
  });
  await furnish(app);
  return app;
}

/** Everything around the controllers: limits, headers, hostile bodies, the filter, the route check. */
export async function furnish(app: NestFastifyApplication): Promise<void> {
  const environment = app.get(Environment);
  app.setGlobalPrefix('api');
  app.enableShutdownHooks();
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  await app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'none'"] } } });
  await app.register(rateLimit, {
    max: environment.get('RATE_LIMIT'),
    timeWindow: '1 minute',
    errorResponseBuilder: () =>
      Object.assign(new Error('Too many requests from this address; try again in a minute.'), {
        statusCode: 429,
      }),
  });

  const metrics = app.get(Metrics);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('X-Request-Id', request.id).header('Cache-Control', 'no-store');
    done();
  });
  fastify.addHook('preHandler', (request, _reply, done) => {
    const faults = request.body === undefined || request.body === null ? [] : hostileFaults(request.body);
    const refusal = new DomainError('invalid', 'invalid', 'Some of what was sent cannot be taken.', {
      errors: faults,
    });
    done(faults.length === 0 ? undefined : refusal);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    metrics.observe(
      request.method,
      request.routeOptions.url ?? 'unknown',
      reply.statusCode,
      reply.elapsedTime / 1000,
    );
    done();
  });
  fastify.setErrorHandler((error, _request, reply) => {
    const status =
      error instanceof DomainError ? 422 : ((error as { statusCode?: number }).statusCode ?? 500);
    const details = error instanceof DomainError ? error.details : {};
    const detail = error instanceof Error ? error.message : 'The request could not be read.';
    const code = error instanceof DomainError ? error.code : 'malformed';
    return reply
      .status(status)
      .type('application/problem+json')
      .send(problem(status, code, detail, details));
  });
  assertRoutesDeclared(app);
}
