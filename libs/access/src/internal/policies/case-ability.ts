import type { StaffActor } from '#kernel/actor';
import type { BodyTree } from '../../body-tree.js';
import { reachOf, type CaseReach } from '../../case-scope.js';
import type { Rules } from '../../subjects.js';
import { CASE_ACTIONS } from './case.policy.js';

/** A reach as conditions, any of which lets in. */
function conditions(reach: CaseReach) {
  const { personId, bodyIds, escalationBodyIds, offeredBodyIds, assignmentRoles } = reach;
  const assigned =
    assignmentRoles === 'any' ? { personId } : { personId, role: { $in: [...assignmentRoles] } };
  return [
    ...(bodyIds.length > 0 ? [{ bodyId: { $in: [...bodyIds] } }] : []),
    ...(escalationBodyIds.length > 0 ? [{ escalatedTo: { $in: [...escalationBodyIds] } }] : []),
    ...(offeredBodyIds.length > 0 ? [{ offeredTo: { $in: [...offeredBodyIds] } }] : []),
    ...(assignmentRoles.length > 0 ? [{ assignments: { $elemMatch: assigned } }] : []),
  ];
}

/** The case policy as abilities. The prohibitions come last: in CASL the last rule that fits decides. */
export function defineCase({ can, cannot }: Rules, actor: StaffActor, tree: BodyTree): void {
  for (const action of CASE_ACTIONS) {
    for (const condition of conditions(reachOf(actor, action, () => tree))) can(action, 'Case', condition);
  }
  for (const condition of conditions(reachOf(actor, 'read-log', () => tree)))
    can('read', 'CaseLog', condition);
  cannot([...CASE_ACTIONS], 'Case', { excluded: actor.personId });
  cannot('read', 'CaseLog', { excluded: actor.personId });
}
