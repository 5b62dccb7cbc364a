import type { Language } from '#kernel/vocabulary';
import { LOCALES } from '../i18n/catalogues.js';

export type DateStyle = 'day' | 'weekday' | 'moment' | 'short';

const STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  moment: { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  short: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
};

const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * An instant (RFC 3339) in words. `timeZone` is that of the body that holds the case: a promised day is that body's day.
 * Where it is not known UTC stands in, in which no promised day comes out earlier than it is.
 */
export function formatDate(iso: string, style: DateStyle, language: Language, timeZone = 'UTC'): string {
  const id = `${language} ${style} ${timeZone}`;
  let formatter = formatters.get(id);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat(LOCALES[language], { ...STYLES[style], timeZone });
    formatters.set(id, formatter);
  }
  return formatter.format(new Date(iso));
}

/** A day (`YYYY-MM-DD`) in words; it has no time zone. */
export function formatDay(day: string, language: Language): string {
  return formatDate(`${day}T00:00:00Z`, 'day', language);
}

/** How far `dueAt` is from `now` in the largest unit that says enough: days from two days on, hours below, then minutes. */
export function timeLeft(
  dueAt: string,
  now: Date,
): { late: boolean; unit: 'days' | 'hours' | 'minutes'; count: number } {
  const minutes = (new Date(dueAt).getTime() - now.getTime()) / 60_000;
  const late = minutes < 0;
  const away = Math.abs(minutes);
  if (away >= 48 * 60) return { late, unit: 'days', count: Math.floor(away / 1440) };
  if (away >= 60) return { late, unit: 'hours', count: Math.floor(away / 60) };
  return { late, unit: 'minutes', count: Math.floor(away) };
}
