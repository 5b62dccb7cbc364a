import { Injectable } from '@nestjs/common';
import { Dispatch } from '#notices/dispatch';
import { OneAtATime } from './one-at-a-time.js';

/** Sends what waits in the outbox. */
@Injectable()
export class NoticesProcessor {
  private readonly runs: OneAtATime;

  constructor(dispatch: Dispatch) {
    this.runs = new OneAtATime(() => dispatch.run());
  }

  process(): Promise<void> {
    return this.runs.run();
  }

  /** Resolves once nothing is half done. */
  idle(): Promise<void> {
    return this.runs.idle();
  }
}
