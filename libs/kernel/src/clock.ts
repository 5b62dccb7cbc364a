/** The program's only source of "now". A token, so that tests and demonstrations can move time on. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
