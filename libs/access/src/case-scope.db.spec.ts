import fc from 'fast-check';
import { DataSource, type EntityManager } from 'typeorm';
import type { StaffActor } from '#kernel/actor';
import { freshDatabase, type TestDatabase } from '#testing/test-database';
import { abilityFor, record } from './ability.js';
import type { CaseAccessFacts } from './case-facts.js';
import { caseScope, caseScopeSql, countScope, logScope, type CaseScope } from './case-scope.js';
import { BodyEntity } from './internal/body.entity.js';
import { rolesInCase } from './roles-in-case.js';
import { allowed, inWorld, world } from './spec-kit/random-world.js';

async function selected(tx: EntityManager, scope: CaseScope): Promise<string[]> {
  const { sql, params } = caseScopeSql(scope, 2);
  const rows = await tx.query<{ id: string }[]>(
    `select id from cases where $1::text = 'x' and id in (${sql}) order by id`,
    ['x', ...params],
  );
  return rows.map((row) => row.id);
}

/** The rule for reading as the contract words it, written down a second time on purpose. */
function readsByTheWords(actor: StaffActor, facts: CaseAccessFacts): boolean {
  if (facts.excluded.includes(actor.personId)) return false;
  if (facts.assignments.some((one) => one.personId === actor.personId)) return true;
  return actor.grants.some(({ role, bodyId }) => {
    if (bodyId === facts.bodyId && ['officer', 'supervisor', 'investigator', 'decision-maker'].includes(role))
      return true;
    return facts.escalatedTo.includes(bodyId) && (role === 'supervisor' || role === 'decision-maker');
  });
}

describe('the scope of lists', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await freshDatabase();
    source = await new DataSource({
      type: 'postgres',
      url: database.url,
      entities: [BodyEntity],
    }).initialize();
  });

  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('selects exactly what the abilities allow, and what the contract says', async () => {
    const seen = { read: 0, log: 0, count: 0, hidden: 0 };
    await fc.assert(
      fc.asyncProperty(world, async (drawn) => {
        await inWorld(source, drawn, async (tx, { tree, actors, cases }) => {
          for (const actor of actors) {
            const ability = abilityFor(actor, tree);
            const read = allowed(cases, (facts) => ability.can('read', record('Case', facts)));
            const log = allowed(cases, (facts) => ability.can('read', record('CaseLog', facts)));
            const count = allowed(cases, (facts) => ability.can('count', record('Case', facts)));
            expect(await selected(tx, caseScope(actor))).toEqual(read);
            expect(await selected(tx, logScope(actor, tree))).toEqual(log);
            expect(await selected(tx, countScope(actor, tree))).toEqual(count);
            expect(allowed(cases, (facts) => readsByTheWords(actor, facts))).toEqual(read);
            expect(allowed(cases, (facts) => ability.can('list', record('Case', facts)))).toEqual(read);
            expect(allowed(cases, (facts) => ability.can('act', record('Case', facts)))).toEqual(read);
            seen.read += read.length;
            seen.log += log.length;
            seen.count += count.length;
            seen.hidden += cases.length - read.length;
          }
        });
      }),
      { numRuns: 60 },
    );
    // The worlds are not empty ones in which everything would hold.
    for (const many of Object.values(seen)) expect(many).toBeGreaterThan(30);
  }, 120_000);

  it('gives roles in a case to nobody excluded, and to nobody of office who may not read it', async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.nat(2), async (drawn, availableOfficers) => {
        await inWorld(source, drawn, (_tx, { tree, actors, cases }) => {
          for (const actor of actors) {
            const ability = abilityFor(actor, tree);
            for (const facts of cases) {
              const bodiesAbove = tree.ancestorsOf(facts.bodyId).map((body) => body.id);
              const roles = rolesInCase(actor, facts, { availableOfficers, bodiesAbove });
              if (facts.excluded.includes(actor.personId)) expect(roles).toEqual([]);
              const assigned = facts.assignments.some((one) => one.personId === actor.personId);
              const office = roles.filter((role) => role !== 'custodian' && role !== 'admin');
              if (!assigned) expect(office.length > 0).toBe(ability.can('read', record('Case', facts)));
              if (!assigned) {
                expect(roles.includes('custodian')).toBe(
                  ability.can('approve-identity', record('Case', facts)),
                );
                expect(roles.includes('admin')).toBe(ability.can('hold', record('Case', facts)));
              }
            }
          }
          return Promise.resolve();
        });
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
