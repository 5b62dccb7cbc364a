import { DataSource, type DataSourceOptions } from 'typeorm';
import { ENTITIES } from './entities.js';
import { MIGRATIONS } from './migrations.js';
import { PipelinedClient } from './pipelined-client.js';

/** Longest that one statement may run, so that a stuck one frees its connection. Milliseconds. */
const STATEMENT_TIMEOUT_MS = 30_000;

interface ConnectionSettings {
  url: string;
  poolSize: number;
  applicationName: string;
}

/**
 * Options of the application's connections. Every one of them drops to the role amends_app when it opens, whatever it
 * logged in as, so that no code path of ours can change the audit log.
 */
export function appConnection(settings: ConnectionSettings): DataSourceOptions {
  return {
    type: 'postgres',
    url: settings.url,
    entities: ENTITIES,
    synchronize: false,
    logging: false,
    poolSize: settings.poolSize,
    applicationName: settings.applicationName,
    connectTimeoutMS: 5_000,
    extra: {
      Client: PipelinedClient,
      options: `-c role=amends_app -c statement_timeout=${String(STATEMENT_TIMEOUT_MS)} -c timezone=UTC`,
      idleTimeoutMillis: 60_000,
    },
  };
}

/** A data source of the tables' owner, for migrations alone. */
export function ownerDataSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: [],
    migrations: MIGRATIONS,
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    poolSize: 2,
    applicationName: 'amends-migrate',
    connectTimeoutMS: 5_000,
  });
}
