import { Module } from '@nestjs/common';
import { AccessModule } from '#access/access.module';
import { AuditModule } from '#audit/audit.module';
import { CasesModule } from '#cases/cases.module';
import { ConfigModule } from '#config/config.module';
import { Environment } from '#config/environment';
import { ClockModule } from '#database/clock.module';
import { DatabaseModule } from '#database/database.module';
import { DeadlinesModule } from '#deadlines/deadlines.module';
import { MasterKeySource } from '#vault/master-key-source';
import { VaultModule } from '#vault/vault.module';
import { AccessGuardModule } from './access/access-guard.module.js';
import { CasesController } from './cases/cases.controller.js';
import { WaitingController } from './cases/waiting.controller.js';
import { LogsController } from './logs/logs.controller.js';
import { BodiesController } from './network/bodies.controller.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { Metrics } from './ops/metrics.js';
import { OpsServer } from './ops/ops-server.js';
import { ReporterController } from './reporter/reporter.controller.js';
import { ReportsController } from './reports/reports.controller.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { StartChecks } from './start-checks.js';

@Module({
  imports: [
    ConfigModule,
    DatabaseModule.named('amends-api'),
    ClockModule.for('keeper'),
    VaultModule.keyedBy({
      inject: [Environment],
      useFactory: (environment: Environment) =>
        new MasterKeySource(environment.dataDir, environment.get('AMENDS_MASTER_KEY')),
    }),
    AuditModule,
    AccessModule,
    DeadlinesModule,
    CasesModule,
    AccessGuardModule,
    SessionsModule,
  ],
  controllers: [
    CasesController,
    WaitingController,
    LogsController,
    BodiesController,
    ReporterController,
    ReportsController,
    OpenApiController,
  ],
  providers: [Metrics, OpsServer, StartChecks],
})
export class ApiModule {}
