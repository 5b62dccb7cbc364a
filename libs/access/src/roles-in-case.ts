import type { StaffActor } from '#kernel/actor';
import { STAFF_ROLES, type Role } from '#kernel/vocabulary';
import type { CaseAccessFacts } from './case-facts.js';

/** What the roles in a case depend on besides the case itself. */
export interface OfficeOfHolder {
  /** Officers of the holding body who could act in this case now: active, present, not excluded. */
  availableOfficers: number;
  /** Ids of the bodies above the holding one. */
  bodiesAbove: readonly string[];
}

/** Office at the holding body that is a role in its cases. */
const AT_HOLDER: readonly Role[] = ['officer', 'supervisor', 'investigator', 'decision-maker'];
/** Office at a body that an escalation let in. */
const AT_ESCALATED: readonly Role[] = ['supervisor', 'decision-maker'];
/** Office that serves the bodies below too, and opens no case by itself. */
const FROM_ABOVE: readonly Role[] = ['custodian', 'admin'];

/**
 * What somebody is in one case, in the order of the vocabulary; empty for whoever is excluded from it or has no part in it.
 * A supervisor of the holding body is its officer too where it has none available, so that no body is left without one.
 * Assignments beyond the contract's roles (panel member, verifier, remedy's owner) are in the case's own facts.
 */
export function rolesInCase(actor: StaffActor, facts: CaseAccessFacts, office: OfficeOfHolder): Role[] {
  if (facts.excluded.includes(actor.personId)) return [];
  const roles = new Set<Role>();
  for (const { role, bodyId } of actor.grants) {
    const atHolder = bodyId === facts.bodyId;
    if (atHolder && AT_HOLDER.includes(role)) roles.add(role);
    if (facts.escalatedTo.includes(bodyId) && AT_ESCALATED.includes(role)) roles.add(role);
    if ((atHolder || office.bodiesAbove.includes(bodyId)) && FROM_ABOVE.includes(role)) roles.add(role);
    if (atHolder && role === 'supervisor' && office.availableOfficers === 0) roles.add('officer');
  }
  const assigned = facts.assignments.filter((one) => one.personId === actor.personId).map((one) => one.role);
  for (const role of STAFF_ROLES) if (assigned.includes(role)) roles.add(role);
  return STAFF_ROLES.filter((role) => roles.has(role));
}
