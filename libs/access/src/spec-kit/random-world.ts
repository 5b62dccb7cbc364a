import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import type { DataSource, EntityManager } from 'typeorm';
import type { StaffActor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { STAFF_ROLES, type StaffRole } from '#kernel/vocabulary';
import { Bodies, type BodyTree } from '../body-tree.js';
import type { CaseAccessFacts } from '../case-facts.js';
import { BodyEntity } from '../internal/body.entity.js';

const ASSIGNABLE = [
  'officer',
  'investigator',
  'decision-maker',
  'supervisor',
  'panel-member',
  'verifier',
  'remedy-owner',
  'custodian',
  'adviser',
];

/** A network with its cases, by small numbers: body n hangs under body parents[n], person n has the grants with person n. */
export interface World {
  parents: (number | null)[];
  external: boolean;
  people: number;
  grants: { person: number; role: StaffRole; body: number; revoked: boolean }[];
  cases: {
    body: number;
    excluded: number[];
    assigned: { person: number; role: string; ended: boolean }[];
    escalated: number[];
  }[];
}

export const world: fc.Arbitrary<World> = fc
  .record({ bodies: fc.integer({ min: 1, max: 7 }), people: fc.integer({ min: 1, max: 5 }) })
  .chain(({ bodies, people }) => {
    const body = fc.nat(bodies - 1);
    const person = fc.nat(people - 1);
    return fc.record({
      // Mostly under an earlier body, sometimes a second top.
      parents: fc
        .array(fc.option(fc.nat(), { freq: 8 }), { minLength: bodies, maxLength: bodies })
        .map((list) => list.map((any, index) => (index === 0 || any === null ? null : any % index))),
      external: fc.boolean(),
      people: fc.constant(people),
      grants: fc.uniqueArray(
        fc.record({
          person,
          role: fc.constantFrom(...STAFF_ROLES),
          body,
          revoked: fc.boolean(),
        }),
        { maxLength: 12, selector: (one) => `${String(one.person)} ${one.role} ${String(one.body)}` },
      ),
      cases: fc.array(
        fc.record({
          body,
          excluded: fc.uniqueArray(person, { maxLength: 2 }),
          assigned: fc.uniqueArray(
            fc.record({ person, role: fc.constantFrom(...ASSIGNABLE), ended: fc.boolean() }),
            { maxLength: 3, selector: (one) => `${String(one.person)} ${one.role}` },
          ),
          escalated: fc.uniqueArray(body, { maxLength: 2 }),
        }),
        { minLength: 1, maxLength: 8 },
      ),
    });
  });

export interface Built {
  tree: BodyTree;
  actors: StaffActor[];
  cases: CaseAccessFacts[];
}

const NOW = new Date('2026-03-02T09:00:00Z');
/** A world that is never committed leaves nothing behind. */
const ROLL_BACK = new Error('rolled back on purpose');

/** Writes a world as rows. */
async function build(tx: EntityManager, { parents, external, people, grants, cases }: World): Promise<Built> {
  const bodyIds = parents.map(() => newId());
  const pathOf = (body: number): string[] => {
    const parent = parents[body];
    return [...(parent === null || parent === undefined ? [] : pathOf(parent)), bodyIds[body]!];
  };
  for (const [index, parent] of parents.entries()) {
    await tx.insert(BodyEntity, {
      id: bodyIds[index]!,
      slug: `body-${String(index)}`,
      name: `Body ${String(index)}`,
      level: external && index === parents.length - 1 && parent === null ? 'external' : 'national',
      parentId: parent === null ? null : bodyIds[parent]!,
      path: pathOf(index),
      timeZone: 'UTC',
      country: 'KE',
      language: 'en',
    });
  }
  const actors = Array.from({ length: people }, (_, index): StaffActor => ({
    kind: 'staff',
    personId: newId(),
    name: `Person ${String(index)}`,
    grants: grants
      .filter((one) => one.person === index && !one.revoked)
      .map((one) => ({ role: one.role, bodyId: bodyIds[one.body]! })),
  }));
  for (const { personId, name } of actors) {
    await tx.query(
      `insert into person (id, email, name, name_key, password_hash, created_at) values ($1, $2, $3, $3, '-', $4)`,
      [personId, `${personId}@example.org`, name, NOW],
    );
  }
  const built: CaseAccessFacts[] = [];
  for (const one of cases) {
    const id = newId();
    await tx.query(
      `insert into cases (id, reference, case_ref, body_id, stage, stage_since, principles, breach_kinds, received_at,
         updated_at, policy_id, version, facts, facts_key_id, log_seq, log_head)
       values ($1, $2, $3, $4, 'intake', $5, '{}', '{}', $5, $5, 'p', 1, '', $1, 0, $6)`,
      [id, id, randomBytes(16).toString('hex'), bodyIds[one.body]!, NOW, Buffer.alloc(32)],
    );
    const excluded = one.excluded.map((person) => actors[person]!.personId);
    for (const personId of excluded) {
      await tx.query(`insert into case_exclusion values ($1, $2, 'recused', $3)`, [id, personId, NOW]);
    }
    for (const { person, role, ended } of one.assigned) {
      const row = [id, actors[person]!.personId, role, NOW, ended ? NOW : null];
      await tx.query('insert into case_assignment values ($1, $2, $3, $4, $5)', row);
    }
    for (const body of one.escalated) {
      await tx.query('insert into case_escalation values ($1, $2, $3)', [id, bodyIds[body]!, NOW]);
    }
    built.push({
      id,
      bodyId: bodyIds[one.body]!,
      stage: 'intake',
      excluded,
      assignments: one.assigned
        .filter((assigned) => !assigned.ended)
        .map(({ person, role }) => ({ personId: actors[person]!.personId, role })),
      escalatedTo: one.escalated.map((body) => bodyIds[body]!),
      offeredTo: null,
    });
  }
  return { tree: await new Bodies().tree(tx), actors, cases: built };
}

/** Runs `check` in a world that is rolled back afterwards. */
export async function inWorld(
  source: DataSource,
  of: World,
  check: (tx: EntityManager, built: Built) => Promise<void>,
): Promise<void> {
  const done = source.transaction(async (tx) => {
    await check(tx, await build(tx, of));
    throw ROLL_BACK;
  });
  await done.catch((error: unknown) => {
    if (error !== ROLL_BACK) throw error;
  });
}

/** Ids of the cases for which `may` says yes, sorted. */
export function allowed(
  cases: readonly CaseAccessFacts[],
  may: (facts: CaseAccessFacts) => boolean,
): string[] {
  return cases
    .filter(may)
    .map((facts) => facts.id)
    .sort();
}
