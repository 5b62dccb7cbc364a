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
      await db.query(
        `with bodies as (
           select id, row_number() over (order by slug) as n, count(*) over () as total from body where level <> 'external'
         ), filler as (select decode(repeat('ab', ${FACTS_BYTES}), 'hex') as facts, gen_random_uuid() as key_id)
         insert into cases (id, reference, case_ref, body_id, stage, stage_since, risk, principles, breach_kinds,
           received_at, updated_at, next_due_at, next_clock, policy_id, version, facts, facts_key_id, log_seq, log_head)
         select gen_random_uuid(), 'B' || $2::text || i.n, md5($2::text || i.n), b.id, s.stage, t.received,
           (array[null, 'low', 'medium', 'high', 'imminent'])[1 + floor(random() * 5)::int],
           array[1 + floor(random() * 8)::int]::smallint[], array['bullying'], t.received, t.received + interval '2 days',
           case when s.stage = 'closed' then 'infinity' else now() - interval '20 days' + random() * interval '100 days' end,
           case when s.stage = 'closed' then null else 'feedback' end, 'amends-default@1', 1, f.facts, f.key_id, 1,
           decode(repeat('00', 32), 'hex')
         from generate_series(1, $1::int) i(n)
           cross join filler f
           -- squared: the first bodies hold many times what the last ones do
           join lateral (select random() * random() as r, i.n as n) pick on pick.n = i.n
           join bodies b on b.n = 1 + floor(pick.r * b.total)::int
           join lateral (select case when random() < 0.8 then 'closed'
             else (array['intake', 'triage', 'investigation', 'acknowledgement', 'remedy'])[1 + floor(random() * 5)::int] end
             as stage, i.n as n) s on s.n = i.n
           join lateral (select now() - random() * interval '5 years' as received, i.n as n) t on t.n = i.n`,
        [wanted, String(upTo)],
      );
    }
    await db.query('vacuum analyze cases');
    const { rows } = await db.query('select count(*)::int as n from cases');
    return rows[0].n;
  } finally {
    await db.end();
  }
}
