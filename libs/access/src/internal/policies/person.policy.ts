import type { StaffActor } from '#kernel/actor';
import type { StaffRole } from '#kernel/vocabulary';
import type { BodyTree } from '../../body-tree.js';
import type { Rules } from '../../subjects.js';

/** Roles whose work names colleagues: who to assign, who to hand over to. */
const NAME_COLLEAGUES: readonly StaffRole[] = [
  'officer',
  'supervisor',
  'investigator',
  'decision-maker',
  'admin',
];

/**
 * People and their roles. Administrators change those whose roles all lie in the part of the tree that they administer, and
 * never their own: somebody who reads no case must not be able to make themselves an officer.
 */
export function definePerson({ can, cannot }: Rules, actor: StaffActor, tree: BodyTree): void {
  if (actor.grants.some((grant) => NAME_COLLEAGUES.includes(grant.role))) can('list', 'Person');
  const administered = actor.grants
    .filter((grant) => grant.role === 'admin')
    .flatMap((grant) => tree.subtreeOf(grant.bodyId));
  if (administered.length === 0) return;
  const elsewhere = tree.all.map((body) => body.id).filter((id) => !administered.includes(id));
  can('change', 'Person', { bodyIds: { $nin: elsewhere } });
  can('change', 'Grant', { bodyId: { $in: administered } });
  cannot('change', 'Person', { personId: actor.personId });
  cannot('change', 'Grant', { personId: actor.personId });
}
