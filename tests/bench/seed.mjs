import pg from 'pg';

/** Bytes of sealed facts in a row: about what a case in its middle stages has. */
const FACTS_BYTES = 800;

/**
 * Cases in bulk, as they would lie after years: most of them closed and without a clock, the bodies of unequal size, due
 * dates spread over the past weeks and the months ahead. Only what lists read is real; the facts are filler that no list
 * opens. Answers how many there are now.
 */
export async function seedCases(url, upTo) {
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  try {
    await db.query('set synchronous_commit = off');
    const { rows: before } = await db.query('select count(*)::int as n from cases');
    const wanted = upTo - before[0].n;
    if (wanted > 0) {
      const remake = await dropIndexes(db);
      await db.query(
        `with bodies as (
           select id, row_number() over (order by slug) as n from body where level <> 'external'
         ), drawn as materialized (
           -- squared: the first bodies hold many times what the last ones do
           select n, 1 + floor(random() * random() * (select count(*) from bodies))::int as body,
             case when random() < 0.8 then 'closed' else (array['intake', 'triage', 'investigation', 'acknowledgement',
               'remedy'])[1 + floor(random() * 5)::int] end as stage,
             (array[null, 'low', 'medium', 'high', 'imminent'])[1 + floor(random() * 5)::int] as risk,
             1 + floor(random() * 8)::int as principle, now() - random() * interval '5 years' as received,
             now() - interval '20 days' + random() * interval '100 days' as due
           from generate_series($2::int + 1, $2::int + $1::int) n
         )
         insert into cases (id, reference, case_ref, body_id, stage, stage_since, risk, principles, breach_kinds,
           received_at, updated_at, next_due_at, next_clock, policy_id, version, facts, facts_key_id, log_seq, log_head)
         select uuidv7(), 'B' || lpad(d.n::text, 9, '0'), lpad(to_hex(d.n), 32, '0'), b.id, d.stage, d.received, d.risk,
           array[d.principle]::smallint[], array['bullying'], d.received, d.received + interval '2 days',
           case when d.stage = 'closed' then 'infinity' else d.due end,
           case when d.stage = 'closed' then null else 'feedback' end, 'amends-default@1', 1,
           decode(repeat('ab', ${FACTS_BYTES}), 'hex'), b.id, 1, decode(repeat('00', 32), 'hex')
         from drawn d join bodies b on b.n = d.body`,
        [wanted, before[0].n],
      );
      for (const index of remake) await db.query(index);
    }
    await db.query('vacuum analyze cases');
    const { rows } = await db.query('select count(*)::int as n from cases');
    return rows[0].n;
  } finally {
    await db.end();
  }
}

/** Indexes are made after the rows, in one go each: a hundred times faster than row by row. Answers how to make them. */
async function dropIndexes(db) {
  const { rows } = await db.query(
    `select indexname, indexdef from pg_indexes where schemaname = 'public' and tablename = 'cases'
       and indexname not in (select conname from pg_constraint where conrelid = 'cases'::regclass)`,
  );
  for (const { indexname } of rows) await db.query(`drop index ${indexname}`);
  return rows.map(({ indexdef }) => indexdef);
}
