import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { queryRows } from '#database/query-rows';
import { Clock } from '#kernel/clock';
import { WorkCalendar } from './calendar.js';
import { publicHolidays } from './holidays.js';

/** How long a body's place is taken for known. A body that moves gets its new calendar within this. Milliseconds. */
const KNOWN_FOR_MS = 60_000;

interface Known {
  calendar: WorkCalendar;
  until: number;
}

/** The calendar of each body, by its time zone and country. Kept, since filing a report must not read it each time. */
@Injectable()
export class BodyCalendars {
  private readonly known = new Map<string, Known>();

  constructor(private readonly clock: Clock) {}

  /** @throws Error where there is no such body: a foreign key should have said so first. */
  async of(tx: EntityManager, bodyId: string): Promise<WorkCalendar> {
    const now = this.clock.now().getTime();
    const known = this.known.get(bodyId);
    if (known !== undefined && now < known.until) return known.calendar;
    const rows = await queryRows<{ time_zone: string; country: string }>(
      tx,
      'select time_zone, country from body where id = $1',
      [bodyId],
    );
    const body = rows[0];
    if (body === undefined) throw new Error(`There is no body ${bodyId} whose calendar could be used.`);
    const same = known?.calendar.timeZone === body.time_zone && known.calendar.country === body.country;
    const calendar = same ? known.calendar : new WorkCalendar(body.time_zone, body.country, publicHolidays);
    this.known.set(bodyId, { calendar, until: now + KNOWN_FOR_MS });
    return calendar;
  }
}
