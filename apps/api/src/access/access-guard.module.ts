import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessModule } from '#access/access.module';
import { AccessGuard } from './access.guard.js';

/** Puts the guard before every route of the application. */
@Module({
  imports: [AccessModule],
  providers: [{ provide: APP_GUARD, useClass: AccessGuard }],
})
export class AccessGuardModule {}
