import type { RespondentKind } from '#kernel/vocabulary';

export interface AcknowledgementDraft {
  id: string;
  harm: string;
  acknowledgedBy: string;
  acknowledgedByKind: RespondentKind;
  responsibility: string;
  change: string;
  by: string;
  at: string;
}

/** What one survivor said to one draft. `silence` is what the clock records; it is never `accepted`. */
export interface AcknowledgementAnswer {
  draftId: string;
  reportId: string;
  answer: 'accepted' | 'change-asked' | 'rejected' | 'silence';
  text: string | null;
  at: string;
}

export interface AcknowledgementFacts {
  drafts: AcknowledgementDraft[];
  /** How the newest draft was shown; null until it was, and again when a change is asked. */
  shared: {
    draftId: string;
    how: 'page' | 'not-shown';
    /** Why the survivor was not shown it. */
    because: string | null;
    at: string;
    /** The reports whose survivors are asked for an answer. */
    asked: string[];
  } | null;
  answers: AcknowledgementAnswer[];
  /** How often a change was asked for. */
  rounds: number;
  delivered: {
    draftId: string;
    form: 'private' | 'meeting' | 'public';
    at: string;
    by: string;
    takenDownAt: string | null;
  } | null;
}

export const REMEDY_KINDS = [
  'apology',
  'training',
  'suspension',
  'removal',
  'policy-change',
  'compensation',
  'mediation',
  'support-service',
  'other',
] as const;
export type RemedyKind = (typeof REMEDY_KINDS)[number];

export interface RemedyFacts {
  id: string;
  kind: RemedyKind;
  character: 'restorative' | 'punitive';
  what: string;
  /** Null after the owner left the case: a new one must be assigned. */
  ownerId: string | null;
  dueOn: string;
  verification: string;
  survivorAsked: 'asked' | 'did-not-want-to-say' | 'not-reachable';
  facilitator: string | null;
  state: 'open' | 'completed' | 'verified' | 'given-up';
  completions: { evidence: string; sha256: string | null; by: string; at: string }[];
  verifications: { result: 'done' | 'partly' | 'not-done'; seen: string; by: string; at: string }[];
  givenUp: { reason: string; approvedBy: string | null; at: string } | null;
  /** Everybody who ever owned it: none of them verifies it. */
  owners: string[];
  addedBy: string;
  addedAt: string;
}

export interface RemedyRating {
  reportId: string;
  /** 1 (not at all) to 5 (fully). */
  score: number;
  text: string | null;
  at: string;
}
