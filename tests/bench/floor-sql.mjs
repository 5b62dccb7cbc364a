import { randomBytes, randomUUID } from 'node:crypto';

// The statements of the real thing (libs/*/src), each with the same tables, columns and number of rows. What is sealed,
// hashed or drawn there is cut from bytes that were drawn once, here.
const RANDOM = randomBytes(1 << 20);
let at = 0;

function bytes(length) {
  at = at + length > RANDOM.length ? 0 : at;
  return RANDOM.subarray(at, (at += length));
}

/** 32 bytes that no row has yet. */
const unique = () => Buffer.from(hex(32).repeat(2), 'hex');

const hex = (length) => randomUUID().replaceAll('-', '').slice(0, length);

/** Lengths of what the API seals into the first row of each kind, measured once, so that both write as much. */
const FACTS = 1_500;
const CONTENT = 700;
const WRAPPED = 61;
const OPENING = 29 + 32 + 24;
const CLOCKS = ['receipt-acknowledgement', 'feedback'];
const NOTE = 200;

/** Prepared once per connection, like the API's. */
function prepared(name, text) {
  return (db, values) => db.query({ name, text, values });
}

const TREE = `select id, slug, name, level, parent_id as "parentId", array_to_string(path, ' ') as path,
  time_zone as "timeZone", country, language, suspended_at is not null as suspended from body order by slug`;

const ABSENT =
  '(p.absent_from is not null and p.absent_from <= $2 and (p.absent_until is null or p.absent_until > $2))';

const peopleNamed = prepared('named', 'select id, name_key from person where name_key = any($1::text[]) order by id');
const offices = prepared(
  'offices',
  `select g.body_id as "bodyId", g.role, p.id as "personId", p.name, ${ABSENT} as absent
   from role_grant g join person p on p.id = g.person_id
   where g.role = any($1::text[]) and g.revoked_at is null and p.deactivated_at is null order by g.granted_at, g.id`,
);

const insertCase = prepared(
  'insert-case',
  `insert into cases (id, reference, case_ref, body_id, stage, stage_since, principles, breach_kinds, received_at,
     updated_at, next_due_at, next_clock, policy_id, version, facts, facts_key_id, log_seq, log_head)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $6, $6, $9, $10, $11, 1, $12, $13, $14, $15)`,
);
const insertKeys = prepared(
  'insert-keys',
  `insert into data_key (id, case_id, subject_ref, wrapped, created_at)
   select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[], $5::timestamptz[])`,
);
const insertEntries = prepared(
  'insert-entries',
  `with drafts as (
     select * from unnest($1::uuid[], $2::text[], $3::int[], $4::bytea[], $5::bytea[], $6::timestamptz[])
       with ordinality as d (entry_id, case_ref, case_seq, entry, leaf, recorded_at, n)
   ), entries as (
     insert into audit_entry (entry_id, case_ref, case_seq, entry, leaf, recorded_at)
     select entry_id, case_ref, case_seq, entry, leaf, recorded_at from drafts order by n
   ), openings as (
     insert into audit_opening (entry_id, slot, key_id, sealed)
     select * from unnest($7::uuid[], $8::smallint[], $9::uuid[], $10::bytea[])
   )
   insert into audit_outbox (entry_id) select entry_id from drafts order by n`,
);
const insertClocks = prepared(
  'insert-clocks',
  `insert into clock (id, case_id, name, state, started_at, promised_at, due_at, next_step, next_at, wake_at)
   select u.*, u.next_at from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[],
     $7::timestamptz[], $8::text[], $9::timestamptz[])
     as u (id, case_id, name, state, started_at, promised_at, due_at, next_step, next_at)`,
);
const insertReport = prepared(
  'insert-report',
  `insert into report (id, case_id, reference, code_mac, subject_ref, reporter_role, kind, language, received_via,
     received_at, content, identity, key_id, entry_id)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
);

function storeEntry(db, { caseRef, seq, keyId, now }) {
  const entryId = randomUUID();
  const slots = Array.from({ length: 16 }, (_, slot) => slot);
  return insertEntries(db, [
    [entryId],
    [caseRef],
    [seq],
    [bytes(517)],
    [bytes(32)],
    [now],
    slots.map(() => entryId),
    slots,
    slots.map(() => keyId),
    slots.map(() => bytes(OPENING)),
  ]);
}

/** A new report with its case, keys, entry, openings and clocks. */
export async function fileReport(db, report) {
  const now = new Date();
  const [tree] = await Promise.all([
    db.query(TREE),
    peopleNamed(db, [(report.respondents ?? []).map(({ name }) => name)]),
    offices(db, [['officer', 'supervisor'], now]),
  ]);
  const body = tree.rows.find(({ slug }) => slug === report.bodyId) ?? tree.rows[0];
  const [caseId, reportId, caseKey, reporterKey] = Array.from({ length: 4 }, () => randomUUID());
  const [caseRef, subjectRef, reference] = [hex(32), hex(32), hex(11)];
  const due = new Date(now.getTime() + 3 * 86_400_000);
  const all = (value) => CLOCKS.map(() => value);
  await Promise.all([
    insertCase(db, [
      ...[caseId, reference, caseRef, body.id, 'intake', now, report.principles ?? [], report.breachKinds ?? []],
      ...[due, CLOCKS[0], 'default/1', bytes(FACTS), caseKey, 1, bytes(32)],
    ]),
    insertKeys(db, [
      [caseKey, reporterKey],
      [caseId, caseId],
      [caseRef, subjectRef],
      [bytes(WRAPPED), bytes(WRAPPED)],
      [now, now],
    ]),
    storeEntry(db, { caseRef, seq: 0, keyId: caseKey, now }),
    insertClocks(db, [
      ...[CLOCKS.map(() => randomUUID()), all(caseId), CLOCKS, all('running'), all(now), all(due), all(due)],
      ...[all('remind-50'), all(due)],
    ]),
    insertReport(db, [
      ...[reportId, caseId, reference, unique(), subjectRef, report.reporterRole, 'complaint', report.language ?? 'en'],
      ...['api', now, bytes(CONTENT), report.contact ? bytes(120) : null, reporterKey, caseId],
    ]),
  ]);
  return { reference, caseId, receivedAt: now, clocks: CLOCKS.map((name) => ({ name, dueAt: due })) };
}

export async function queuePage(pool, { sql, values }) {
  const { rows } = await pool.query(sql, values);
  return { items: rows };
}
export const openCase = null, takeNote = null;
