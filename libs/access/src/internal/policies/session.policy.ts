import type { StaffActor } from '#kernel/actor';
import type { Rules } from '../../subjects.js';

/** Everybody ends their own session. */
export function defineSession({ can }: Rules, actor: StaffActor): void {
  can('end', 'Session', { personId: actor.personId });
}
