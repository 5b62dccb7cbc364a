import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Deadlines, notices to staff, and the demonstration's clock. A clock carries its own next step, so that starting one is one
 * row and a sweep with nothing due is one look into a partial index, however many clocks run.
 * Grants come from the default privileges of 0001.
 */
export class ClocksAndNotices1790000000002 implements MigrationInterface {
  readonly name = 'ClocksAndNotices1790000000002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table clock (
        id uuid primary key,
        case_id uuid not null references cases,
        name text not null check (name in ('receipt-acknowledgement', 'triage', 'feedback', 'investigation',
          'acknowledgement', 'survivor-answer', 'remedy', 'message-answer', 'retaliation-check', 'appeal-window', 'reply',
          'interim-review', 'transfer-acceptance', 'withdrawal-decision', 'referral-follow-up')),
        -- id of the report, remedy, respondent … it is about; null where a case has only one of its name
        subject text,
        state text not null check (state in ('running', 'paused', 'met', 'cancelled', 'expired')),
        started_at timestamptz not null,
        -- what was promised first; never moved
        promised_at timestamptz not null,
        due_at timestamptz not null,
        -- goes up when the due date is moved on purpose: the ladder then starts anew
        round smallint not null default 1,
        paused_at timestamptz,
        paused_until timestamptz,
        -- how long it has been paused in all, without the pause it is in
        paused_ms bigint not null default 0,
        -- codes from the lists of the actions, never free text
        pause_reason text,
        extend_reason text,
        missed_at timestamptz,
        stopped_at timestamptz,
        -- the next step of its ladder and when it is due; held_step waits behind a pause
        next_step text,
        next_at timestamptz,
        held_step text,
        -- when the sweep looks at it: next_at, later only after a failure
        wake_at timestamptz,
        failures smallint not null default 0,
        check ((next_step is null) = (next_at is null) and (next_at is null) = (wake_at is null)),
        check ((state = 'paused') = (paused_at is not null)),
        check ((state in ('running', 'paused')) = (stopped_at is null))
      );
      create unique index clock_live on clock (case_id, name, subject) nulls not distinct
        where state in ('running', 'paused');
      create index clock_of_case on clock (case_id);
      create index clock_awake on clock (wake_at, case_id) where wake_at is not null;

      -- what has fired: the primary key makes a second run do nothing
      create table clock_step (
        clock_id uuid not null references clock,
        round smallint not null,
        step text not null,
        kind text not null check (kind in ('remind', 'miss', 'escalate', 'expire', 'resume')),
        at timestamptz not null,
        fired_at timestamptz not null,
        -- the body that was told; null where nobody was
        body_id uuid references body,
        primary key (clock_id, round, step)
      );

      create table notice (
        id uuid primary key,
        -- the same thing told twice to the same person is told once
        dedupe_key text not null unique,
        person_id uuid references person,
        mailbox text,
        -- code of what happened, for the pages; mail says only that something needs them
        template text not null,
        case_id uuid references cases,
        state text not null check (state in ('waiting', 'sent', 'in-app', 'withheld', 'failed')),
        created_at timestamptz not null,
        sent_at timestamptz,
        attempts smallint not null default 0,
        next_attempt_at timestamptz,
        -- class of the last failure, never an address
        last_failure text,
        check ((person_id is null) <> (mailbox is null)),
        check ((state = 'waiting') = (next_attempt_at is not null)),
        check ((state = 'sent') = (sent_at is not null))
      );
      create index notice_waiting on notice (next_attempt_at, id) where next_attempt_at is not null;
      create index notice_person on notice (person_id, created_at desc, id desc) where person_id is not null;
      create index notice_case on notice (case_id) where case_id is not null;

      -- AMENDS_CLOCK: where the program's clock was set and how far it is from the real one
      create table demo_clock (
        id smallint primary key check (id = 1),
        anchor text not null,
        offset_ms bigint not null
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table demo_clock, notice, clock_step, clock');
  }
}
