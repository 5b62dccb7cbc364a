import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { queryRows } from '#database/query-rows';
import { together } from '#database/together';
import type { StaffActor } from '#kernel/actor';
import type { Role, StaffRole } from '#kernel/vocabulary';
import { abilityFor, record } from './ability.js';
import { Bodies } from './body-tree.js';
import type { CaseAccessFacts, CaseRecord } from './case-facts.js';
import { caseScope, countScope, logScope, type CaseScope } from './case-scope.js';
import { People, type PersonStanding } from './people.js';
import { rolesInCase } from './roles-in-case.js';

/** Actions that somebody takes in a case which they do not read: nothing of the case may be in the answer to them. */
export type BlindAction = 'approve-identity' | 'hold' | 'release-hold' | 'accept-transfer';

/** What one person is in one case, at this moment and in this transaction. */
export interface CaseStanding {
  mayRead: boolean;
  /** May take actions; which, the lifecycle table says by `roles`. Always also `mayRead`. */
  mayAct: boolean;
  mayReadLog: boolean;
  /** Actions open without reading the case (custodian, administrator, receiver of a transfer). Usually empty. */
  blindActions: readonly BlindAction[];
  /** What they are in this case; empty for whoever is excluded. */
  roles: readonly Role[];
  /** Ids of the bodies above the holding one, nearest first. */
  bodiesAbove: readonly string[];
}

const NOTHING: Omit<CaseStanding, 'bodiesAbove'> = {
  mayRead: false,
  mayAct: false,
  mayReadLog: false,
  blindActions: [],
  roles: [],
};

/** The questions that services ask about people, bodies and cases, within their own transaction. */
@Injectable()
export class Access {
  constructor(
    private readonly bodies: Bodies,
    private readonly persons: People,
  ) {}

  /**
   * What somebody is in a case. Call it with the case's row locked (or in the transaction that reads it): grants are those of
   * the actor, escalations and the holder's office are looked up here.
   */
  async standing(tx: EntityManager, actor: StaffActor, known: CaseRecord): Promise<CaseStanding> {
    const [tree, opened, availableOfficers] = await together([
      this.bodies.tree(tx),
      this.opened(tx, known.id),
      this.officersThatMatter(tx, actor, known),
    ]);
    const bodiesAbove = tree.ancestorsOf(known.bodyId).map((body) => body.id);
    if (known.excluded.includes(actor.personId)) return { ...NOTHING, bodiesAbove };
    const facts: CaseAccessFacts = { ...known, ...opened };
    const ability = abilityFor(actor, tree);
    const asked = record('Case', facts);
    const mayAct = ability.can('act', asked);
    return {
      mayRead: ability.can('read', asked),
      mayAct,
      mayReadLog: ability.can('read', record('CaseLog', facts)),
      blindActions: [
        ...(ability.can('approve-identity', asked) ? (['approve-identity'] as const) : []),
        ...(ability.can('hold', asked) ? (['hold', 'release-hold'] as const) : []),
        ...(ability.can('accept-transfer', asked) ? (['accept-transfer'] as const) : []),
      ],
      roles: rolesInCase(actor, facts, { availableOfficers, bodiesAbove }),
      bodiesAbove,
    };
  }

  /** Standings of people by id, as a decision looks them up; `excluded` are the case's exclusions. */
  people(
    tx: EntityManager,
    ids: readonly string[],
    excluded: readonly { personId: string }[],
  ): Promise<Map<string, PersonStanding>> {
    return this.persons.standings(
      tx,
      ids,
      excluded.map((one) => one.personId),
    );
  }

  /** Ids of everyone who may be meant by a name, by `nameKey`. */
  peopleNamed(tx: EntityManager, keys: readonly string[]): Promise<Map<string, string[]>> {
    return this.persons.byNameKey(tx, keys);
  }

  /**
   * Who does a role's work for a body now: active and present. Officers failing, its supervisors act as such; a role that
   * nobody holds there is served by the next body up, so that a notice always finds somebody where there is anybody.
   * `excludedIds` are passed over before it is judged whether anybody is there.
   */
  async servedBy(
    tx: EntityManager,
    bodyId: string,
    role: StaffRole,
    excludedIds: readonly string[] = [],
  ): Promise<string[]> {
    const tree = await this.bodies.tree(tx);
    const roles: StaffRole[] = role === 'officer' ? ['officer', 'supervisor'] : [role];
    const offices = await this.persons.officesOf(tx, roles);
    for (const id of [bodyId, ...tree.ancestorsOf(bodyId).map((body) => body.id)]) {
      const free = (offices.get(id) ?? []).filter(
        (one) => !one.absent && !excludedIds.includes(one.personId),
      );
      for (const wanted of roles) {
        const serving = free.filter((one) => one.role === wanted).map((one) => one.personId);
        if (serving.length > 0) return serving;
      }
    }
    return [];
  }

  /** The nearest body, this one or above it, where somebody holds the role and is there; null where none has. */
  async bodyServing(
    tx: EntityManager,
    bodyId: string,
    role: StaffRole,
    excludedIds: readonly string[] = [],
  ): Promise<string | null> {
    const tree = await this.bodies.tree(tx);
    const offices = await this.persons.officesOf(tx, [role]);
    const above = [bodyId, ...tree.ancestorsOf(bodyId).map((body) => body.id)];
    const serving = above.find((id) =>
      (offices.get(id) ?? []).some((one) => !one.absent && !excludedIds.includes(one.personId)),
    );
    return serving ?? null;
  }

  /** The cases of somebody's queue. No query: their grants are with them. */
  queueScope(actor: StaffActor): CaseScope {
    return caseScope(actor);
  }

  /** The cases whose redacted log somebody may read. */
  async logScope(tx: EntityManager, actor: StaffActor): Promise<CaseScope> {
    return logScope(actor, await this.bodies.tree(tx));
  }

  /** The cases that somebody's counts are made of. */
  async countScope(tx: EntityManager, actor: StaffActor): Promise<CaseScope> {
    return countScope(actor, await this.bodies.tree(tx));
  }

  /** The body's slug: how the log names it. Throws where there is no such body. */
  async slugOf(tx: EntityManager, bodyId: string): Promise<string> {
    const [row] = await queryRows<{ slug: string }>(tx, 'select slug from body where id = $1', [bodyId]);
    if (!row) throw new Error(`There is no body ${bodyId}.`);
    return row.slug;
  }

  async isPerson(tx: EntityManager, id: string): Promise<boolean> {
    return (await queryRows(tx, 'select from person where id = $1', [id])).length > 0;
  }

  /** Whom escalations and a pending transfer let near. */
  private async opened(
    tx: EntityManager,
    caseId: string,
  ): Promise<Pick<CaseAccessFacts, 'escalatedTo' | 'offeredTo'>> {
    const [row] = await queryRows<{ escalated: string[]; offered: string | null }>(
      tx,
      `select array(select body_id from case_escalation where case_id = $1) as escalated,
         (select to_body_id from transfer_offer where case_id = $1) as offered`,
      [caseId],
    );
    return { escalatedTo: row?.escalated ?? [], offeredTo: row?.offered ?? null };
  }

  /** Only a supervisor of the holder is asked about its officers; for everyone else the count changes nothing. */
  private async officersThatMatter(tx: EntityManager, actor: StaffActor, facts: CaseRecord): Promise<number> {
    const supervises = actor.grants.some((one) => one.role === 'supervisor' && one.bodyId === facts.bodyId);
    if (!supervises) return 0;
    const officers = await this.persons.inOffice(tx, facts.bodyId, 'officer');
    return officers.filter((one) => !one.absent && !facts.excluded.includes(one.personId)).length;
  }
}
