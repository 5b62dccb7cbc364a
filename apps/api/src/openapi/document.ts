import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { CASES } from './schemas/cases.js';
import { GENERAL } from './schemas/general.js';
import { REPORTER } from './schemas/reporter.js';

/** The OpenAPI 3.1 document of the whole API, as docs/openapi.json keeps it. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Amends')
    .setDescription(
      'Case management for breaches of a code of conduct. Errors are application/problem+json (RFC 9457).',
    )
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, settings, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  // What needs no login says so, rather than nothing.
  for (const operation of Object.values(document.paths).flatMap(
    (path) => Object.values(path) as { security?: unknown }[],
  )) {
    operation.security ??= [];
  }
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...GENERAL, ...REPORTER, ...CASES },
  };
  return document;
}
