import { Injectable } from '@nestjs/common';
import { Transactions } from '#database/transactions';
import { queryRows } from '#database/query-rows';
import type { Grant, StaffActor } from '#kernel/actor';
import { Clock } from '#kernel/clock';
import { hashToken, newToken } from '#vault/token';
import { normaliseEmail } from './email.js';
import { Passwords } from './passwords.js';

/** A working day with its evening. Nothing prolongs a session. */
const LIFETIME_MS = 12 * 3_600_000;

export interface OpenedSession {
  /** Shown once; only its hash is kept. */
  token: string;
  expiresAt: Date;
}

interface ActorRow {
  id: string;
  name: string;
  grants: Grant[];
}

const GRANTS = `coalesce((select json_agg(json_build_object('role', g.role, 'bodyId', g.body_id) order by g.granted_at, g.id)
  from role_grant g where g.person_id = p.id and g.revoked_at is null), '[]') as grants`;

/**
 * Sessions of staff: opaque tokens, stored hashed, dead at once when revoked. A token is looked up by its SHA-256: who could
 * time the index read learns of a hash's bytes, from which no token follows.
 */
@Injectable()
export class Sessions {
  constructor(
    private readonly transactions: Transactions,
    private readonly passwords: Passwords,
    private readonly clock: Clock,
  ) {}

  /**
   * Opens a session, or answers null where address and password do not belong together or the person was deactivated: one
   * answer, in one time, for all of these. Throws `TooManyLogins`.
   */
  async login(email: string, password: string): Promise<(OpenedSession & { actor: StaffActor }) | null> {
    const [found] = await queryRows<ActorRow & { password_hash: string }>(
      this.transactions.reader,
      `select p.id, p.name, p.password_hash, ${GRANTS} from person p
       where lower(p.email) = lower($1) and p.deactivated_at is null`,
      [normaliseEmail(email)],
    );
    const right = await this.passwords.verify(found?.password_hash ?? null, password);
    if (!found || !right) return null;
    return { ...(await this.open(found.id)), actor: actorOf(found) };
  }

  /** Whose session a token opens, with the roles they hold at this moment; null for a dead one or a deactivated person. */
  async actorOf(token: string, now = this.clock.now()): Promise<StaffActor | null> {
    const [found] = await queryRows<ActorRow>(
      this.transactions.reader,
      `select p.id, p.name, ${GRANTS} from staff_session s join person p on p.id = s.person_id
       where s.token_hash = $1 and s.expires_at > $2 and p.deactivated_at is null`,
      [hashToken(token), now],
    );
    return found ? actorOf(found) : null;
  }

  /** Ends a session at once. True where there was one. */
  async revoke(token: string): Promise<boolean> {
    const ended = await queryRows(
      this.transactions.reader,
      'delete from staff_session where token_hash = $1 returning person_id',
      [hashToken(token)],
    );
    return ended.length > 0;
  }

  /** Stores a new session, and clears this person's expired ones away in the same statement. */
  private async open(personId: string): Promise<OpenedSession> {
    const now = this.clock.now();
    const token = newToken();
    const expiresAt = new Date(now.getTime() + LIFETIME_MS);
    await this.transactions.reader.query(
      `with expired as (delete from staff_session where person_id = $2 and expires_at <= $3)
       insert into staff_session (token_hash, person_id, created_at, expires_at) values ($1, $2, $3, $4)`,
      [hashToken(token), personId, now, expiresAt],
    );
    return { token, expiresAt };
  }
}

function actorOf(row: ActorRow): StaffActor {
  return { kind: 'staff', personId: row.id, name: row.name, grants: row.grants };
}
