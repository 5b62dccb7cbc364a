import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Client } from 'pg';
import { Clock, SystemClock } from '#kernel/clock';

const CHANNEL = 'amends_clock';

interface OffsetRow {
  anchor: string;
  offset_ms: string;
}

/**
 * A clock that runs beside the real one at an offset kept in the database, so that all processes agree
 * (AMENDS_CLOCK, test and demonstration only). The keeper (the API) sets and moves it; the others follow by
 * LISTEN/NOTIFY. A restart with the same AMENDS_CLOCK goes on from where the clock had got to; a different one sets it anew.
 */
@Injectable()
export class ProgramClock extends Clock implements OnApplicationShutdown {
  private readonly real = new SystemClock();
  private readonly log = new Logger('Clock');
  private offsetMs = 0;
  private client: Client | null = null;
  private stopped = false;

  now(): Date {
    return new Date(this.real.now().getTime() + this.offsetMs);
  }

  /** Connects to the offset's row. `keeper` sets it from `anchor`; others read what is there. */
  async follow(databaseUrl: string, anchor: string, keeper: boolean): Promise<void> {
    const client = new Client({
      connectionString: databaseUrl,
      options: '-c role=amends_app',
      application_name: 'amends-clock',
    });
    client.on('error', () => {
      this.client = null;
      this.reconnect(databaseUrl, anchor);
    });
    client.on('notification', (message) => {
      this.offsetMs = Number(message.payload);
    });
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    this.client = client;
    const found = await client.query<OffsetRow>('select anchor, offset_ms from demo_clock');
    const row = found.rows[0];
    if (row?.anchor === anchor) this.offsetMs = Number(row.offset_ms);
    else if (keeper) await this.set(anchor, new Date(anchor).getTime() - this.real.now().getTime());
    else this.offsetMs = new Date(anchor).getTime() - this.real.now().getTime();
  }

  /** Moves every process's clock on by `ms` milliseconds. */
  async advance(anchor: string, ms: number): Promise<Date> {
    await this.set(anchor, this.offsetMs + ms);
    return this.now();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.client?.end();
  }

  private async set(anchor: string, offsetMs: number): Promise<void> {
    if (this.client === null) throw new Error('The clock has lost its database connection.');
    await this.client.query(
      `insert into demo_clock (id, anchor, offset_ms) values (1, $1, $2)
       on conflict (id) do update set anchor = excluded.anchor, offset_ms = excluded.offset_ms`,
      [anchor, offsetMs],
    );
    await this.client.query(`select pg_notify('${CHANNEL}', $1)`, [String(offsetMs)]);
    this.offsetMs = offsetMs;
  }

  private reconnect(databaseUrl: string, anchor: string): void {
    if (this.stopped) return;
    setTimeout(() => {
      this.follow(databaseUrl, anchor, false).catch(() => {
        this.log.warn('The clock cannot reach its database yet.');
        this.reconnect(databaseUrl, anchor);
      });
    }, 1_000).unref();
  }
}
