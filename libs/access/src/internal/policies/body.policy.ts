import type { StaffActor } from '#kernel/actor';
import type { BodyTree } from '../../body-tree.js';
import type { Rules } from '../../subjects.js';

/** The tree itself is no secret (its top is on the report form); administrators change what is at or under their body. */
export function defineBody({ can }: Rules, actor: StaffActor, tree: BodyTree): void {
  can('list', 'Body');
  for (const grant of actor.grants.filter((one) => one.role === 'admin')) {
    can('change', 'Body', { id: { $in: tree.subtreeOf(grant.bodyId) } });
  }
}
