/** What somebody can be in one case by assignment, apart from office at the holding body. */
export const ASSIGNMENT_ROLES = [
  'officer',
  'investigator',
  'decision-maker',
  'supervisor',
  'panel-member',
  'verifier',
  'remedy-owner',
  'custodian',
  'adviser',
] as const;
export type AssignmentRole = (typeof ASSIGNMENT_ROLES)[number];

export interface AssignmentFacts {
  personId: string;
  role: AssignmentRole;
  since: string;
  until: string | null;
}

export type ExclusionReason = 'respondent' | 'keep-from' | 'recused' | 'conflict';

/** Someone who must not learn that the case exists. Exclusions are never lifted. */
export interface ExclusionFacts {
  personId: string;
  because: ExclusionReason;
  since: string;
}

export const CONFLICTS = ['none', 'family', 'friendship', 'work', 'money', 'named', 'other'] as const;
export type Conflict = (typeof CONFLICTS)[number];

export interface DeclarationFacts {
  personId: string;
  conflict: Conflict;
  /** Words about a conflict or a recusal; `keptPrivate` hides them from colleagues. */
  detail: string | null;
  keptPrivate: boolean;
  at: string;
}

/** Work that must stay in different hands (lifecycle.md, invariants). */
export type Hand = 'investigator' | 'decision-maker' | 'verifier';

export interface HandFacts {
  personId: string;
  as: Hand;
  since: string;
}
