import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Environment, EnvironmentError } from '#config/environment';
import { JsonLogger } from '#config/json-logger';
import { WorkerModule } from './worker.module.js';

async function main(): Promise<void> {
  const environment = Environment.load();
  const logger = new JsonLogger(environment.get('LOG_LEVEL'), 'worker');
  Logger.overrideLogger(logger);
  const app = await NestFactory.createApplicationContext(WorkerModule, { abortOnError: false });
  app.enableShutdownHooks();
  logger.log('Worker is running.', 'Worker');
}

main().catch((error: unknown) => {
  const known = error instanceof EnvironmentError;
  process.stderr.write(
    `${known ? error.message : error instanceof Error ? (error.stack ?? error.message) : 'failed'}\n`,
  );
  process.exit(1);
});
