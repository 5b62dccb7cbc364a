import type { ClockName } from '#kernel/clock-name';
import type {
  BreachKind,
  Language,
  Outcome,
  Principle,
  ReporterRole,
  ReportKind,
  RespondentKind,
  Risk,
  Stage,
  SurvivorConsent,
} from '#kernel/vocabulary';
import type { AcknowledgementFacts, RemedyFacts, RemedyRating } from './facts-amends.js';
import type {
  AllegationFacts,
  DecisionFacts,
  EvidenceFacts,
  PanelFacts,
  PlanFacts,
  ReplyFacts,
} from './facts-investigation.js';
import type { AssignmentFacts, DeclarationFacts, ExclusionFacts, HandFacts } from './facts-people.js';

/**
 * Everything the lifecycle knows about one case: one JSON document, sealed under the case's key.
 * Instants are ISO 8601 UTC strings, days are `YYYY-MM-DD`, ids are uuids. `null` means "not yet" or "none"; a missing key
 * never means anything. Reporters' words and names are not in here: they live with their report.
 */
export interface CaseFacts {
  caseId: string;
  stage: Stage;
  stageSince: string;
  receivedAt: string;
  holderBodyId: string;
  kind: ReportKind;
  reports: ReportFacts[];
  /** Reports that left with a merge into another case. */
  movedReportIds: string[];
  respondents: RespondentFacts[];
  keepFrom: KeepFromFacts[];
  excluded: ExclusionFacts[];
  assignments: AssignmentFacts[];
  declarations: DeclarationFacts[];
  /** Who did what kind of work, so that no one judges or verifies their own. Never shortened. */
  hands: HandFacts[];
  consents: ConsentFacts[];
  survivorConsent: SurvivorConsent;
  principles: Principle[];
  breachKinds: BreachKind[];
  risk: Risk | null;
  acceptedAt: string | null;
  triage: TriageFacts | null;
  interimMeasures: InterimMeasureFacts[];
  plan: PlanFacts | null;
  allegations: AllegationFacts[];
  evidence: EvidenceFacts[];
  replies: ReplyFacts[];
  panel: PanelFacts | null;
  decision: DecisionFacts | null;
  pastDecisions: DecisionFacts[];
  acknowledgement: AcknowledgementFacts | null;
  pastAcknowledgements: AcknowledgementFacts[];
  remedies: RemedyFacts[];
  satisfactionAskedAt: string | null;
  ratings: RemedyRating[];
  clocks: ClockFacts[];
  pendingTransfer: PendingTransferFacts | null;
  holds: HoldFacts[];
  referrals: ReferralFacts[];
  withdrawals: WithdrawalFacts[];
  appeals: AppealFacts[];
  retaliationChecks: RetaliationCheckFacts[];
  identityRequests: IdentityRequestFacts[];
  disclosures: DisclosureFacts[];
  notes: NoteFacts[];
  links: LinkFacts[];
  mergedInto: string | null;
  outcome: Outcome | null;
  closing: ClosingFacts | null;
  pastClosings: ClosingFacts[];
}

/** One report. Merging moves it whole to the surviving case; its id, access code and clocks stay its own. */
export interface ReportFacts {
  id: string;
  reporterRole: ReporterRole;
  kind: ReportKind;
  language: Language;
  survivorConsent: SurvivorConsent;
  safeToContact: boolean;
  /** Whether they left an address or number; the page behind the access code is open to every reporter. */
  contactable: boolean;
  receivedAt: string;
  receiptAcknowledgedAt: string | null;
  /** Why the reporter could not be reached when the receipt was acknowledged. */
  unreachableBecause: string | null;
  /** The case it came in with, where that was another. */
  cameFromCaseId: string | null;
}

/** `named` by the reporter and not looked at yet; `matched` to a person or body we know; `outside` the network; `unknown`. */
export const RESPONDENT_STANDINGS = ['named', 'matched', 'outside', 'unknown'] as const;
export type RespondentStanding = (typeof RESPONDENT_STANDINGS)[number];

export interface RespondentFacts {
  id: string;
  name: string;
  kind: RespondentKind;
  /** The person it was matched to. They are excluded from the case. */
  personId: string | null;
  /** For an institution the body itself (it may no longer hold the case); for a person where they work. */
  bodyId: string | null;
  standing: RespondentStanding;
}

export interface KeepFromFacts {
  name: string;
  personId: string | null;
}

export const CONSENT_KINDS = ['contact', 'share', 'publish', 'mediation', 'adviser'] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

/** One act of consenting or withdrawing; the newest of a kind and party is the one in force. */
export interface ConsentFacts {
  id: string;
  kind: ConsentKind;
  given: boolean;
  /** Exactly one of the two says whose consent it is. */
  reportId: string | null;
  respondentId: string | null;
  scope: string;
  wordingVersion: string;
  language: Language;
  at: string;
  /** The officer who wrote it down; null when it came by the person's own page. */
  recordedBy: string | null;
}

export interface TriageFacts {
  risk: Risk;
  safetyPlan: string | null;
  /** Why no interim measure is in force although risk is high. */
  noMeasureBecause: string | null;
  survivorIdentified: boolean;
  /** What looking for duplicates and earlier cases with the same respondents gave. */
  earlierCases: string;
  at: string;
  by: string;
}

export interface InterimMeasureFacts {
  id: string;
  measure: string;
  forWhom: string;
  until: string;
  survivorAsked: 'agreed' | 'declined' | 'not-touched' | 'not-reachable';
  survivorBurden: string;
  setBy: string;
  setAt: string;
  endedAt: string | null;
}

/** What the lifecycle itself remembers of a clock. The rows of libs/deadlines are the truth about due times. */
export interface ClockFacts {
  name: ClockName;
  subject: string | null;
  state: 'running' | 'paused' | 'met' | 'cancelled';
  startedAt: string;
  /** Known where an input fixed it, or once the service wrote back what the clock book worked out. */
  dueAt: string | null;
  pausedAt: string | null;
  pausedUntil: string | null;
  /** Whole days it has been paused so far, by what was asked for. */
  pausedDays: number;
  endedAt: string | null;
}

export const TRANSFER_REASONS = ['conflict', 'competence', 'survivors-wish'] as const;

export interface PendingTransferFacts {
  id: string;
  toBodyId: string;
  reason: (typeof TRANSFER_REASONS)[number];
  why: string;
  sharesIdentity: boolean;
  offeredBy: string;
  offeredAt: string;
}

export interface HoldFacts {
  id: string;
  basis: string;
  until: string;
  placedBy: string;
  placedAt: string;
  releasedAt: string | null;
}

export interface ReferralFacts {
  id: string;
  to: string;
  why: string;
  basis: 'consent' | 'duty';
  duty: string | null;
  handover: string;
  closedCase: boolean;
  at: string;
  followedUpAt: string | null;
}

export interface WithdrawalFacts {
  id: string;
  reportId: string;
  at: string;
  decision: { is: 'stop' | 'go-on'; reason: string; by: string; at: string } | null;
}

export interface AppealFacts {
  id: string;
  reportId: string;
  at: string;
  answeredAt: string | null;
}

export interface RetaliationCheckFacts {
  id: string;
  when: 'investigation' | 'outcome' | 'after-30-days' | 'after-90-days' | 'between';
  dueAt: string;
  recorded: {
    asked: string;
    answer: 'no-signs' | 'signs' | 'silence';
    signs: string | null;
    action: string | null;
    by: string;
    at: string;
    /** Set once the signs stand as an allegation of their own. */
    allegationId: string | null;
  } | null;
}

export interface IdentityRequestFacts {
  id: string;
  reportId: string;
  purpose: string;
  forHours: number;
  by: string;
  at: string;
  answer: { approved: boolean; reason: string | null; by: string; at: string } | null;
}

/** A line of the survivor's ledger: who may see who they are, why and until when. */
export interface DisclosureFacts {
  id: string;
  requestId: string;
  reportId: string;
  toPersonId: string;
  why: string;
  at: string;
  until: string;
}

export interface NoteFacts {
  id: string;
  text: string;
  by: string;
  at: string;
  followsUp: string | null;
}

export interface LinkFacts {
  caseId: string;
  why: string;
  at: string;
}

export const RETENTION_CLASSES = ['short', 'standard', 'long'] as const;
export type RetentionClass = (typeof RETENTION_CLASSES)[number];

export interface ClosingFacts {
  outcome: Outcome;
  /** The stage that was left by closing; where a reopening goes back to. */
  from: Stage;
  at: string;
  by: string | null;
  /** Whether every reporter was told, and why not where one was not. */
  reporterTold: boolean;
  notToldBecause: string | null;
  learning: string | null;
  retention: RetentionClass;
}
