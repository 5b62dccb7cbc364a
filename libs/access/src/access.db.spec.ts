import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Transactions } from '#database/transactions';
import { newId } from '#kernel/ids';
import type { Grant, StaffActor } from '#kernel/actor';
import type { StaffRole } from '#kernel/vocabulary';
import { FakeClock } from '#testing/fake-clock';
import { freshDatabase, type TestDatabase } from '#testing/test-database';
import { Access } from './access.js';
import { Bodies, type BodyTree } from './body-tree.js';
import type { CaseRecord } from './case-facts.js';
import { DemoNetwork, readNetwork } from './demo-network.js';
import { BodyEntity } from './internal/body.entity.js';
import { PersonEntity } from './internal/person.entity.js';
import { nameKey } from './name-key.js';
import { Passwords } from './passwords.js';
import { People } from './people.js';

const PASSWORD = 'seven lakes at dawn';
const START = '2026-11-23T08:00:00Z';

describe('people and their standing', () => {
  let database: TestDatabase;
  let source: DataSource;
  let transactions: Transactions;
  let tree: BodyTree;
  const clock = new FakeClock(START);
  const passwords = new Passwords();
  const bodies = new Bodies();
  const people = new People(clock);
  const access = new Access(bodies, people);
  const network = readNetwork('fixtures');

  const seed = (password: string) =>
    new DemoNetwork(transactions, bodies, people, passwords).seed(network, password);
  const idOf = async (email: string): Promise<string> => (await people.byEmail(source.manager, email))!;
  const bodyId = (slug: string): string => tree.byIdOrSlug(slug)!.id;

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

  /** The row of a case, straight into the table; answers its id. */
  async function aCase(holder: string): Promise<string> {
    const caseId = newId();
    await source.query(
      `insert into cases (id, reference, case_ref, body_id, stage, stage_since, principles, breach_kinds, received_at,
         updated_at, policy_id, version, facts, facts_key_id, log_seq, log_head)
       values ($1::uuid, $1::text, $2, $3, 'intake', $4, '{}', '{}', $4, $4, 'p', 1, '', $1, 0, $5)`,
      [caseId, randomBytes(16).toString('hex'), holder, clock.now(), Buffer.alloc(32)],
    );
    return caseId;
  }

  describe('people', () => {
    it('are found by a name however it is written, deactivated or not', async () => {
      const director = await idOf('fathers.director@example.org');
      const lebanon = await idOf('lebanon.officer@example.org');
      const found = await people.byNameKey(source.manager, [
        nameKey('DIRECTOR, Fathers-First'),
        nameKey('مسؤولة لُبنان'),
        '',
        'nobody',
      ]);
      expect([...found.values()]).toEqual(expect.arrayContaining([[director], [lebanon]]));
      expect(found.size).toBe(2);
      await source.query('update person set deactivated_at = $2 where id = $1', [director, clock.now()]);
      const key = nameKey('Fathers First Director');
      expect((await people.byNameKey(source.manager, [key])).get(key)).toEqual([director]);
      await source.query('update person set deactivated_at = null where id = $1', [director]);
    });

    it('stand as they are at this moment', async () => {
      const officer = await idOf('kenya.officer@example.org');
      const stranger = newId();
      await source.query('update person set absent_from = $2, absent_until = $3 where id = $1', [
        officer,
        '2026-11-24T00:00:00Z',
        '2026-11-30T00:00:00Z',
      ]);
      const standing = async () =>
        (await people.standings(source.manager, [officer, officer, stranger], [officer])).get(officer);
      expect(await standing()).toEqual({
        personId: officer,
        name: 'Kenya Officer',
        roles: [{ role: 'officer', bodyId: bodyId('kenya') }],
        absent: false,
        active: true,
        excluded: true,
      });
      expect((await people.standings(source.manager, [officer, stranger])).size).toBe(1);
      clock.set('2026-11-25T00:00:00Z');
      expect((await standing())?.absent).toBe(true);
      expect(await people.inOffice(source.manager, bodyId('kenya'), 'officer')).toEqual([
        { personId: officer, name: 'Kenya Officer', absent: true },
      ]);
      clock.set('2026-11-30T00:00:00Z');
      expect((await standing())?.absent).toBe(false);
      await source.query('update person set absent_from = null, absent_until = null where id = $1', [
        officer,
      ]);
    });

    it('serve a body: its officers, its supervisors in their place, else the next body up', async () => {
      const serving = (slug: string, role: StaffRole, excluded: string[] = []) =>
        access.servedBy(source.manager, bodyId(slug), role, excluded);
      const officer = await idOf('fathers.officer@example.org');
      const director = await idOf('fathers.director@example.org');
      expect(await serving('fathers-first', 'officer')).toEqual([officer]);
      expect(await serving('fathers-first', 'officer', [officer])).toEqual([director]);
      expect(await serving('fathers-first', 'officer', [officer, director])).toEqual([
        await idOf('kenya.officer@example.org'),
      ]);
      expect(await serving('senegal', 'supervisor')).toEqual([await idOf('africa@example.org')]);
      expect(await access.bodyServing(source.manager, bodyId('senegal'), 'supervisor')).toBe(
        bodyId('africa'),
      );
      expect(await serving('fathers-first', 'custodian')).toEqual([await idOf('custodian@example.org')]);
      expect(await serving('independent-panel', 'custodian')).toEqual([
        await idOf('panel.custodian@example.org'),
      ]);
      expect(await access.bodyServing(source.manager, bodyId('independent-panel'), 'auditor')).toBeNull();
    });
  });

  describe('standing in a case', () => {
    const actorOf = async (email: string, grants: Grant[]): Promise<StaffActor> => ({
      kind: 'staff',
      personId: await idOf(email),
      name: email,
      grants,
    });
    const facts = (caseId: string, more: Partial<CaseRecord> = {}): CaseRecord => ({
      id: caseId,
      bodyId: bodyId('fathers-first'),
      stage: 'triage',
      excluded: [],
      assignments: [],
      ...more,
    });

    it('makes the supervisor an officer when the officer is excluded or away', async () => {
      const caseId = await aCase(bodyId('fathers-first'));
      const director = await actorOf('fathers.director@example.org', [
        { role: 'supervisor', bodyId: bodyId('fathers-first') },
      ]);
      const officer = await idOf('fathers.officer@example.org');
      const roles = async (more: Partial<CaseRecord> = {}) =>
        (await access.standing(source.manager, director, facts(caseId, more))).roles;
      expect(await roles()).toEqual(['supervisor']);
      expect(await roles({ excluded: [officer] })).toEqual(['officer', 'supervisor']);
      await source.query('update person set absent_from = $2 where id = $1', [officer, clock.now()]);
      expect(await roles()).toEqual(['officer', 'supervisor']);
      await source.query('update person set absent_from = null where id = $1', [officer]);
    });

    it('lets a body above in with an escalation, and not before', async () => {
      const caseId = await aCase(bodyId('fathers-first'));
      const above = await actorOf('kenya.lead@example.org', [
        { role: 'supervisor', bodyId: bodyId('kenya') },
      ]);
      const shut = await access.standing(source.manager, above, facts(caseId));
      expect(shut).toMatchObject({ mayRead: false, mayAct: false, mayReadLog: false, roles: [] });
      expect(shut.bodiesAbove).toEqual(['kenya', 'africa', 'global'].map(bodyId));
      await source.query('insert into case_escalation values ($1, $2, $3)', [
        caseId,
        bodyId('kenya'),
        clock.now(),
      ]);
      const open = await access.standing(source.manager, above, facts(caseId));
      expect(open).toMatchObject({ mayRead: true, mayAct: true, mayReadLog: true, roles: ['supervisor'] });
    });

    it('lets the supervisor of a body accept what is offered to it, unseen', async () => {
      const caseId = await aCase(bodyId('fathers-first'));
      const receiver = await actorOf('kenya.lead@example.org', [
        { role: 'supervisor', bodyId: bodyId('kenya') },
      ]);
      await source.query('insert into transfer_offer values ($1, $2, $3)', [
        caseId,
        bodyId('kenya'),
        clock.now(),
      ]);
      expect(await access.standing(source.manager, receiver, facts(caseId))).toMatchObject({
        mayRead: false,
        mayAct: false,
        blindActions: ['accept-transfer'],
        roles: [],
      });
    });

    it('is nothing at all for whoever is excluded', async () => {
      const caseId = await aCase(bodyId('fathers-first'));
      const director = await actorOf('fathers.director@example.org', [
        { role: 'supervisor', bodyId: bodyId('fathers-first') },
        { role: 'admin', bodyId: bodyId('global') },
        { role: 'auditor', bodyId: bodyId('global') },
      ]);
      const excluded = facts(caseId, { excluded: [director.personId] });
      expect(await access.standing(source.manager, director, excluded)).toMatchObject({
        mayRead: false,
        mayAct: false,
        mayReadLog: false,
        blindActions: [],
        roles: [],
      });
    });

    it('gives custodians and administrators their one action and no sight', async () => {
      const caseId = await aCase(bodyId('fathers-first'));
      const custodian = await actorOf('custodian@example.org', [
        { role: 'custodian', bodyId: bodyId('global') },
      ]);
      const admin = await actorOf('admin@example.org', [{ role: 'admin', bodyId: bodyId('global') }]);
      const none = { mayRead: false, mayAct: false, mayReadLog: false };
      expect(await access.standing(source.manager, custodian, facts(caseId))).toMatchObject({
        ...none,
        blindActions: ['approve-identity'],
        roles: ['custodian'],
      });
      expect(await access.standing(source.manager, admin, facts(caseId))).toMatchObject({
        ...none,
        blindActions: ['hold', 'release-hold'],
        roles: ['admin'],
      });
    });
  });

  it('names bodies and knows people', async () => {
    expect(await access.slugOf(source.manager, bodyId('mena'))).toBe('mena');
    await expect(access.slugOf(source.manager, newId())).rejects.toThrow('There is no body');
    expect(await access.isPerson(source.manager, await idOf('mena@example.org'))).toBe(true);
    expect(await access.isPerson(source.manager, newId())).toBe(false);
  });
});
