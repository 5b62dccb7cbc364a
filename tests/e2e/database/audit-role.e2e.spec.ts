import { Client } from 'pg';
import { recordedReports, type TestApp } from '#testing/test-app';
import { startApi } from '../api.js';

let api: TestApp;
let program: Client;

beforeAll(async () => {
  api = await startApi();
  await api.file(recordedReports()[0]!);
  program = new Client({ connectionString: api.database.url });
  await program.connect();
});
afterAll(async () => {
  await program.end();
  await api.close();
});

const FORBIDDEN = [
  `update audit_entry set leaf = decode(repeat('00', 32), 'hex')`,
  `update audit_entry set case_seq = case_seq`,
  'delete from audit_entry',
  'delete from audit_entry where false',
  'truncate audit_entry cascade',
  `update audit_opening set sealed = ''`,
  'truncate audit_opening',
  'drop table audit_entry',
  'alter table audit_entry disable trigger all',
  'drop trigger audit_entry_append_only on audit_entry',
  'create rule forget as on insert to audit_entry do instead nothing',
  'set session_replication_role = replica',
  'grant delete on audit_entry to amends_app',
  'drop function audit_is_append_only() cascade',
];

describe('the role of the programs in the database', () => {
  it.each(['amends_app', 'the login itself'])('cannot change the log, as %s', async (role) => {
    const before = await api.rows('select * from audit_entry order by entry_id');
    expect(before).toHaveLength(1);
    if (role === 'amends_app') await program.query('set role amends_app');
    else await program.query('reset role');
    for (const sql of FORBIDDEN) {
      const refusal = await program.query(sql).then(
        () => 'done',
        (error: unknown) => (error as { code: string }).code,
      );
      // 42501 insufficient_privilege; nothing else says that it was for want of a right.
      if (!sql.startsWith('grant')) expect([sql, refusal]).toEqual([sql, '42501']);
    }
    expect(await api.rows('select * from audit_entry order by entry_id')).toEqual(before);
    expect(await api.rows('select count(*)::int as n from audit_opening')).toEqual([{ n: 16 }]);
  });

  it('cannot change it for the owner of the tables either, short of taking the lock off', async () => {
    for (const sql of [
      'update audit_entry set leaf = leaf',
      'delete from audit_entry',
      'truncate audit_entry cascade',
    ]) {
      await expect(api.owner.query(sql)).rejects.toThrow('append-only');
    }
  });

  it('is the one that the API works under', async () => {
    const roles = await api.rows<{ usename: string }>(
      `select distinct usename from pg_stat_activity where application_name = 'amends-api'`,
    );
    expect(roles.map((row) => row.usename)).not.toContain('amends_owner');
    expect(roles.length).toBeGreaterThan(0);
  });
});
