import type { TestApp } from '#testing/test-app';

/** Every text, JSON and byte column of every table, as one piece of bytes each: to look for what must not be there. */
export async function everythingStored(api: TestApp): Promise<{ where: string; bytes: Buffer }[]> {
  const columns = await api.rows<{ schema: string; table: string; column: string; type: string }>(
    `select c.table_schema as schema, c.table_name as table, c.column_name as column, c.data_type as type
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
       and c.data_type in ('text', 'bytea', 'ARRAY', 'json', 'jsonb', 'character varying')`,
  );
  const found: { where: string; bytes: Buffer }[] = [];
  for (const { schema, table, column, type } of columns) {
    const value = type === 'bytea' ? `"${column}"` : `convert_to("${column}"::text, 'UTF8')`;
    const [row] = await api.rows<{ all: Buffer | null }>(
      `select string_agg(${value}, '\\x0a'::bytea) as all from "${schema}"."${table}"`,
    );
    found.push({ where: `${schema}.${table}.${column}`, bytes: row?.all ?? Buffer.alloc(0) });
  }
  return found;
}

/** How many rows each table has: to see that a refused request left nothing. */
export async function rowCounts(api: TestApp): Promise<Record<string, number>> {
  const tables = await api.rows<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
     order by 1`,
  );
  const all = tables.map(({ name }) => `select '${name}' as name, count(*)::int as n from "${name}"`);
  const counts = await api.rows<{ name: string; n: number }>(all.join(' union all '));
  return Object.fromEntries(counts.map(({ name, n }) => [name, n]));
}
