import { Duration } from 'luxon';
import { Clock } from '#kernel/clock';

/** A clock that stands still until a test moves it. */
export class FakeClock extends Clock {
  private millis: number;

  /** Starts at an RFC 3339 time; a Monday morning without one. */
  constructor(start: string | Date = '2026-03-02T09:00:00Z') {
    super();
    this.millis = instant(start);
  }

  now(): Date {
    return new Date(this.millis);
  }

  set(to: string | Date): void {
    this.millis = instant(to);
  }

  /** Moves on by an ISO 8601 duration (`P3D`, `PT1H`; days of 24 hours) or by milliseconds. Never back. */
  advance(by: string | number): Date {
    const step = typeof by === 'number' ? by : Duration.fromISO(by).toMillis();
    if (!(step >= 0)) throw new Error(`The clock cannot be moved on by ${String(by)}.`);
    this.millis += step;
    return this.now();
  }
}

function instant(at: string | Date): number {
  const millis = new Date(at).getTime();
  if (Number.isNaN(millis)) throw new Error(`${String(at)} is not a time.`);
  return millis;
}
