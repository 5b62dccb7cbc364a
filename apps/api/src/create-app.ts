import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Environment } from '#config/environment';
import { Clock } from '#kernel/clock';
import { DomainError } from '#kernel/domain-error';
import { assertRoutesDeclared } from './access/route-check.js';
import { ApiModule } from './api.module.js';
import { hostileFaults } from './http/hostile-body.js';
import { JsonAdapter, usualHeaders } from './http/json-adapter.js';
import { ProblemFilter } from './http/problem.filter.js';
import { validationPipe } from './http/validation.js';
import { Metrics } from './ops/metrics.js';

/** The API, ready to listen. */
export async function createApp(logger: LoggerService | false): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule, new JsonAdapter(), {
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
  const clock = app.get(Clock);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    // Date is the program's time, which a demonstration moves: pages tell by it what is due.
    void reply.headers(usualHeaders(request.id)).header('Date', clock.now().toUTCString());
    done();
  });
  fastify.addHook('preHandler', (request, _reply, done) => {
    const faults = request.body === undefined || request.body === null ? [] : hostileFaults(request.body);
    if (faults.length === 0) {
      done();
      return;
    }
    const refusal = new DomainError('invalid', 'invalid', 'Some of what was sent cannot be taken.', {
      errors: faults,
    });
    done(refusal);
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
  assertRoutesDeclared(app);
}
