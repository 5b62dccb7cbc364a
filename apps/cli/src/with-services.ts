import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccessModule } from '#access/access.module';
import { ConfigModule } from '#config/config.module';
import { Environment } from '#config/environment';
import { ClockModule } from '#database/clock.module';
import { DatabaseModule } from '#database/database.module';
import { MasterKeySource } from '#vault/master-key-source';
import { VaultModule } from '#vault/vault.module';

@Module({
  imports: [
    ConfigModule,
    DatabaseModule.named('amends-cli'),
    ClockModule.for('follower'),
    VaultModule.keyedBy({
      inject: [Environment],
      useFactory: (environment: Environment) =>
        new MasterKeySource(environment.dataDir, environment.get('AMENDS_MASTER_KEY')),
    }),
    AccessModule,
  ],
})
class CliModule {}

/** Runs `work` with the programs' own services, and closes them whatever happens. */
export async function withServices<T>(work: (services: INestApplicationContext) => Promise<T>): Promise<T> {
  const services = await NestFactory.createApplicationContext(CliModule, {
    logger: false,
    abortOnError: false,
  });
  try {
    return await work(services);
  } finally {
    await services.close();
  }
}
