import fc from 'fast-check';
import { WorkCalendar } from './calendar.js';
import type { Length } from './domain/length.js';
import { publicHolidays } from './holidays.js';

interface Place {
  timeZone: string;
  country: string;
}

/** Every place of the demonstration network; then a weekend on Friday and Saturday, and half an hour of daylight saving. */
const PLACES: Place[] = [
  { timeZone: 'America/New_York', country: 'US' },
  { timeZone: 'Africa/Nairobi', country: 'KE' },
  { timeZone: 'America/Bogota', country: 'CO' },
  { timeZone: 'Europe/Brussels', country: 'BE' },
  { timeZone: 'Asia/Beirut', country: 'LB' },
  { timeZone: 'Africa/Dakar', country: 'SN' },
  { timeZone: 'America/Managua', country: 'NI' },
  { timeZone: 'America/Sao_Paulo', country: 'BR' },
  { timeZone: 'Europe/London', country: 'GB' },
  { timeZone: 'Africa/Cairo', country: 'EG' },
  { timeZone: 'Australia/Lord_Howe', country: 'AU' },
];

/** Second implementation, as plain as can be: Intl alone, day after day, every offset tried. */
class Naive {
  private readonly format: Intl.DateTimeFormat;

  constructor(private readonly place: Place) {
    this.format = new Intl.DateTimeFormat('en-CA', {
      timeZone: place.timeZone,
      dateStyle: 'short',
      timeStyle: 'medium',
      hourCycle: 'h23',
    });
  }

  plus(from: Date, length: Length): Date {
    if ('hours' in length) return new Date(from.getTime() + length.hours * 60 * 60 * 1000);
    const [day = '', time = ''] = this.local(from);
    if ('calendarDays' in length) return this.at(shift(day, length.calendarDays), time, from);
    if ('months' in length) return this.at(monthsLater(day, length.months), time, from);
    let landed = day;
    for (let left = length.workingDays; left > 0;) {
      landed = shift(landed, 1);
      if (this.isWorkingDay(landed)) left -= 1;
    }
    return this.at(landed, time, from);
  }

  isWorkingDay(day: string): boolean {
    const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
    const weekend = this.place.country === 'EG' ? [5, 6] : [6, 0];
    return (
      !weekend.includes(weekday) && !publicHolidays(this.place.country, Number(day.slice(0, 4))).has(day)
    );
  }

  private local(at: Date): string[] {
    return this.format.format(at).replace(',', '').split(' ');
  }

  /** First instant that shows this on the wall; where none does, the wall's time before the clocks jumped. */
  private at(day: string, time: string, from: Date): Date {
    const wall = Date.parse(`${day}T${time}.${String(from.getUTCMilliseconds()).padStart(3, '0')}Z`);
    for (let quarter = 60; quarter >= -60; quarter -= 1) {
      const instant = new Date(wall - quarter * 15 * 60 * 1000);
      const [shownDay, shownTime] = this.local(instant);
      if (shownDay === day && shownTime === time) return instant;
    }
    // Skipped: the offset of the day before still counts.
    const before = this.local(new Date(wall - 86_400_000));
    const offset =
      Date.parse(`${before[0] ?? ''}T${before[1] ?? ''}Z`) - Math.floor((wall - 86_400_000) / 1000) * 1000;
    return new Date(wall - offset);
  }
}

function shift(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function monthsLater(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  last.setUTCDate(Math.min(date, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}

function calendarOf({ timeZone, country }: Place): WorkCalendar {
  return new WorkCalendar(timeZone, country, publicHolidays);
}

const instants = fc.date({
  min: new Date('2024-01-01T00:00:00Z'),
  max: new Date('2028-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const lengths: fc.Arbitrary<Length> = fc.oneof(
  fc.record({ workingDays: fc.nat(30) }),
  fc.record({ calendarDays: fc.nat(400) }),
  fc.record({ months: fc.nat(14) }),
  fc.record({ hours: fc.nat(1000) }),
);

describe('WorkCalendar', () => {
  it.each(PLACES)('counts like the plain way of counting in $timeZone ($country)', (place) => {
    const [calendar, naive] = [calendarOf(place), new Naive(place)];
    fc.assert(
      fc.property(instants, lengths, (from, length) => {
        expect(calendar.plus(from, length).toISOString()).toBe(naive.plus(from, length).toISOString());
      }),
      { numRuns: 150 },
    );
  });

  it.each(PLACES)('knows the days off of $timeZone ($country)', (place) => {
    const [calendar, naive] = [calendarOf(place), new Naive(place)];
    for (let day = '2026-01-01'; day < '2027-01-01'; day = shift(day, 1)) {
      expect([day, calendar.isWorkingDay(day)]).toEqual([day, naive.isWorkingDay(day)]);
    }
  });

  it('has a due date that never comes before its start, and one day more is never earlier', () => {
    const calendar = calendarOf({ timeZone: 'Africa/Nairobi', country: 'KE' });
    fc.assert(
      fc.property(instants, fc.nat(30), (from, days) => {
        const due = calendar.plus(from, { workingDays: days });
        expect(due.getTime()).toBeGreaterThanOrEqual(from.getTime());
        expect(calendar.plus(from, { workingDays: days + 1 }).getTime()).toBeGreaterThan(due.getTime());
      }),
    );
  });

  const nairobi = calendarOf({ timeZone: 'Africa/Nairobi', country: 'KE' });
  const brussels = calendarOf({ timeZone: 'Europe/Brussels', country: 'BE' });
  const newYork = calendarOf({ timeZone: 'America/New_York', country: 'US' });
  const beirut = calendarOf({ timeZone: 'Asia/Beirut', country: 'LB' });

  it.each<[string, WorkCalendar, string, Length, string]>([
    [
      'a working day does not count itself',
      nairobi,
      '2026-11-23T06:20:00Z',
      { workingDays: 3 },
      '2026-11-26T06:20:00Z',
    ],
    ['a weekend is passed over', nairobi, '2026-11-20T13:00:00Z', { workingDays: 3 }, '2026-11-25T13:00:00Z'],
    [
      'from a weekend the first working day is day one',
      nairobi,
      '2026-11-21T13:00:00Z',
      { workingDays: 3 },
      '2026-11-25T13:00:00Z',
    ],
    ['Christmas is passed over', nairobi, '2026-12-23T06:00:00Z', { workingDays: 3 }, '2026-12-29T06:00:00Z'],
    [
      'Lebanon has Independence Day off',
      beirut,
      '2024-11-21T08:00:00Z',
      { workingDays: 1 },
      '2024-11-25T08:00:00Z',
    ],
    [
      'the local time stays over the change to winter',
      brussels,
      '2026-10-23T07:00:00Z',
      { workingDays: 1 },
      '2026-10-26T08:00:00Z',
    ],
    [
      'an hour that is skipped in spring is the hour after',
      brussels,
      '2026-03-28T01:30:00Z',
      { calendarDays: 1 },
      '2026-03-29T01:30:00Z',
    ],
    [
      'an hour that comes twice in autumn is the first',
      newYork,
      '2026-10-31T05:30:00Z',
      { calendarDays: 1 },
      '2026-11-01T05:30:00Z',
    ],
    [
      '…also when counted from winter',
      newYork,
      '2026-02-01T06:30:00Z',
      { months: 9 },
      '2026-11-01T05:30:00Z',
    ],
    ['31 January and a month', brussels, '2026-01-31T09:00:00Z', { months: 1 }, '2026-02-28T09:00:00Z'],
    ['31 January and three months', brussels, '2026-01-31T09:00:00Z', { months: 3 }, '2026-04-30T08:00:00Z'],
    ['30 November and three months', brussels, '2026-11-30T09:00:00Z', { months: 3 }, '2027-02-28T09:00:00Z'],
    ['…in a leap year', brussels, '2027-11-30T09:00:00Z', { months: 3 }, '2028-02-29T09:00:00Z'],
    [
      'late in the evening in New York is the day before London’s',
      newYork,
      '2026-11-24T03:00:00Z',
      { workingDays: 1 },
      '2026-11-25T03:00:00Z',
    ],
  ])('%s', (_, calendar, from, length, due) => {
    expect(calendar.plus(new Date(from), length)).toEqual(new Date(due));
  });
});
