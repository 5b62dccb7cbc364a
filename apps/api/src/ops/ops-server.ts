import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import Fastify, { type FastifyInstance } from 'fastify';
import { Duration } from 'luxon';
import { DataSource } from 'typeorm';
import { Environment } from '#config/environment';
import { ProgramClock } from '#database/program-clock';
import { Wake } from '#deadlines/wake';
import { Clock } from '#kernel/clock';
import { problem } from '../http/problem.js';
import { Metrics } from './metrics.js';

/** Longest that POST /ops/clock waits for the worker to fire what the move made due. Milliseconds. */
const SETTLE_MS = 20_000;
const SETTLE_STEP_MS = 50;

/** Health, metrics and the demonstration's clock, on a port of their own that is never published. */
@Injectable()
export class OpsServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('Ops');
  private server: FastifyInstance | null = null;

  constructor(
    private readonly environment: Environment,
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wake: Wake,
    private readonly metrics: Metrics,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const server = Fastify({ bodyLimit: 1_024 });
    server.get('/health/live', () => ({ status: 'ok' }));
    server.get('/health/ready', async (_request, reply) => {
      const [database, queue] = await Promise.all([this.databaseUp(), this.wake.isUp()]);
      // Reports are taken and deadlines kept without the queue, so its loss is told and does not take us out of service.
      return reply.status(database ? 200 : 503).send({
        status: database ? 'ok' : 'unavailable',
        dependencies: { database: database ? 'up' : 'down', queue: queue ? 'up' : 'down' },
      });
    });
    server.get('/metrics', async (_request, reply) =>
      reply.type('text/plain; version=0.0.4').send(await this.metrics.text()),
    );
    if (this.environment.get('AMENDS_CLOCK') !== undefined) this.serveClock(server);
    await server.listen({ host: this.environment.get('HOST'), port: this.environment.get('OPS_PORT') });
    this.server = server;
    this.log.log(`Health and metrics on port ${String(this.environment.get('OPS_PORT'))}.`);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.server?.close();
  }

  private serveClock(server: FastifyInstance): void {
    server.get('/ops/clock', () => ({ now: this.clock.now().toISOString() }));
    server.post('/ops/clock', async (request, reply) => {
      const advance = (request.body as { advance?: unknown } | null)?.advance;
      const ms = typeof advance === 'string' ? Duration.fromISO(advance).toMillis() : Number.NaN;
      const anchor = this.environment.get('AMENDS_CLOCK');
      if (!(ms > 0) || !(this.clock instanceof ProgramClock) || anchor === undefined) {
        const detail = 'Send {"advance": "P3D"}: an ISO 8601 duration greater than zero.';
        return reply
          .status(422)
          .type('application/problem+json')
          .send(problem(422, 'invalid', detail));
      }
      const now = await this.clock.advance(anchor, ms);
      this.wake.soon();
      return { now: now.toISOString(), outstanding: await this.settle() };
    });
  }

  /** Waits for the worker; returns how many due steps are still outstanding when it stops waiting. */
  private async settle(): Promise<number> {
    for (let waited = 0; ; waited += SETTLE_STEP_MS) {
      const due = await this.outstanding();
      if (due === 0 || waited >= SETTLE_MS) return due;
      await new Promise((done) => setTimeout(done, SETTLE_STEP_MS));
    }
  }

  private async outstanding(): Promise<number> {
    const rows = await this.source.query<{ due: number }[]>(
      'select count(*)::int as due from clock where wake_at <= $1',
      [this.clock.now()],
    );
    return rows[0]?.due ?? 0;
  }

  private async databaseUp(): Promise<boolean> {
    try {
      await this.source.query('select 1');
      return true;
    } catch {
      return false;
    }
  }
}
