import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '#kernel/ids';

interface Notice {
  /** Stable code of what happened, shown on the pages. Mail never carries it. */
  template: string;
  /** The case it is about. Whoever is excluded from that case meanwhile is not told. */
  caseId: string | null;
  /** The same key again is the same notice, told once. */
  dedupe: string;
}

/** A notice to a member of staff, or to a mailbox that is nobody's own (a board's contact). */
export type NewNotice = Notice & ({ personId: string } | { mailbox: string });

/** Notices to staff, written in the transaction of what they tell of and sent afterwards by the worker (dispatch.ts). */
@Injectable()
export class Outbox {
  /** Puts notices out: one statement, however many. Repeated dedupe keys are left as they are. */
  async put(tx: EntityManager, notices: readonly NewNotice[], now: Date): Promise<void> {
    if (notices.length === 0) return;
    await tx.query(
      `insert into notice (id, dedupe_key, person_id, mailbox, template, case_id, state, created_at, next_attempt_at)
       select u.id, u.dedupe_key, u.person_id, u.mailbox, u.template, u.case_id, 'waiting', $7, $7
       from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::uuid[])
         as u (id, dedupe_key, person_id, mailbox, template, case_id)
       on conflict (dedupe_key) do nothing`,
      [
        notices.map(() => newId()),
        notices.map((notice) => notice.dedupe),
        notices.map((notice) => ('personId' in notice ? notice.personId : null)),
        notices.map((notice) => ('mailbox' in notice ? notice.mailbox : null)),
        notices.map((notice) => notice.template),
        notices.map((notice) => notice.caseId),
        now,
      ],
    );
  }
}
