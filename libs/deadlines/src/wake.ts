import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Environment } from '#config/environment';
import { JOB_NAMES, openQueue, type JobQueue, type QueuePlace } from './job-queue.js';

/** Calls within this of each other wake once. Milliseconds. */
const AT_MOST_EVERY_MS = 500;
/** How long adding a job may take before it is given up: the next regular look comes by anyway. Milliseconds. */
const ADD_WITHIN_MS = 2_000;
/** A queue that is down is said once in this long, not at every request. Milliseconds. */
const SAY_EVERY_MS = 60_000;

/**
 * Says to the worker that there is something to look at, after a commit. Never fails and never waits: with the queue down
 * nothing is lost, since what is due stands in the database and is found by the worker's own regular look.
 */
@Injectable()
export class Wake implements OnApplicationShutdown {
  private readonly log = new Logger('Wake');
  private readonly place: QueuePlace;
  private queue: Promise<JobQueue> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private lastAt = -Infinity;
  private saidAt = -Infinity;
  private closed = false;

  constructor(environment: Environment) {
    this.place = {
      redisUrl: environment.get('REDIS_URL'),
      databaseUrl: environment.databaseUrl,
      applicationName: 'amends-wake',
    };
  }

  /** Wakes the worker soon. Returns at once; many calls in a row wake it once or twice. */
  soon(): void {
    if (this.timer !== null || this.closed) return;
    // Monotonic, not the program's clock: this is about how busy the machine is.
    const wait = Math.max(0, this.lastAt + AT_MOST_EVERY_MS - performance.now());
    this.timer = setTimeout(() => {
      this.timer = null;
      this.lastAt = performance.now();
      void this.add();
    }, wait);
    this.timer.unref();
  }

  /** Whether the queue answers now. For health alone: nothing that is due depends on it. */
  async isUp(): Promise<boolean> {
    try {
      this.queue ??= openQueue(this.place, (error) => {
        this.say(error);
      });
      const queue = await within(ADD_WITHIN_MS, this.queue);
      await within(ADD_WITHIN_MS, queue.getJobCounts('waiting'));
      return true;
    } catch (error) {
      this.say(error);
      await this.drop();
      return false;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.drop();
  }

  private async add(): Promise<void> {
    try {
      await within(ADD_WITHIN_MS, this.addJobs());
    } catch (error) {
      this.say(error);
      // A queue that could not connect once keeps that answer for ever: the next call opens a new one.
      await this.drop();
    }
  }

  private async addJobs(): Promise<void> {
    this.queue ??= openQueue(this.place, (error) => {
      this.say(error);
    });
    const queue = await this.queue;
    await Promise.all(
      // One that waits already is enough; one that runs may have looked too early, so another follows it.
      JOB_NAMES.map((name) =>
        queue.add(name, {}, { deduplication: { id: `wake-${name}`, keepLastIfActive: true } }),
      ),
    );
  }

  private async drop(): Promise<void> {
    const queue = this.queue;
    this.queue = null;
    if (queue === null) return;
    await within(
      ADD_WITHIN_MS,
      queue.then((open) => open.close()),
    ).catch(() => undefined);
  }

  private say(error: unknown): void {
    if (this.closed || performance.now() - this.saidAt < SAY_EVERY_MS) return;
    this.saidAt = performance.now();
    this.log.warn(`The queue cannot be reached; the worker finds what is due by itself. (${nameOf(error)})`);
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error('no answer in time'));
    }, ms);
    timer.unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as Error & { code?: unknown };
  return typeof code === 'string' ? code : error.message;
}
