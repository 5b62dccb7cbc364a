import type { AbilityBuilder, ForcedSubject, MongoAbility } from '@casl/ability';
import type { StaffRole } from '#kernel/vocabulary';
import type { CaseAccessFacts } from './case-facts.js';
import type { CaseAction } from './internal/policies/case.policy.js';

/** What can be asked about, and the facts that the answer depends on. */
export interface SubjectFacts {
  Case: CaseAccessFacts;
  /** The redacted log of one case. */
  CaseLog: CaseAccessFacts;
  /** The log of the network; `bodyId` is null for entries that are about no body. */
  Log: { bodyId: string | null };
  /** `bodyIds`: where they hold a role now. */
  Person: { personId: string; bodyIds: readonly string[] };
  Grant: { personId: string; role: StaffRole; bodyId: string };
  Body: { id: string };
  Report: { id: string };
  Session: { personId: string };
}

export type SubjectName = keyof SubjectFacts;

/** What can be done with each. `list` is seeing that it is there, `change` making, altering and ending it. */
export interface SubjectActions {
  Case: CaseAction;
  CaseLog: 'read';
  Log: 'export';
  Person: 'list' | 'change';
  Grant: 'change';
  Body: 'list' | 'change';
  Report: 'file' | 'read' | 'answer';
  Session: 'end';
}

/** An action on a record or, for the first coarse question, on a kind of record. */
export type AmendsAbility = MongoAbility<
  {
    [S in SubjectName]: [SubjectActions[S], S | (SubjectFacts[S] & ForcedSubject<S>)];
  }[SubjectName]
>;

export type Rules = AbilityBuilder<AmendsAbility>;
