import { Injectable } from '@nestjs/common';
import { Sweep } from '#deadlines/sweep';
import { OneAtATime } from './one-at-a-time.js';

/** Fires what is due. Jobs that arrive while it runs make it run once more, so that nothing is looked at too early. */
@Injectable()
export class SweepProcessor {
  private readonly runs: OneAtATime;

  constructor(sweep: Sweep) {
    this.runs = new OneAtATime(() => sweep.run());
  }

  process(): Promise<void> {
    return this.runs.run();
  }

  /** Resolves once nothing is half done. */
  idle(): Promise<void> {
    return this.runs.idle();
  }
}
