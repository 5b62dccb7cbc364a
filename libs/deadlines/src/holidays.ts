import { createRequire } from 'node:module';
import type HolidaysClass from 'date-holidays';
import type { HolidaySource } from './calendar.js';
import { MISSING_COUNTRIES } from './missing-countries.js';

type Holidays = typeof HolidaysClass;

const require = createRequire(import.meta.url);

/** Loaded when first asked: 25 MB and 0.2 s that a process which never counts working days does without. */
function load(): Holidays {
  const loaded = require('date-holidays') as Holidays | { default: Holidays };
  return 'default' in loaded ? loaded.default : loaded;
}

const CACHE = new Map<string, ReadonlySet<string>>();

/**
 * Public holidays from date-holidays (its `public` ones: the days off by law in the whole country), worked out once per
 * country and year. A country that neither it nor we know has none. Islamic days follow the tabular calendar and can be a
 * day off from what is proclaimed; a network with better dates puts them into its own policy.
 */
export const publicHolidays: HolidaySource = (country, year) => {
  const key = `${country} ${String(year)}`;
  const known = CACHE.get(key);
  if (known !== undefined) return known;
  const days = workOut(country, year);
  CACHE.set(key, days);
  return days;
};

function workOut(country: string, year: number): ReadonlySet<string> {
  const Library = load();
  const rules = MISSING_COUNTRIES[country];
  const holidays = rules === undefined ? new Library(country) : new Library();
  for (const rule of rules ?? []) holidays.setHoliday(rule, { name: rule, type: 'public' });
  // `date` is the local day on which it begins; one of several days (a feast of two) is every one of them.
  return new Set(
    holidays
      .getHolidays(year)
      .filter((one) => one.type === 'public')
      .flatMap((one) => daysFrom(one.date.slice(0, 10), one.start, one.end)),
  );
}

function daysFrom(first: string, start: Date, end: Date): string[] {
  const count = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
  const begin = Date.parse(`${first}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) =>
    new Date(begin + index * 86_400_000).toISOString().slice(0, 10),
  );
}
