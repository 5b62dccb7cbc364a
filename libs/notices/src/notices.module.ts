import { Module } from '@nestjs/common';
import { Outbox } from './outbox.js';

/** Writes notices, in the transactions of others. */
@Module({ providers: [Outbox], exports: [Outbox] })
export class NoticesModule {}
