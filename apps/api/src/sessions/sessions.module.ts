import { Module } from '@nestjs/common';
import { AccessModule } from '#access/access.module';
import { ReporterSessionsController } from './reporter-sessions.controller.js';
import { SessionsController } from './sessions.controller.js';

/** Logging in and out, of staff and of reporters. `AccessCodes` comes from the VaultModule, which is global. */
@Module({
  imports: [AccessModule],
  controllers: [SessionsController, ReporterSessionsController],
})
export class SessionsModule {}
