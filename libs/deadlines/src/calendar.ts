import { DateTime } from 'luxon';
import type { Calendar, Length } from './domain/length.js';

/** Public holidays of a country in a year, as `YYYY-MM-DD`. */
export type HolidaySource = (country: string, year: number) => ReadonlySet<string>;

interface WeekInfo {
  weekend: number[];
}

/** CLDR's weekend of a country, ISO weekdays (1 Monday … 7 Sunday). Newer engines have a method, older an accessor. */
function weekendOf(country: string): ReadonlySet<number> {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { weekInfo?: WeekInfo; getWeekInfo?: () => WeekInfo };
  return new Set((locale.getWeekInfo?.() ?? locale.weekInfo)?.weekend ?? [6, 7]);
}

/**
 * One body's calendar (decision 0006):
 * - The day on which something starts does not count (Regulation (EEC) 1182/71, article 3). Day one is the next working day.
 * - What starts at 16:20 is due at 16:20, the body's local time. Not at the end of that day: an answer that is promised in
 *   three working days comes in three working days, and whoever waits for it can say when.
 * - Months end on their last day where the day does not exist (31 January and a month: 28 or 29 February).
 * - A local time that the clocks skip in spring is the moment after; one that comes twice in autumn is the first of the two.
 */
export class WorkCalendar implements Calendar {
  private readonly weekend: ReadonlySet<number>;

  constructor(
    readonly timeZone: string,
    readonly country: string,
    private readonly holidays: HolidaySource,
  ) {
    this.weekend = weekendOf(country);
  }

  plus(from: Date, length: Length): Date {
    if ('hours' in length) return new Date(from.getTime() + length.hours * 3_600_000);
    const start = DateTime.fromJSDate(from, { zone: this.timeZone });
    if (!start.isValid) throw new Error(`${this.timeZone} is not a time zone, or ${String(from)} not a time.`);
    if ('months' in length) return firstOf(start.plus({ months: length.months }));
    if ('calendarDays' in length) return firstOf(start.plus({ days: length.calendarDays }));
    return firstOf(this.plusWorkingDays(start, length.workingDays));
  }

  /** Whether people of this body are at work on a local day, `YYYY-MM-DD`. */
  isWorkingDay(day: string): boolean {
    return this.works(DateTime.fromISO(day, { zone: 'utc' }));
  }

  private works(day: DateTime): boolean {
    return !this.weekend.has(day.weekday) && !this.holidays(this.country, day.year).has(day.toISODate() ?? '');
  }

  /** Counts whole days apart from the time of day, which is put back at the end: no day is lost to a skipped hour. */
  private plusWorkingDays(start: DateTime, count: number): DateTime {
    let day = DateTime.utc(start.year, start.month, start.day);
    for (let left = count; left > 0; ) {
      day = day.plus({ days: 1 });
      if (this.works(day)) left -= 1;
    }
    return start.set({ year: day.year, month: day.month, day: day.day });
  }
}

/** Of the two moments that an hour repeated in autumn stands for, the first; luxon's choice depends on where one came from. */
function firstOf(local: DateTime): Date {
  return new Date(Math.min(...local.getPossibleOffsets().map((one) => one.toMillis())));
}
