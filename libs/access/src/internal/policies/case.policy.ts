import type { StaffRole } from '#kernel/vocabulary';

/**
 * What can be done with a case. `list` is finding it in a queue, `act` taking any of its actions (the lifecycle table then
 * judges each by role); custodians, administrators and the receivers of a transfer have one each that they take without
 * reading it. `count` is its part in the counts and clocks of a body.
 */
export const CASE_ACTIONS = [
  'list',
  'read',
  'act',
  'count',
  'approve-identity',
  'hold',
  'accept-transfer',
] as const;
export type CaseAction = (typeof CASE_ACTIONS)[number];

/** Everything that is reached case by case: the actions, and reading the redacted log (`read` on `CaseLog`). */
export type CaseAim = CaseAction | 'read-log';

/**
 * By office at the body that holds the case, at a body let in by an escalation, at the holder or a body above it, or at the
 * body that a pending transfer offers it to.
 */
interface OfficeRule {
  to: readonly CaseAim[];
  by: 'holder' | 'escalated' | 'at-or-above' | 'offered';
  roles: readonly StaffRole[];
}

/** By an assignment to this very case, in one of these roles; `any` is whatever role was assigned. */
interface AssignmentRule {
  to: readonly CaseAim[];
  by: 'assigned';
  roles: readonly string[] | 'any';
}

export type CaseRule = OfficeRule | AssignmentRule;

/**
 * Who reaches which case: the one statement of it, from which the abilities and the SQL are both made (ability.ts,
 * case-scope.ts). Whoever is excluded from a case reaches none of this for it, whatever else they are.
 */
export const CASE_RULES: readonly CaseRule[] = [
  {
    to: ['list', 'read', 'act', 'read-log', 'count'],
    by: 'holder',
    roles: ['officer', 'supervisor', 'investigator', 'decision-maker'],
  },
  {
    to: ['list', 'read', 'act', 'read-log', 'count'],
    by: 'escalated',
    roles: ['supervisor', 'decision-maker'],
  },
  { to: ['list', 'read', 'act'], by: 'assigned', roles: 'any' },
  // An adviser or a remedy's owner sees the case as far as it was opened to them, never who else acted in it.
  {
    to: ['read-log'],
    by: 'assigned',
    roles: ['officer', 'investigator', 'decision-maker', 'panel-member'],
  },
  { to: ['read-log'], by: 'at-or-above', roles: ['auditor'] },
  { to: ['count'], by: 'at-or-above', roles: ['supervisor'] },
  { to: ['approve-identity'], by: 'at-or-above', roles: ['custodian'] },
  { to: ['hold'], by: 'at-or-above', roles: ['admin'] },
  // The case itself opens once it is theirs (need to know).
  { to: ['accept-transfer'], by: 'offered', roles: ['supervisor'] },
];

/** Roles whose reach from the top of the network includes what the external body holds; see `bodiesUnder`. */
export const ROLES_OVER_THE_EXTERNAL_BODY: readonly StaffRole[] = ['auditor'];
