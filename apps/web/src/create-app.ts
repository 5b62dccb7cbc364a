import cookie from '@fastify/cookie';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Environment } from '#config/environment';
import { ErrorFilter } from './http/error.filter.js';
import { Gate } from './http/gate.js';
import { PageInterceptor } from './http/page.interceptor.js';
import { WebModule } from './web.module.js';

/** Room for the longest narrative in the widest script, twice: once typed and once carried along. Bytes. */
const BODY_LIMIT = 2_000_000;

/** Everything around the pages: headers, cookies, style sheet, errors. Used by main and by tests; it does not listen yet. */
export async function createWebApp(
  environment: Environment,
  logger: LoggerService | false,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    // Fastify's request log would carry addresses; nothing about anybody's connection is kept (threat-model.md).
    logger: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(WebModule.for(environment), adapter, {
    logger,
    abortOnError: false,
  });
  app.enableShutdownHooks();
  app.useGlobalFilters(app.get(ErrorFilter));
  app.useGlobalInterceptors(app.get(PageInterceptor));
  await app.register(cookie);
  const gate = app.get(Gate);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    // Where the gate has answered already, the request ends here.
    if (!gate.admit(request, reply)) done();
  });
  fastify.addHook('preHandler', (request, _reply, done) => {
    gate.refuseForeignForms(request);
    done();
  });
  return app;
}
