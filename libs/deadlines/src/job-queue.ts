import type { IQueueBackend, Job, Queue, Worker } from 'bullmq';
import { QUEUE_SCHEMA } from './queue-schema.js';

/** Name of the one queue. Its jobs carry nothing: they only say that somebody should look. */
const QUEUE = 'amends';

export const JOB_NAMES = ['sweep', 'notices'] as const;
export type JobName = (typeof JOB_NAMES)[number];

type Nothing = Record<string, never>;
export type JobQueue = Queue<Nothing, void, JobName, Nothing, void, JobName, IQueueBackend>;
export type JobWorker = Worker<Nothing, void, JobName, IQueueBackend>;

/** Where the queue is: Redis where there is one, else PostgreSQL. */
export interface QueuePlace {
  redisUrl: string | undefined;
  databaseUrl: string;
  applicationName: string;
}

interface Failing {
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** How long a connection to the queue may take. Milliseconds. */
const CONNECT_WITHIN_MS = 3_000;
/** Finished jobs say nothing that the database does not. */
const KEEP_NOTHING = { removeOnComplete: true, removeOnFail: 20 } as const;
/** Nobody reads the queue's own events; without a bound it keeps ten thousand. */
const STREAMS = { events: { maxLen: 100 } };

/** Opens the queue for adding jobs. Connects when first used; `onError` hears of lost connections, which never throw. */
export async function openQueue(place: QueuePlace, onError: (error: Error) => void): Promise<JobQueue> {
  const bullmq = await import('bullmq');
  const queue =
    place.redisUrl === undefined
      ? new bullmq.Queue(
          QUEUE,
          { connection: postgres(place, 1), defaultJobOptions: KEEP_NOTHING, streams: STREAMS },
          bullmq.createPostgresBackend,
        )
      : new bullmq.Queue(
          QUEUE,
          {
            // Fail at once while Redis is away: whoever adds a job goes on without it.
            connection: { ...redis(place.redisUrl), enableOfflineQueue: false, maxRetriesPerRequest: 1 },
            defaultJobOptions: KEEP_NOTHING,
            streams: STREAMS,
          },
          bullmq.createRedisBackend,
        );
  heard(queue, onError);
  return queue as unknown as JobQueue;
}

/** Opens the working end: `work` is called for each job, two at once, so that slow mail never holds up a deadline. */
export async function openWorker(
  place: QueuePlace,
  work: (job: JobName) => Promise<void>,
  onError: (error: Error) => void,
): Promise<JobWorker> {
  const bullmq = await import('bullmq');
  const process = (job: Job<Nothing, void, JobName>): Promise<void> => work(job.name);
  const options = {
    concurrency: 2,
    stalledInterval: 10_000,
    maxStalledCount: 10,
    runRetryDelay: 1_000,
    drainDelay: 5,
  };
  const worker =
    place.redisUrl === undefined
      ? new bullmq.Worker(
          QUEUE,
          process,
          { ...options, connection: postgres(place, 3) },
          bullmq.createPostgresBackend,
        )
      : new bullmq.Worker(
          QUEUE,
          process,
          { ...options, connection: { ...redis(place.redisUrl), maxRetriesPerRequest: null } },
          bullmq.createRedisBackend,
        );
  heard(worker, onError);
  return worker as unknown as JobWorker;
}

function heard(from: Failing, onError: (error: Error) => void): void {
  from.on('error', onError);
}

/** Like the application's own connections it drops to amends_app, whatever it logged in as. */
function postgres(place: QueuePlace, max: number) {
  return {
    connectionString: place.databaseUrl,
    options: '-c role=amends_app -c statement_timeout=30000',
    application_name: place.applicationName,
    max,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    keepAlive: true,
    schema: QUEUE_SCHEMA,
  };
}

function redis(url: string) {
  return {
    url,
    connectTimeout: CONNECT_WITHIN_MS,
    retryStrategy: (tries: number) => Math.min(200 * tries, 3_000),
  };
}
