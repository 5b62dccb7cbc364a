import type { Principle, BreachKind } from '#kernel/vocabulary';

export interface PlanFacts {
  questions: string[];
  sources: string[];
  /** People to hear, in an order that is safe for the survivor. */
  hearing: string[];
  survivorTakesPart: 'yes' | 'no' | 'undecided' | 'not-known';
  survivorWish: string | null;
  riskOverride: string | null;
  by: string;
  at: string;
}

export const FINDINGS = ['substantiated', 'partly', 'unsubstantiated', 'unfounded', 'inconclusive'] as const;
export type Finding = (typeof FINDINGS)[number];

export const STANDARDS_OF_PROOF = [
  'balance-of-probabilities',
  'clear-and-convincing',
  'beyond-reasonable-doubt',
] as const;

export interface FindingFacts {
  is: Finding;
  reasons: string;
  evidenceWeighed: string;
  standardOfProof: (typeof STANDARDS_OF_PROOF)[number];
  recommendation: string;
  survivorHeard: boolean;
  survivorNotHeardBecause: string | null;
  respondentNotHeardBecause: string | null;
  by: string;
  at: string;
}

export interface AllegationFacts {
  id: string;
  /** Null where the respondent is unknown. */
  respondentId: string | null;
  what: string;
  when: string | null;
  principle: Principle;
  breachKind: BreachKind | null;
  addedBy: string | null;
  addedAt: string;
  finding: FindingFacts | null;
}

export const EVIDENCE_KINDS = [
  'document',
  'message',
  'image',
  'audio',
  'video',
  'testimony',
  'object',
  'other',
] as const;

export const EVIDENCE_READERS = [
  'officer',
  'investigator',
  'decision-maker',
  'supervisor',
  'adviser',
  'reporter',
] as const;

export interface EvidenceFacts {
  id: string;
  kind: (typeof EVIDENCE_KINDS)[number];
  description: string;
  source: string;
  /** Hex SHA-256 of the file, where there is one. */
  sha256: string | null;
  visibleTo: (typeof EVIDENCE_READERS)[number][];
  /** A person's or a report's id. */
  by: string;
  at: string;
}

export interface ReplyFacts {
  respondentId: string;
  disclosed: string[];
  survivorSafety: string;
  replyBy: string;
  invitedAt: string;
  invitedBy: string;
  outcome: { is: 'replied' | 'no-reply' | 'declined'; text: string | null; at: string } | null;
}

export interface PanelFacts {
  id: string;
  memberIds: string[];
  quorum: number;
  chairId: string;
  openedAt: string;
  votes: VoteFacts[];
}

export interface VoteFacts {
  personId: string;
  vote: 'for' | 'against' | 'abstain';
  reasons: string;
  at: string;
}

export interface DecisionFacts {
  reasons: string;
  /** Harm that is established, even where no rule was broken; null where none is. */
  harm: string | null;
  substantiated: boolean;
  by: string;
  byPanel: boolean;
  messageToRespondent: string;
  at: string;
}
