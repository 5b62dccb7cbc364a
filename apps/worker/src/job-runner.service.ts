import { setTimeout as sleep } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Environment } from '#config/environment';
import {
  JOB_NAMES,
  openQueue,
  openWorker,
  type JobName,
  type JobQueue,
  type JobWorker,
  type QueuePlace,
} from '#deadlines/job-queue';
import { NoticesProcessor } from './notices.processor.js';
import { SweepProcessor } from './sweep.processor.js';

/** How often it is seen to that the regular jobs are still there: a Redis that was emptied has forgotten them. */
const TEND_EVERY_MS = 5_000;
/** Jobs come every few seconds; silent for this long with the queue in reach, the working end is opened anew. */
const SILENT_FOR_MS = 30_000;
/** The same trouble is said once in this long. */
const SAY_EVERY_MS = 30_000;
/** How long closing may take before it is left to the end of the process. */
const CLOSE_WITHIN_MS = 5_000;

interface Ends {
  queue: JobQueue;
  worker: JobWorker;
}

/**
 * Keeps the queue's working end alive. A queue that is down, restarted or emptied is never the end of the process: it is
 * tried again until it is back, and the regular jobs are put in again. What is due waits in the database meanwhile.
 * Times here are the machine's own (monotonic): they are about connections, not about deadlines.
 */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Jobs');
  private readonly stopping = new AbortController();
  private readonly place: QueuePlace;
  private readonly every: number;
  private tending: Promise<void> = Promise.resolve();
  private heardAt = 0;
  private saidAt = -Infinity;

  constructor(
    environment: Environment,
    private readonly sweep: SweepProcessor,
    private readonly notices: NoticesProcessor,
  ) {
    this.every = environment.get('SWEEP_EVERY_MS');
    this.place = {
      redisUrl: environment.get('REDIS_URL'),
      databaseUrl: environment.databaseUrl,
      applicationName: 'amends-queue',
    };
  }

  onApplicationBootstrap(): void {
    this.tending = this.tend();
  }

  /** Takes no more jobs, then waits for what is half done: each is a short transaction. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.tending;
    await Promise.all([this.sweep.idle(), this.notices.idle()]);
  }

  private async tend(): Promise<void> {
    let ends: Ends | null = null;
    while (!this.stopping.signal.aborted) {
      try {
        ends ??= await this.open();
        await this.keepRegular(ends.queue);
        if (performance.now() - this.heardAt > SILENT_FOR_MS + this.every) throw new Error('no job came');
      } catch (error) {
        this.say(error);
        if (ends !== null) await this.close(ends);
        ends = null;
      }
      await sleep(ends === null ? 1_000 : TEND_EVERY_MS, undefined, { signal: this.stopping.signal }).catch(
        () => undefined,
      );
    }
    if (ends !== null) await this.close(ends);
  }

  private async open(): Promise<Ends> {
    const onError = (error: Error): void => {
      this.say(error);
    };
    const queue = await openQueue(this.place, onError);
    try {
      await within(CLOSE_WITHIN_MS, queue.waitUntilReady());
    } catch (error) {
      await within(CLOSE_WITHIN_MS, queue.close()).catch(() => undefined);
      throw error;
    }
    const worker = await openWorker(this.place, (job) => this.work(job), onError);
    this.heardAt = performance.now();
    this.saidAt = -Infinity;
    this.log.log(`Taking jobs from ${this.place.redisUrl === undefined ? 'PostgreSQL' : 'Redis'}.`);
    return { queue, worker };
  }

  /** Puts the regular jobs in where they are missing or run at another pace than they should. */
  private async keepRegular(queue: JobQueue): Promise<void> {
    for (const name of JOB_NAMES) {
      const known = await within(CLOSE_WITHIN_MS, queue.getJobScheduler(name));
      if (known?.every === this.every) continue;
      await within(
        CLOSE_WITHIN_MS,
        queue.upsertJobScheduler(name, { every: this.every }, { name, data: {} }),
      );
    }
  }

  private async work(job: JobName): Promise<void> {
    this.heardAt = performance.now();
    await (job === 'sweep' ? this.sweep : this.notices).process();
  }

  private async close(ends: Ends): Promise<void> {
    for (const end of [ends.worker, ends.queue]) {
      await within(CLOSE_WITHIN_MS, end.close()).catch(() => undefined);
    }
  }

  private say(error: unknown): void {
    if (this.stopping.signal.aborted || performance.now() - this.saidAt < SAY_EVERY_MS) return;
    this.saidAt = performance.now();
    const reason = error instanceof Error ? error.message : 'unknown';
    this.log.warn(`The queue cannot be used at the moment (${reason}); it is tried again until it can.`);
  }
}

/** Fails where `work` takes longer; what it comes to afterwards is nobody's any more. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  const late = new AbortController();
  try {
    return await Promise.race([
      work,
      sleep(ms, undefined, { signal: late.signal }).then(() => {
        throw new Error('no answer in time');
      }),
    ]);
  } finally {
    late.abort();
  }
}
