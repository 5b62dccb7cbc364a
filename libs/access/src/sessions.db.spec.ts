import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Transactions } from '#database/transactions';
import { newId } from '#kernel/ids';
import { FakeClock } from '#testing/fake-clock';
import { freshDatabase, type TestDatabase } from '#testing/test-database';
import { Bodies, type BodyTree } from './body-tree.js';
import { DemoNetwork, readNetwork } from './demo-network.js';
import { BodyEntity } from './internal/body.entity.js';
import { PersonEntity } from './internal/person.entity.js';
import { Passwords } from './passwords.js';
import { People } from './people.js';
import { ReporterSessions } from './reporter-sessions.js';
import { Sessions } from './sessions.js';

const PASSWORD = 'seven lakes at dawn';
const START = '2026-11-23T08:00:00Z';

describe('the demonstration network and its sessions', () => {
  let database: TestDatabase;
  let source: DataSource;
  let transactions: Transactions;
  let tree: BodyTree;
  const clock = new FakeClock(START);
  const passwords = new Passwords();
  const bodies = new Bodies();
  const people = new People(clock);
  const network = readNetwork('fixtures');

  const seed = (password: string) =>
    new DemoNetwork(transactions, bodies, people, passwords).seed(network, password);
  const sessions = () => new Sessions(transactions, passwords, clock);
  const idOf = async (email: string): Promise<string> => (await people.byEmail(source.manager, email))!;
  const bodyId = (slug: string): string => tree.byIdOrSlug(slug)!.id;
  const count = async (table: string): Promise<number> =>
    Number((await source.query<{ n: string }[]>(`select count(*) as n from ${table}`))[0]!.n);

  beforeAll(async () => {
    database = await freshDatabase();
    source = await new DataSource({
      type: 'postgres',
      url: database.url,
      entities: [BodyEntity, PersonEntity],
    }).initialize();
    transactions = new Transactions(source);
    await seed(PASSWORD);
    tree = await bodies.tree(source.manager);
  });

  beforeEach(() => {
    clock.set(START);
  });

  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  describe('the demonstration network', () => {
    it('is the one of the fixtures, with the panel outside it', async () => {
      expect(tree.all).toHaveLength(19);
      expect(tree.ancestorsOf(bodyId('fathers-first')).map((body) => body.slug)).toEqual([
        'kenya',
        'africa',
        'global',
      ]);
      expect(tree.top?.slug).toBe('global');
      expect(tree.external?.slug).toBe('independent-panel');
      expect(await count('person')).toBe(network.people.length);
      expect(await count('role_grant')).toBe(network.people.flatMap((person) => person.roles).length);
    });

    it('stays as it is when it is seeded again, and as people have changed it', async () => {
      const officer = await idOf('uk.officer@example.org');
      await source.query('update role_grant set revoked_at = $2 where person_id = $1', [
        officer,
        clock.now(),
      ]);
      await source.query(`update body set name = 'UK Renamed' where slug = 'uk'`);
      expect(await seed(PASSWORD)).toEqual({ bodies: 0, people: 0, passwords: 0 });
      expect((await bodies.tree(source.manager)).byIdOrSlug('uk')?.name).toBe('UK Renamed');
      expect((await people.standings(source.manager, [officer])).get(officer)?.roles).toEqual([]);
      await source.query('update role_grant set revoked_at = null where person_id = $1', [officer]);
    });

    it('takes another password for everybody, and ends the sessions of the old one', async () => {
      const open = (await sessions().login('kenya.officer@example.org', PASSWORD))!;
      const seeded = await seed('another password');
      expect(seeded).toEqual({ bodies: 0, people: 0, passwords: network.people.length });
      expect(await sessions().actorOf(open.token)).toBeNull();
      expect(await sessions().login('kenya.officer@example.org', PASSWORD)).toBeNull();
      expect(await sessions().login('panel@example.org', 'another password')).not.toBeNull();
      await seed(PASSWORD);
      expect(await sessions().login('kenya.officer@example.org', PASSWORD)).not.toBeNull();
    });
  });

  describe('sessions of staff', () => {
    it('open with address and password, however the address is typed, and know the roles', async () => {
      const opened = (await sessions().login(' Kenya.Lead@Example.org', PASSWORD))!;
      expect(opened.token).toHaveLength(43);
      expect(opened.expiresAt).toEqual(new Date('2026-11-23T20:00:00Z'));
      const actor = await sessions().actorOf(opened.token);
      expect(actor).toEqual(opened.actor);
      expect(actor).toMatchObject({
        kind: 'staff',
        name: 'Kenya Coordinator',
        personId: await idOf('kenya.lead@example.org'),
      });
      expect(actor!.grants).toEqual([
        { role: 'supervisor', bodyId: bodyId('kenya') },
        { role: 'decision-maker', bodyId: bodyId('kenya') },
      ]);
    });

    it('do not open for a wrong password or an unknown address', async () => {
      expect(await sessions().login('kenya.lead@example.org', 'wrong')).toBeNull();
      expect(await sessions().login('nobody@example.org', PASSWORD)).toBeNull();
      expect(await sessions().login('nobody@example.org', 'no password is behind this hash')).toBeNull();
    });

    it('keep no token, only its hash', async () => {
      const { token } = (await sessions().login('kenya.lead@example.org', PASSWORD))!;
      const rows = await source.query<{ kept: string }[]>('select s::text as kept from staff_session s');
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.some((row) => row.kept.includes(token))).toBe(false);
      expect(rows.some((row) => row.kept.includes(Buffer.from(token).toString('hex')))).toBe(false);
    });

    it('end at once when revoked, and by themselves after twelve hours', async () => {
      const one = (await sessions().login('kenya.lead@example.org', PASSWORD))!;
      const other = (await sessions().login('kenya.lead@example.org', PASSWORD))!;
      expect(await sessions().revoke(one.token)).toBe(true);
      expect(await sessions().revoke(one.token)).toBe(false);
      expect(await sessions().actorOf(one.token)).toBeNull();
      clock.set('2026-11-23T19:59:59Z');
      expect(await sessions().actorOf(other.token)).not.toBeNull();
      clock.set('2026-11-23T20:00:00Z');
      expect(await sessions().actorOf(other.token)).toBeNull();
      await sessions().login('kenya.lead@example.org', PASSWORD);
      const left = await source.query<{ expires_at: Date }[]>(
        'select expires_at from staff_session where person_id = $1',
        [await idOf('kenya.lead@example.org')],
      );
      expect(left.every((row) => row.expires_at > clock.now())).toBe(true);
    });

    it('lose a role when it is revoked, and everything when the person is deactivated', async () => {
      const { token } = (await sessions().login('africa@example.org', PASSWORD))!;
      const person = await idOf('africa@example.org');
      await source.query('update role_grant set revoked_at = $2 where person_id = $1', [person, clock.now()]);
      expect((await sessions().actorOf(token))?.grants).toEqual([]);
      await source.query('update role_grant set revoked_at = null where person_id = $1', [person]);
      await source.query('update person set deactivated_at = $2 where id = $1', [person, clock.now()]);
      expect(await sessions().actorOf(token)).toBeNull();
      expect(await sessions().login('africa@example.org', PASSWORD)).toBeNull();
      await source.query('update person set deactivated_at = null where id = $1', [person]);
    });
  });

  /** A case with one report, straight into the tables. */
  async function aCase(
    holder: string,
    codeMac = randomBytes(32),
  ): Promise<{ caseId: string; reportId: string; codeMac: Buffer }> {
    const [caseId, reportId, keyId] = [newId(), newId(), newId()];
    const ref = randomBytes(16).toString('hex');
    await source.transaction(async (tx) => {
      await tx.query(
        `insert into cases (id, reference, case_ref, body_id, stage, stage_since, principles, breach_kinds, received_at,
           updated_at, policy_id, version, facts, facts_key_id, log_seq, log_head)
         values ($1::uuid, $1::text, $2, $3, 'intake', $4, '{}', '{}', $4, $4, 'p', 1, '', $1, 0, $5)`,
        [caseId, ref, holder, clock.now(), Buffer.alloc(32)],
      );
      await tx.query('insert into data_key values ($1, $2, $3, $4, $5)', [
        keyId,
        caseId,
        ref,
        '',
        clock.now(),
      ]);
      await tx.query(
        `insert into report (id, case_id, reference, code_mac, subject_ref, reporter_role, kind, language, received_via,
           received_at, content, key_id, entry_id)
         values ($1, $2, $3, $4, $5, 'witness', 'complaint', 'en', 'web', $6, '', $7, $1)`,
        [reportId, caseId, reportId, codeMac, ref, clock.now(), keyId],
      );
    });
    return { caseId, reportId, codeMac };
  }

  describe('sessions of reporters', () => {
    it('open with the code, for an hour, and know the case the report is in now', async () => {
      const reporters = new ReporterSessions(transactions, clock);
      const { caseId, reportId, codeMac } = await aCase(bodyId('kenya'));
      const opened = (await reporters.open(codeMac))!;
      expect(opened.expiresAt).toEqual(new Date('2026-11-23T09:00:00Z'));
      expect(await reporters.actorOf(opened.token)).toEqual({ kind: 'reporter', reportId, caseId });
      const into = await aCase(bodyId('kenya'));
      await source.query('update report set case_id = $2 where id = $1', [reportId, into.caseId]);
      expect(await reporters.actorOf(opened.token)).toMatchObject({ caseId: into.caseId });
      clock.set('2026-11-23T09:00:00Z');
      expect(await reporters.actorOf(opened.token)).toBeNull();
      await reporters.open(codeMac);
      const left = await source.query<unknown[]>('select from reporter_session where report_id = $1', [
        reportId,
      ]);
      expect(left).toHaveLength(1);
    });

    it('do not open with another code, and end at once', async () => {
      const reporters = new ReporterSessions(transactions, clock);
      const { codeMac } = await aCase(bodyId('kenya'));
      const before = await count('reporter_session');
      expect(await reporters.open(randomBytes(32))).toBeNull();
      expect(await count('reporter_session')).toBe(before);
      const { token } = (await reporters.open(codeMac))!;
      expect(await reporters.revoke(token)).toBe(true);
      expect(await reporters.actorOf(token)).toBeNull();
      expect(await reporters.revoke(token)).toBe(false);
    });

    it('are not sessions of staff, nor the other way about', async () => {
      const reporters = new ReporterSessions(transactions, clock);
      const { codeMac } = await aCase(bodyId('kenya'));
      const reporter = (await reporters.open(codeMac))!;
      const staff = (await sessions().login('kenya.lead@example.org', PASSWORD))!;
      expect(await sessions().actorOf(reporter.token)).toBeNull();
      expect(await reporters.actorOf(staff.token)).toBeNull();
    });
  });
});
