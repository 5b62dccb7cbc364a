import 'reflect-metadata';
import { EnvironmentError, Environment } from '#config/environment';
import { createApp } from './create-app.js';
import { JsonLogger } from '#config/json-logger';

async function main(): Promise<void> {
  const environment = Environment.load();
  const logger = new JsonLogger(environment.get('LOG_LEVEL'), 'api');
  const app = await createApp(logger);
  await app.listen(environment.get('API_PORT'), environment.get('HOST'));
  logger.log(`API on port ${String(environment.get('API_PORT'))}.`, 'Api');
}

main().catch((error: unknown) => {
  const known = error instanceof EnvironmentError;
  process.stderr.write(
    `${known ? error.message : error instanceof Error ? (error.stack ?? error.message) : 'failed'}\n`,
  );
  process.exit(1);
});
