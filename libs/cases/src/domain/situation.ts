import type { Role, Stage } from '#kernel/vocabulary';
import type { CaseActor, OtherCase, PeopleLookup } from './decision.js';
import type { CaseFacts } from './facts.js';

/** What a need looks at. `now` is an ISO instant. */
export interface Situation {
  facts: CaseFacts;
  actor: CaseActor;
  people: PeopleLookup;
  bodiesAbove: readonly string[];
  other: OtherCase | null;
  now: string;
}

/**
 * One named thing that must be there. `says` is in words a person can act on; `met` may answer with more exact words instead
 * of false. `field` names the body field that supplies it, where one does.
 */
export interface Need {
  code: string;
  says: string;
  field?: string;
  met: (s: Situation) => boolean | string;
}

/** A need that also depends on what the body says. */
export interface Ask<B> {
  code: string;
  says: string;
  field?: string;
  met: (s: Situation, body: B) => boolean | string;
}

/**
 * Who may act, beyond roles: `assigned` to the case in whatever role, `anyone` with access to it, the `owner` of a remedy, a
 * `panel-member`, the `receiver` of a pending transfer (a supervisor of that body).
 */
export type Who = Role | 'assigned' | 'anyone' | 'owner' | 'panel-member' | 'receiver' | 'system';

export type Form = 'staff' | 'reporter' | 'system';

export const OPEN_STAGES = [
  'intake',
  'triage',
  'investigation',
  'acknowledgement',
  'remedy',
] as const satisfies Stage[];
export const ANY_STAGE = [...OPEN_STAGES, 'closed'] as const satisfies Stage[];
