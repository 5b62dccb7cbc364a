import { Module } from '@nestjs/common';
import { AuditModule } from '#audit/audit.module';
import { CasesModule } from '#cases/cases.module';
import { DeadlineSteps } from '#cases/deadline-steps.service';
import { LadderPeople } from '#cases/ladder-people';
import { ConfigModule } from '#config/config.module';
import { Environment } from '#config/environment';
import { ClockModule } from '#database/clock.module';
import { DatabaseModule } from '#database/database.module';
import { DeadlinesModule } from '#deadlines/deadlines.module';
import { StepTarget } from '#deadlines/step-target';
import { Sweep } from '#deadlines/sweep';
import { DispatchModule } from '#notices/dispatch.module';
import { NoticesModule } from '#notices/notices.module';
import { MasterKeySource } from '#vault/master-key-source';
import { VaultModule } from '#vault/vault.module';
import { JobRunner } from './job-runner.service.js';
import { NoticesProcessor } from './notices.processor.js';
import { SweepProcessor } from './sweep.processor.js';

/** What runs by itself: deadlines and notices. It follows the API's clock and never sets it. */
@Module({
  imports: [
    ConfigModule,
    DatabaseModule.named('amends-worker'),
    ClockModule.for('follower'),
    VaultModule.keyedBy({
      inject: [Environment],
      useFactory: (environment: Environment) =>
        new MasterKeySource(environment.dataDir, environment.get('AMENDS_MASTER_KEY')),
    }),
    AuditModule,
    CasesModule,
    DeadlinesModule,
    NoticesModule,
    DispatchModule,
  ],
  providers: [
    LadderPeople,
    { provide: StepTarget, useClass: DeadlineSteps },
    Sweep,
    SweepProcessor,
    NoticesProcessor,
    JobRunner,
  ],
})
export class WorkerModule {}
