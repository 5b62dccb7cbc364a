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

const peopleNamed = prepared(
  'named',
  'select id, name_key from person where name_key = any($1::text[]) order by id',
);
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
      ...[
        caseId,
        reference,
        caseRef,
        body.id,
        'intake',
        now,
        report.principles ?? [],
        report.breachKinds ?? [],
      ],
      ...[due, CLOCKS[0], 'amends-default@1', bytes(FACTS), caseKey, 1, bytes(32)],
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
      ...[
        reportId,
        caseId,
        reference,
        unique(),
        subjectRef,
        report.reporterRole,
        'complaint',
        report.language ?? 'en',
      ],
      ...['api', now, bytes(CONTENT), report.contact ? bytes(120) : null, reporterKey, caseId],
    ]),
  ]);
  return { reference, caseId, receivedAt: now, clocks: CLOCKS.map((name) => ({ name, dueAt: due })) };
}

/** The statement that the API itself puts together, handed over by the bench. */
export async function queuePage(pool, { token, sql, values }) {
  await session(pool, [Buffer.from(token, 'hex'), new Date()]);
  const { rows } = await pool.query(sql, values);
  return { items: rows };
}

const GRANTS = `coalesce((select json_agg(json_build_object('role', g.role, 'bodyId', g.body_id) order by g.granted_at, g.id)
  from role_grant g where g.person_id = p.id and g.revoked_at is null), '[]')`;

const session = prepared(
  'session',
  `select p.id, p.name, ${GRANTS} as grants from staff_session s join person p on p.id = s.person_id
   where s.token_hash = $1 and s.expires_at > $2 and p.deactivated_at is null`,
);
const standings = prepared(
  'standings',
  `select p.id, p.name, ${ABSENT} as absent, p.deactivated_at is null as active, ${GRANTS} as roles
   from person p where p.id = any($1::uuid[])`,
);
const CASE = `select id, reference, case_ref, body_id, stage, stage_since, risk, assignee_id, principles, breach_kinds,
  outcome, received_at, updated_at, closed_at, next_due_at, next_clock, policy_id, version, facts, facts_key_id, log_seq,
  log_head from cases where id = $1`;
const lockCase = prepared('lock-case', `${CASE} for update`);
const readCase = prepared('read-case', CASE);
const keysOf = prepared(
  'keys',
  'select id, case_id, subject_ref, wrapped, created_at from data_key where case_id = $1',
);
const reportsOf = prepared(
  'reports',
  `select id, case_id, reference, code_mac, subject_ref, reporter_role, kind, language, received_via, received_at,
     content, identity, key_id, entry_id from report where case_id = $1 order by received_at, id`,
);
const actorsOf = prepared('actors', 'select person_id, ref from case_actor where case_id = $1');
const openedTo = prepared(
  'opened-to',
  `select array(select body_id from case_escalation where case_id = $1) as escalated,
     (select to_body_id from transfer_offer where case_id = $1) as offered`,
);
const saveChain = prepared('save-chain', 'update cases set log_seq = $2, log_head = $3 where id = $1');
const CLOCK = `select id, case_id, name, subject, state, started_at, promised_at, due_at, round, paused_at, paused_until,
  paused_ms, pause_reason, extend_reason, missed_at, stopped_at, next_step, next_at, held_step from clock where case_id = $1`;
const clocksOf = prepared('clocks', `${CLOCK} order by started_at, id`);
const liveClocksOf = prepared('live', `${CLOCK} and state in ('running', 'paused') order by started_at, id`);
const messagesOf = prepared(
  'messages',
  `select id, case_id, report_id, direction, author_id, content, key_id, sent_at from message
   where report_id = any($1::uuid[]) order by sent_at, id`,
);
const entriesOf = prepared(
  'entries',
  `select e.entry_id, e.case_ref, e.case_seq, e.entry, e.leaf, o.key_id, o.sealed from audit_entry e
     left join audit_opening o on o.entry_id = e.entry_id and o.slot = 6
   where e.case_ref = $1 and e.case_seq >= $2 order by e.case_seq`,
);
const openingsOf = prepared(
  'openings',
  `select entry_id, slot, key_id, sealed from audit_opening
   where entry_id = any($1::uuid[]) and slot = any($2::smallint[])`,
);
const namesOf = prepared('names', 'select id, name from person where id = any($1::uuid[])');
const insertActor = prepared(
  'insert-actor',
  'insert into case_actor (case_id, person_id, ref) values ($1, $2, $3)',
);
const saveCase = prepared(
  'save-case',
  `update cases set body_id = $2, stage = $3, stage_since = $4, risk = $5, assignee_id = $6, principles = $7,
     breach_kinds = $8, outcome = $9, updated_at = $10, closed_at = $11, next_due_at = $12, next_clock = $13,
     version = version + 1, facts = $14, log_seq = $15, log_head = $16 where id = $1`,
);

/** Case, keys, reports, stand-ins; then what says who the actor is in it. */
async function opened(db, caseId, select) {
  const [found, keys, reports, actors] = await Promise.all([
    select(db, [caseId]),
    keysOf(db, [caseId]),
    reportsOf(db, [caseId]),
    actorsOf(db, [caseId]),
  ]);
  const [tree] = await Promise.all([db.query(TREE), openedTo(db, [caseId])]);
  return { row: found.rows[0], keys: keys.rows, reports: reports.rows, actors: actors.rows, tree: tree.rows };
}

/** The stand-in of whoever acts in the case for the first time, with its key. */
async function standIn(db, { row, actors }, personId, now) {
  if (actors.length > 0) return;
  const ref = hex(32);
  await insertKeys(db, [[randomUUID()], [row.id], [ref], [bytes(WRAPPED)], [now]]);
  await insertActor(db, [row.id, personId, ref]);
}

/** What a page of the case is made of. Readings are opened no further than their type. */
async function material(db, { row, reports, keys }, personId) {
  const [clocks, messages, entries] = await Promise.all([
    clocksOf(db, [row.id]),
    messagesOf(db, [reports.map(({ id }) => id)]),
    entriesOf(db, [row.case_ref, Math.max(0, row.log_seq - 300)]),
    namesOf(db, [[personId, row.id, ...reports.map(({ id }) => id)]]),
    standings(db, [[personId], new Date()]),
  ]);
  const told = entries.rows.slice(0, 1 + (row.version - 1)).map(({ entry_id: id }) => id);
  const openings = await openingsOf(db, [told, [5, 7, 9, 10]]);
  return {
    row,
    reports,
    keys: keys.length,
    clocks: clocks.rows,
    messages: messages.rows,
    openings: openings.rows.length,
  };
}

/** A case as a page shows it; the reading is an entry. */
export async function openCase(pool, transaction, { token, personId, caseId }) {
  const now = new Date();
  await session(pool, [Buffer.from(token, 'hex'), now]);
  return transaction(async (db) => {
    const open = await opened(db, caseId, lockCase);
    await standIn(db, open, personId, now);
    const { row } = open;
    const [, , read] = await Promise.all([
      storeEntry(db, { caseRef: row.case_ref, seq: row.log_seq, keyId: row.facts_key_id, now }),
      saveChain(db, [caseId, row.log_seq + 1, bytes(32)]),
      material(db, open, personId),
    ]);
    return read;
  });
}

/** A note on a case, then the case as a page shows it. */
export async function takeNote(pool, transaction, { token, personId, caseId }) {
  const now = new Date();
  await session(pool, [Buffer.from(token, 'hex'), now]);
  await transaction(async (db) => {
    const open = await opened(db, caseId, lockCase);
    await standings(db, [[personId], now]);
    await standIn(db, open, personId, now);
    const { row } = open;
    await Promise.all([
      liveClocksOf(db, [caseId]),
      storeEntry(db, { caseRef: row.case_ref, seq: row.log_seq, keyId: row.facts_key_id, now }),
    ]);
    await saveCase(db, [
      ...[
        caseId,
        row.body_id,
        row.stage,
        row.stage_since,
        row.risk,
        row.assignee_id,
        row.principles,
        row.breach_kinds,
      ],
      ...[row.outcome, now, row.closed_at, row.next_due_at, row.next_clock, bytes(row.facts.length + NOTE)],
      ...[row.log_seq + 1, bytes(32)],
    ]);
  });
  return transaction(async (db) => material(db, await opened(db, caseId, readCase), personId));
}
