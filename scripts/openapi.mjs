/* Writes docs/openapi.json from the built API; with --check exits 1 where the committed one differs. Needs no database. */
import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { inRoot } from './lib/paths.mjs';

const FILE = inRoot('docs', 'openapi.json');

const { ApiModule } = await import(inRoot('dist', 'apps', 'api', 'src', 'api.module.js'));
const { openApiDocument } = await import(inRoot('dist', 'apps', 'api', 'src', 'openapi', 'document.js'));
const app = await NestFactory.create(ApiModule, new FastifyAdapter(), {
  preview: true,
  logger: false,
  abortOnError: false,
});
app.setGlobalPrefix('api');
const text = `${JSON.stringify(openApiDocument(app), null, 2)}\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(FILE, 'utf8') !== text) {
    process.stderr.write(
      'docs/openapi.json is not what the code says: run `node scripts/openapi.mjs` and commit it.\n',
    );
    process.exit(1);
  }
} else {
  writeFileSync(FILE, text);
}
process.exit(0);
