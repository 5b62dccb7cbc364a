import { Module } from '@nestjs/common';
import { BodyCalendars } from './body-calendars.js';
import { ClockBook } from './clock-book.js';
import { Wake } from './wake.js';

/** Clocks of cases, and waking the worker. The sweep itself is the worker's: it needs a StepTarget. */
@Module({ providers: [BodyCalendars, ClockBook, Wake], exports: [BodyCalendars, ClockBook, Wake] })
export class DeadlinesModule {}
