import type { StaffActor } from '#kernel/actor';
import type { BodyTree } from '../../body-tree.js';
import { bodiesUnder } from '../../case-scope.js';
import type { Rules } from '../../subjects.js';

/**
 * The redacted log as a whole is the auditors', each from their body down. What is about no body (people, policies, keys) is
 * for auditors of the whole network. Nobody else exports, administrators least of all.
 */
export function defineLog({ can }: Rules, actor: StaffActor, tree: BodyTree): void {
  for (const grant of actor.grants.filter((one) => one.role === 'auditor')) {
    can('export', 'Log', { bodyId: { $in: bodiesUnder(tree, grant) } });
    if (grant.bodyId === tree.top?.id) can('export', 'Log', { bodyId: null });
  }
}
