import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Environment } from '#config/environment';
import { appConnection } from './data-source.js';
import { Transactions } from './transactions.js';

/** The application's connections. `name` shows in pg_stat_activity, so that an operator sees who holds a lock. */
@Global()
@Module({})
export class DatabaseModule {
  static named(applicationName: string) {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [Environment],
          useFactory: (environment: Environment) => ({
            ...appConnection({
              url: environment.databaseUrl,
              poolSize: environment.get('DATABASE_POOL'),
              applicationName,
            }),
            retryAttempts: 3,
            retryDelay: 500,
          }),
        }),
      ],
      providers: [Transactions],
      exports: [Transactions, TypeOrmModule],
    };
  }
}
