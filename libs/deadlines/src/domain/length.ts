/**
 * How long something may take. Working days are those of the body that holds the case; calendar days and months run through
 * weekends and holidays; hours are exact.
 */
export type Length =
  { workingDays: number } | { calendarDays: number } | { months: number } | { hours: number };

/** Arithmetic in one body's days: its time zone, weekends and public holidays (calendar.ts). */
export interface Calendar {
  plus(from: Date, length: Length): Date;
}

/** A length `count` times over. */
export function times(length: Length, count: number): Length {
  if ('workingDays' in length) return { workingDays: length.workingDays * count };
  if ('calendarDays' in length) return { calendarDays: length.calendarDays * count };
  if ('months' in length) return { months: length.months * count };
  return { hours: length.hours * count };
}
