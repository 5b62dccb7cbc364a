import { Module, type OnModuleInit } from '@nestjs/common';
import { AccessModule } from '#access/access.module';
import { DeadlinesModule } from '#deadlines/deadlines.module';
import { NoticesModule } from '#notices/notices.module';
import { CaseActions } from './case-actions.service.js';
import { CaseCommit } from './case-commit.js';
import { CaseLogReader } from './case-log-reader.js';
import { CaseLogs } from './case-logs.service.js';
import { CasePeople } from './case-people.js';
import { CaseQueueReadModel } from './case-queue.read-model.js';
import { CaseQueue } from './case-queue.service.js';
import { CaseReading } from './case-reading.service.js';
import { CaseStore } from './case-store.js';
import { checkLifecycle } from './domain/check-lifecycle.js';
import { FiledBefore } from './filed-before.js';
import { LogWriter } from './log-writer.js';
import { MessagesReadModel } from './messages.read-model.js';
import { ReportIntake } from './report-intake.service.js';
import { ReporterCase } from './reporter-case.service.js';
import { Waiting } from './waiting.service.js';

const SERVICES = [
  CaseActions,
  CaseCommit,
  CaseLogReader,
  CaseLogs,
  CasePeople,
  CaseQueue,
  CaseQueueReadModel,
  CaseReading,
  CaseStore,
  FiledBefore,
  LogWriter,
  MessagesReadModel,
  ReportIntake,
  ReporterCase,
  Waiting,
];

/** The case services. Needs the global modules of config, database, clock, vault and audit. */
@Module({
  imports: [AccessModule, DeadlinesModule, NoticesModule],
  providers: SERVICES,
  exports: SERVICES,
})
export class CasesModule implements OnModuleInit {
  /** A lifecycle with a dead end never starts. */
  onModuleInit(): void {
    checkLifecycle();
  }
}
