import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * People and bodies, cases and reports, keys, the audit log. Free text and identities are only ever in `bytea` columns,
 * sealed under a key of `data_key` (docs/decisions/0002). Hand-read SQL; never edited once landed.
 */
export class Spine1790000000001 implements MigrationInterface {
  readonly name = 'Spine1790000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table body (
        id uuid primary key,
        slug text not null unique,
        name text not null,
        level text not null check (level in ('global', 'regional', 'national', 'organisation', 'external')),
        parent_id uuid references body,
        -- ids from the top of the tree down to this body itself
        path uuid[] not null,
        time_zone text not null,
        country text not null,
        language text not null,
        suspended_at timestamptz
      );
      create index body_parent on body (parent_id);
      create index body_path on body using gin (path);

      create table person (
        id uuid primary key,
        email text not null,
        name text not null,
        -- the name as compared with names in reports (libs/cases, name-key.ts)
        name_key text not null,
        password_hash text not null,
        language text not null default 'en',
        absent_from timestamptz,
        absent_until timestamptz,
        deputy_id uuid references person,
        deactivated_at timestamptz,
        created_at timestamptz not null
      );
      create unique index person_email on person (lower(email));
      create index person_name_key on person (name_key);

      create table role_grant (
        id uuid primary key,
        person_id uuid not null references person,
        role text not null check (role in
          ('officer', 'investigator', 'decision-maker', 'supervisor', 'custodian', 'auditor', 'adviser', 'admin')),
        body_id uuid not null references body,
        granted_at timestamptz not null,
        revoked_at timestamptz
      );
      create unique index role_grant_in_force on role_grant (person_id, role, body_id) where revoked_at is null;
      create index role_grant_body on role_grant (body_id, role) where revoked_at is null;

      create table staff_session (
        token_hash bytea primary key,
        person_id uuid not null references person,
        created_at timestamptz not null,
        expires_at timestamptz not null
      );
      create index staff_session_person on staff_session (person_id);

      create table cases (
        id uuid primary key,
        reference text not null unique,
        case_ref text not null unique check (case_ref ~ '^[0-9a-f]{32}$'),
        body_id uuid not null references body,
        stage text not null check (stage in ('intake', 'triage', 'investigation', 'acknowledgement', 'remedy', 'closed')),
        stage_since timestamptz not null,
        risk text check (risk in ('low', 'medium', 'high', 'imminent')),
        assignee_id uuid references person,
        principles smallint[] not null,
        breach_kinds text[] not null,
        outcome text,
        received_at timestamptz not null,
        updated_at timestamptz not null,
        closed_at timestamptz,
        -- the earliest running clock; 'infinity' where none runs, so that a keyset over it needs no null rule
        next_due_at timestamptz not null default 'infinity',
        next_clock text,
        policy_id text not null,
        version integer not null,
        facts bytea not null,
        facts_key_id uuid not null,
        log_seq integer not null,
        log_head bytea not null check (octet_length(log_head) = 32)
      );
      create index cases_due on cases (body_id, next_due_at, id);
      create index cases_stage_due on cases (body_id, stage, next_due_at, id);
      create index cases_received on cases (body_id, received_at, id);
      create index cases_updated on cases (body_id, updated_at, id);
      create index cases_assignee on cases (assignee_id) where assignee_id is not null;

      -- whoever must not learn that the case exists
      create table case_exclusion (
        case_id uuid not null references cases,
        person_id uuid not null references person,
        because text not null check (because in ('respondent', 'keep-from', 'recused', 'conflict')),
        since timestamptz not null,
        primary key (case_id, person_id)
      );
      create index case_exclusion_person on case_exclusion (person_id, case_id);

      create table case_assignment (
        case_id uuid not null references cases,
        person_id uuid not null references person,
        role text not null,
        since timestamptz not null,
        until timestamptz,
        primary key (case_id, person_id, role, since)
      );
      create index case_assignment_person on case_assignment (person_id, case_id) where until is null;

      -- bodies above that were let in by an escalation
      create table case_escalation (
        case_id uuid not null references cases,
        body_id uuid not null references body,
        since timestamptz not null,
        primary key (case_id, body_id)
      );
      create index case_escalation_body on case_escalation (body_id, case_id);

      -- random stand-in for a person in one case's log, so that logs of two cases cannot be joined on it
      create table case_actor (
        case_id uuid not null references cases,
        person_id uuid not null references person,
        ref text not null check (ref ~ '^[0-9a-f]{32}$'),
        primary key (case_id, person_id)
      );

      create table data_key (
        id uuid primary key,
        case_id uuid references cases deferrable initially deferred,
        -- whose data it seals: a case_ref (the case itself), a reporter's ref, a case_actor's ref, or 'network'
        subject_ref text not null,
        wrapped bytea not null,
        created_at timestamptz not null
      );
      create unique index data_key_subject on data_key (case_id, subject_ref) nulls not distinct;

      create table report (
        id uuid primary key,
        case_id uuid not null references cases,
        reference text not null unique,
        code_mac bytea not null unique check (octet_length(code_mac) = 32),
        subject_ref text not null check (subject_ref ~ '^[0-9a-f]{32}$'),
        reporter_role text not null check (reporter_role in ('survivor', 'witness', 'on-behalf', 'other')),
        kind text not null check (kind in ('complaint', 'feedback')),
        language text not null,
        received_via text not null check (received_via in ('web', 'api', 'email', 'phone', 'in-person', 'post', 'other')),
        received_at timestamptz not null,
        -- what was told, sealed under the reporter's key
        content bytea not null,
        -- who told it: apart, so that reading the one never yields the other
        identity bytea,
        key_id uuid not null references data_key,
        entry_id uuid not null
      );
      create index report_case on report (case_id);

      create table reporter_session (
        token_hash bytea primary key,
        report_id uuid not null references report,
        created_at timestamptz not null,
        expires_at timestamptz not null
      );

      create table message (
        id uuid primary key,
        case_id uuid not null references cases,
        report_id uuid not null references report,
        direction text not null check (direction in ('to-reporter', 'from-reporter')),
        author_id uuid references person,
        content bytea not null,
        key_id uuid not null references data_key,
        sent_at timestamptz not null
      );
      create index message_report on message (report_id, sent_at, id);
      create index message_case on message (case_id, sent_at, id);

      -- what a custodian, who cannot see the case, has to answer
      create table identity_request (
        id uuid primary key,
        case_id uuid not null references cases,
        report_id uuid not null references report,
        requested_by uuid not null references person,
        requested_at timestamptz not null,
        for_hours integer not null,
        purpose bytea not null,
        answered_at timestamptz
      );
      create index identity_request_case on identity_request (case_id);

      -- what a supervisor of another body, who cannot see the case yet, has to answer
      create table transfer_offer (
        case_id uuid primary key references cases,
        to_body_id uuid not null references body,
        offered_at timestamptz not null
      );
      create index transfer_offer_body on transfer_offer (to_body_id);

      create table idempotency_key (
        key_mac bytea primary key,
        body_hash bytea not null,
        answer bytea not null,
        created_at timestamptz not null
      );
      create index idempotency_key_age on idempotency_key (created_at);

      create table audit_entry (
        entry_id uuid primary key,
        case_ref text,
        case_seq integer,
        entry bytea not null check (octet_length(entry) = 517),
        leaf bytea not null check (octet_length(leaf) = 32),
        recorded_at timestamptz not null,
        unique (case_ref, case_seq),
        check ((case_ref is null) = (case_seq is null))
      );

      -- the only table of the log from which rows may go: erasing a field is deleting its opening
      create table audit_opening (
        entry_id uuid not null references audit_entry,
        slot smallint not null check (slot between 0 and 15),
        key_id uuid not null,
        sealed bytea not null,
        primary key (entry_id, slot)
      );

      create table audit_outbox (
        id bigint generated always as identity primary key,
        entry_id uuid not null
      );

      create function audit_is_append_only() returns trigger language plpgsql as $$
      begin
        raise exception 'the audit log is append-only: % on % is refused', tg_op, tg_table_name
          using errcode = 'insufficient_privilege';
      end $$;
      create trigger audit_entry_append_only before update or delete or truncate on audit_entry
        for each statement execute function audit_is_append_only();
      create trigger audit_opening_no_update before update or truncate on audit_opening
        for each statement execute function audit_is_append_only();
    `);
    await db.query(`
      do $$ begin
        if not exists (select from pg_roles where rolname = 'amends_app') then create role amends_app nologin; end if;
      end $$;
      grant usage on schema public to amends_app;
      alter default privileges in schema public grant select, insert, update, delete on tables to amends_app;
      alter default privileges in schema public grant usage, select on sequences to amends_app;
      grant select, insert, update, delete on all tables in schema public to amends_app;
      grant usage, select on all sequences in schema public to amends_app;
      revoke update, delete, truncate on audit_entry from amends_app;
      revoke update, truncate on audit_opening from amends_app;
      revoke truncate on all tables in schema public from amends_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table audit_outbox, audit_opening, audit_entry, idempotency_key, transfer_offer,
        identity_request, message, reporter_session, report, data_key,
        case_actor, case_escalation, case_assignment, case_exclusion, cases, staff_session, role_grant, person, body;
      drop function audit_is_append_only();
      alter default privileges in schema public revoke select, insert, update, delete on tables from amends_app;
      alter default privileges in schema public revoke usage, select on sequences from amends_app;
    `);
  }
}
