import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Access, type CaseStanding } from '#access/access';
import { Bodies, type BodyTree } from '#access/body-tree';
import { People, type PersonStanding } from '#access/people';
import { queryRows } from '#database/query-rows';
import type { StaffActor } from '#kernel/actor';
import type { StaffRole } from '#kernel/vocabulary';
import type { CaseFacts } from './domain/facts.js';
import type { Office } from './report-routing.js';

export type { CaseStanding } from '#access/access';

/** Somebody who could be assigned to a case, with what they are and where. */
export interface Assignable {
  id: string;
  name: string;
  roles: { role: StaffRole; body: string }[];
}

const ASSIGNABLE_ROLES = ['officer', 'investigator', 'decision-maker', 'supervisor', 'adviser'] as const;

/** The people around one case, asked about by its facts: who they are in it, and who is in office where. */
@Injectable()
export class CasePeople {
  constructor(
    private readonly access: Access,
    private readonly bodies: Bodies,
    private readonly registry: People,
  ) {}

  /** What `actor` is in the case. */
  standing(tx: EntityManager, actor: StaffActor, facts: CaseFacts): Promise<CaseStanding> {
    return this.access.standing(tx, actor, {
      id: facts.caseId,
      bodyId: facts.holderBodyId,
      stage: facts.stage,
      excluded: excludedIds(facts),
      assignments: facts.assignments
        .filter((one) => one.until === null)
        .map(({ personId, role }) => ({ personId, role })),
    });
  }

  /** Standings of people by id, those excluded from this case marked. */
  standings(
    tx: EntityManager,
    ids: readonly string[],
    facts: CaseFacts,
  ): Promise<Map<string, PersonStanding>> {
    return this.access.people(tx, ids, facts.excluded);
  }

  /** Names by id, of whoever is known. */
  async names(tx: EntityManager, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await queryRows<{ id: string; name: string }>(
      tx,
      'select id, name from person where id = any($1::uuid[])',
      [[...new Set(ids)]],
    );
    return new Map(rows.map((row) => [row.id, row.name]));
  }

  /** Ids of people whose name compares equal to one of these keys, by key. */
  named(tx: EntityManager, keys: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    return this.access.peopleNamed(tx, keys);
  }

  /** Who could take a report in, by body: present or not, since an absence ends and an exclusion does not. */
  async offices(tx: EntityManager): Promise<ReadonlyMap<string, Office>> {
    const offices = await this.registry.officesOf(tx, ['officer', 'supervisor']);
    return new Map(
      [...offices].map(([bodyId, people]) => [
        bodyId,
        {
          officers: people.filter((one) => one.role === 'officer').map((one) => one.personId),
          supervisors: people.filter((one) => one.role === 'supervisor').map((one) => one.personId),
        },
      ]),
    );
  }

  /** Who does a role's work for a body in this case; see `Access.servedBy`. */
  serving(tx: EntityManager, facts: CaseFacts, bodyId: string, role: StaffRole): Promise<string[]> {
    return this.access.servedBy(tx, bodyId, role, excludedIds(facts));
  }

  /** Everybody who could be assigned to this case, by name: active, present, not excluded, with a role that cases have. */
  async assignable(tx: EntityManager, facts: CaseFacts): Promise<Assignable[]> {
    const tree = await this.bodies.tree(tx);
    const excluded = new Set(excludedIds(facts));
    const found = new Map<string, Assignable>();
    for (const [bodyId, people] of await this.registry.officesOf(tx, ASSIGNABLE_ROLES)) {
      for (const { personId, name, role, absent } of people) {
        if (absent || excluded.has(personId)) continue;
        const known = found.get(personId) ?? { id: personId, name, roles: [] };
        known.roles.push({ role, body: tree.get(bodyId).name });
        found.set(personId, known);
      }
    }
    return [...found.values()].sort((one, other) => one.name.localeCompare(other.name));
  }

  /** The tree as it stands in this transaction. */
  tree(tx: EntityManager): Promise<BodyTree> {
    return this.bodies.tree(tx);
  }

  isPerson(tx: EntityManager, id: string): Promise<boolean> {
    return this.access.isPerson(tx, id);
  }
}

function excludedIds(facts: CaseFacts): string[] {
  return facts.excluded.map((one) => one.personId);
}
