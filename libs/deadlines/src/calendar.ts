import { IANAZone } from 'luxon';
import type { Calendar, Length } from './domain/length.js';

/** Public holidays of a country in a year, as `YYYY-MM-DD`. */
export type HolidaySource = (country: string, year: number) => ReadonlySet<string>;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Zones change at whole quarters of an hour (since 1972), so an offset holds for its quarter. Asking Intl takes most of the
 * time of counting, and hundreds of reports a second ask for the same few moments.
 */
const QUARTER_MS = 900_000;
const OFFSETS_KEPT = 2_000;

interface WeekInfo {
  weekend: number[];
}

/** CLDR's weekend of a country, ISO weekdays (1 Monday … 7 Sunday). Newer engines have a method, older an accessor. */
function weekendOf(country: string): ReadonlySet<number> {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & {
    weekInfo?: WeekInfo;
    getWeekInfo?: () => WeekInfo;
  };
  return new Set((locale.getWeekInfo?.() ?? locale.weekInfo)?.weekend ?? [6, 7]);
}

/**
 * One body's calendar:
 * - The day on which something starts does not count (Regulation (EEC) 1182/71, article 3). Day one is the next working day.
 * - What starts at 16:20 is due at 16:20, the body's local time. Not at the end of that day: an answer that is promised in
 *   three working days comes in three working days, and whoever waits for it can say when.
 * - Months end on their last day where the day does not exist (31 January and a month: 28 or 29 February).
 * - A local time that the clocks skip in spring is the moment after; one that comes twice in autumn is the first of the two.
 */
export class WorkCalendar implements Calendar {
  private readonly zone: IANAZone;
  private readonly weekend: ReadonlySet<number>;
  private readonly offsets = new Map<number, number>();

  constructor(
    readonly timeZone: string,
    readonly country: string,
    private readonly holidays: HolidaySource,
  ) {
    this.zone = IANAZone.create(timeZone);
    if (!this.zone.isValid) throw new Error(`${timeZone} is not a time zone.`);
    this.weekend = weekendOf(country);
  }

  plus(from: Date, length: Length): Date {
    const start = from.getTime();
    if ('hours' in length) return new Date(start + length.hours * HOUR_MS);
    const wall = start + this.offset(start);
    if ('months' in length) return this.whenWallShows(monthsLater(wall, length.months));
    if ('calendarDays' in length) return this.whenWallShows(wall + length.calendarDays * DAY_MS);
    let landed = wall;
    for (let left = length.workingDays; left > 0;) {
      landed += DAY_MS;
      if (this.works(landed)) left -= 1;
    }
    return this.whenWallShows(landed);
  }

  /** Whether people of this body are at work on a local day, `YYYY-MM-DD`. */
  isWorkingDay(day: string): boolean {
    return this.works(Date.parse(`${day}T00:00:00Z`));
  }

  // "Wall" times are what a clock on the wall shows, written as if it were UTC: days on them are always 24 hours.
  private works(wall: number): boolean {
    const day = new Date(wall);
    if (this.weekend.has(day.getUTCDay() || 7)) return false;
    return !this.holidays(this.country, day.getUTCFullYear()).has(day.toISOString().slice(0, 10));
  }

  /** The first moment at which the wall shows this; where it never does, the moment that its time would have been. */
  private whenWallShows(wall: number): Date {
    const [before, after] = [this.offset(wall - DAY_MS), this.offset(wall + DAY_MS)];
    if (before === after) return new Date(wall - before);
    const moments = [wall - before, wall - after].sort((one, other) => one - other);
    return new Date(moments.find((moment) => moment + this.offset(moment) === wall) ?? wall - before);
  }

  /** How far the wall is ahead of UTC. Milliseconds. */
  private offset(moment: number): number {
    const quarter = Math.floor(moment / QUARTER_MS);
    const known = this.offsets.get(quarter);
    if (known !== undefined) return known;
    const offset = this.zone.offset(moment) * 60_000;
    if (this.offsets.size >= OFFSETS_KEPT) this.offsets.clear();
    this.offsets.set(quarter, offset);
    return offset;
  }
}

function monthsLater(wall: number, months: number): number {
  const from = new Date(wall);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(from.getUTCDate(), lastDay);
  return Date.UTC(year, month, day) + (wall - Date.UTC(year, from.getUTCMonth(), from.getUTCDate()));
}
