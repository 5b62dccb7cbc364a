import type { StaffActor } from '#kernel/actor';
import type { StaffRole } from '#kernel/vocabulary';
import type { BodyTree } from './body-tree.js';
import { CASE_RULES, ROLES_OVER_THE_EXTERNAL_BODY, type CaseAim } from './internal/policies/case.policy.js';

/**
 * The cases that somebody reaches for one aim, in the three parts that a query can use an index for:
 * `cases (body_id, next_due_at, id)` per body, and the few that come one by one.
 */
export interface CaseScope {
  /** Whoever asks; the cases they are excluded from are never part of it. */
  personId: string;
  /** Bodies all of whose cases are reached. */
  bodyIds: readonly string[];
  /** Bodies whose escalated cases are reached. */
  escalationBodyIds: readonly string[];
  /** Roles of an assignment that reach a case; `any` for every one. */
  assignmentRoles: readonly string[] | 'any';
}

/** A scope with the part that no list is made of. */
export interface CaseReach extends CaseScope {
  /** Bodies all of whose offered cases are reached. */
  offeredBodyIds: readonly string[];
}

/** SQL with numbered parameters, `$first` on. */
export interface SqlFragment {
  sql: string;
  params: unknown[];
}

/**
 * Bodies under a grant: its body and all below. An auditor of the whole network also covers what the external body holds,
 * which is in no subtree: a log that lost the cases about the top itself would not be complete (product.md, Audit).
 */
export function bodiesUnder(tree: BodyTree, grant: { role: StaffRole; bodyId: string }): string[] {
  const below = tree.subtreeOf(grant.bodyId);
  const wide = ROLES_OVER_THE_EXTERNAL_BODY.includes(grant.role) && grant.bodyId === tree.top?.id;
  return wide && tree.external !== null ? [...below, ...tree.subtreeOf(tree.external.id)] : below;
}

/** What an actor reaches for one aim, worked out from the case policy's rules; `tree` is asked for `at-or-above` alone. */
export function reachOf(actor: StaffActor, aim: CaseAim, tree: () => BodyTree): CaseReach {
  const bodyIds = new Set<string>();
  const escalationBodyIds = new Set<string>();
  const offeredBodyIds = new Set<string>();
  const assignmentRoles = new Set<string>();
  let anyAssignment = false;
  for (const rule of CASE_RULES.filter((one) => one.to.includes(aim))) {
    if (rule.by === 'assigned') {
      if (rule.roles === 'any') anyAssignment = true;
      else for (const role of rule.roles) assignmentRoles.add(role);
      continue;
    }
    for (const grant of actor.grants.filter((one) => rule.roles.includes(one.role))) {
      if (rule.by === 'holder') bodyIds.add(grant.bodyId);
      if (rule.by === 'escalated') escalationBodyIds.add(grant.bodyId);
      if (rule.by === 'offered') offeredBodyIds.add(grant.bodyId);
      if (rule.by === 'at-or-above') for (const id of bodiesUnder(tree(), grant)) bodyIds.add(id);
    }
  }
  return {
    personId: actor.personId,
    bodyIds: [...bodyIds],
    escalationBodyIds: [...escalationBodyIds],
    offeredBodyIds: [...offeredBodyIds],
    assignmentRoles: anyAssignment ? 'any' : [...assignmentRoles],
  };
}

function noTree(): BodyTree {
  throw new Error('The cases that somebody reads do not depend on the tree.');
}

/** The cases somebody may read: their queue. Needs no tree, as no rule for reading looks down it (need to know). */
export function caseScope(actor: StaffActor): CaseScope {
  return reachOf(actor, 'read', noTree);
}

/** The cases whose redacted log somebody may read. */
export function logScope(actor: StaffActor, tree: BodyTree): CaseScope {
  return reachOf(actor, 'read-log', () => tree);
}

/** The cases that somebody's counts and clocks are made of. */
export function countScope(actor: StaffActor, tree: BodyTree): CaseScope {
  return reachOf(actor, 'count', () => tree);
}

/**
 * The scope as a query of ids (`select id …`): exactly the cases that the ability allows (case-scope.db.spec.ts). For
 * `c.id in (…)`, counts and exports; a sorted page takes the parts of the scope itself and goes body by body.
 */
export function caseScopeSql(scope: CaseScope, first = 1): SqlFragment {
  const params: unknown[] = [];
  const add = (value: unknown): string => {
    params.push(value);
    return `$${String(first + params.length - 1)}`;
  };
  const parts = [`select held.id from cases held where held.body_id = any(${add(scope.bodyIds)}::uuid[])`];
  if (scope.escalationBodyIds.length > 0) {
    const bodies = add(scope.escalationBodyIds);
    parts.push(`select e.case_id from case_escalation e where e.body_id = any(${bodies}::uuid[])`);
  }
  const person = add(scope.personId);
  if (scope.assignmentRoles === 'any' || scope.assignmentRoles.length > 0) {
    const inRole =
      scope.assignmentRoles === 'any' ? '' : ` and a.role = any(${add(scope.assignmentRoles)}::text[])`;
    parts.push(
      `select a.case_id from case_assignment a where a.person_id = ${person} and a.until is null${inRole}`,
    );
  }
  return {
    sql: `select reached.id from (${parts.join(' union ')}) reached
      where not exists (select from case_exclusion x where x.case_id = reached.id and x.person_id = ${person})`,
    params,
  };
}
