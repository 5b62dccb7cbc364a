import { Injectable } from '@nestjs/common';
import { queryRows } from '#database/query-rows';
import { Transactions } from '#database/transactions';
import type { ReporterActor } from '#kernel/actor';
import { Clock } from '#kernel/clock';
import { hashToken, newToken } from '#vault/token';
import type { OpenedSession } from './sessions.js';

/** Fixed, not sliding: a phone that is handed on or taken away shows nothing an hour later, whatever was tapped meanwhile. */
const LIFETIME_MS = 3_600_000;

/**
 * Sessions of reporters, opened by the MAC of an access code (libs/vault, access-code.ts). The table `report` belongs to
 * libs/cases; what is read of it here is the code's MAC, its id and its case, nothing that was told.
 */
@Injectable()
export class ReporterSessions {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens a session, or answers null where no report has this code. One statement either way, and a code that never was and
   * one whose report is gone take the same path: the answer and its time tell nothing. The MAC is keyed, so the index read
   * cannot be steered byte by byte.
   */
  async open(codeMac: Buffer): Promise<OpenedSession | null> {
    const now = this.clock.now();
    const token = newToken();
    const expiresAt = new Date(now.getTime() + LIFETIME_MS);
    const opened = await queryRows(
      this.transactions.reader,
      `with found as (select id from report where code_mac = $1),
         expired as (delete from reporter_session s using found f where s.report_id = f.id and s.expires_at <= $3)
       insert into reporter_session (token_hash, report_id, created_at, expires_at)
       select $2, id, $3, $4 from found returning report_id`,
      [codeMac, hashToken(token), now, expiresAt],
    );
    return opened.length > 0 ? { token, expiresAt } : null;
  }

  /** Whose session a token opens; null for a dead one. A merged report's case is the one that it is in now. */
  async actorOf(token: string, now = this.clock.now()): Promise<ReporterActor | null> {
    const [found] = await queryRows<{ report_id: string; case_id: string }>(
      this.transactions.reader,
      `select s.report_id, r.case_id from reporter_session s join report r on r.id = s.report_id
       where s.token_hash = $1 and s.expires_at > $2`,
      [hashToken(token), now],
    );
    return found ? { kind: 'reporter', reportId: found.report_id, caseId: found.case_id } : null;
  }

  /** Ends a session at once. True where there was one. */
  async revoke(token: string): Promise<boolean> {
    const ended = await queryRows(
      this.transactions.reader,
      'delete from reporter_session where token_hash = $1 returning report_id',
      [hashToken(token)],
    );
    return ended.length > 0;
  }
}
