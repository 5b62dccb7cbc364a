import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { queryRows } from '#database/query-rows';
import { Transactions } from '#database/transactions';
import { Clock } from '#kernel/clock';
import { mailText } from './mail-text.js';
import { MailFailure, type Mailer } from './mailer.js';

/** After a failed attempt: half a minute, doubled each time, an hour at most; given up after about a day. */
const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 3_600_000;
const ATTEMPTS = 30;
/** How long a server that takes no mail is left alone. Milliseconds. */
const SERVER_REST_MS = 15_000;

interface Claimed {
  id: string;
  address: string;
  language: string | null;
  withheld: boolean;
  attempts: number;
}

/** What one run of the dispatch did. */
export interface Dispatched {
  sent: number;
  failed: number;
}

/**
 * Sends what waits in the outbox. Each notice is claimed with its row locked until its fate is written down, so that
 * several workers never send the same one; only a crash between the server's "yes" and the commit sends it again, with the
 * same Message-ID. Without a mail server notices stay on the pages (`in-app`).
 */
@Injectable()
export class Dispatch {
  private readonly log = new Logger('Notices');
  private restUntil = 0;

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly mailer: Mailer | null,
    private readonly link: string,
  ) {}

  /** Sends everything that is due now, or until the server takes no more. */
  async run(): Promise<Dispatched> {
    const done: Dispatched = { sent: 0, failed: 0 };
    const { mailer } = this;
    if (mailer === null) {
      await this.keepInApp();
      return done;
    }
    const now = this.clock.now();
    while (now.getTime() >= this.restUntil) {
      const outcome = await this.transactions.run((tx) => this.one(tx, mailer, now));
      if (outcome === 'none') break;
      if (outcome === 'sent') done.sent += 1;
      if (outcome === 'failed' || outcome === 'server') done.failed += 1;
      if (outcome === 'server') this.restUntil = now.getTime() + SERVER_REST_MS;
    }
    return done;
  }

  private async keepInApp(): Promise<void> {
    await this.transactions.run((tx) =>
      tx.query(
        `update notice set state = 'in-app', next_attempt_at = null where next_attempt_at is not null`,
      ),
    );
  }

  private async one(
    tx: EntityManager,
    mailer: Mailer,
    now: Date,
  ): Promise<'none' | 'sent' | 'withheld' | 'failed' | 'server'> {
    const claimed = await claim(tx, now);
    if (claimed === null) return 'none';
    if (claimed.withheld) {
      await tx.query(`update notice set state = 'withheld', next_attempt_at = null where id = $1`, [
        claimed.id,
      ]);
      return 'withheld';
    }
    try {
      await mailer.send({
        to: claimed.address,
        ...mailText(claimed.language, this.link),
        messageId: `<${claimed.id}@amends.invalid>`,
      });
    } catch (error) {
      if (!(error instanceof MailFailure)) throw error;
      await this.failed(tx, claimed, error, now);
      return error.scope === 'server' ? 'server' : 'failed';
    }
    await tx.query(
      `update notice set state = 'sent', sent_at = $2, next_attempt_at = null, attempts = attempts + 1 where id = $1`,
      [claimed.id, now],
    );
    return 'sent';
  }

  private async failed(tx: EntityManager, claimed: Claimed, failure: MailFailure, now: Date): Promise<void> {
    const over = failure.scope === 'never' || claimed.attempts + 1 >= ATTEMPTS;
    const wait = Math.min(FIRST_RETRY_MS * 2 ** claimed.attempts, LONGEST_RETRY_MS);
    this.log.warn(
      `A notice could not be mailed (${failure.code})${over ? ' and stays on the pages.' : '; tried again later.'}`,
    );
    await tx.query(
      `update notice set state = $2, next_attempt_at = $3, attempts = attempts + 1, last_failure = $4 where id = $1`,
      [claimed.id, over ? 'failed' : 'waiting', over ? null : new Date(now.getTime() + wait), failure.code],
    );
  }
}

/** The notice that waits longest, locked. Those who left, or were excluded from the case since, are not told. */
async function claim(tx: EntityManager, now: Date): Promise<Claimed | null> {
  const rows = await queryRows<Claimed>(
    tx,
    `select n.id, coalesce(p.email, n.mailbox) as address, p.language, n.attempts,
       p.deactivated_at is not null
         or exists (select from case_exclusion x where x.case_id = n.case_id and x.person_id = n.person_id) as withheld
     from notice n left join person p on p.id = n.person_id
     where n.next_attempt_at <= $1
     order by n.next_attempt_at, n.id limit 1
     for update of n skip locked`,
    [now],
  );
  return rows[0] ?? null;
}
