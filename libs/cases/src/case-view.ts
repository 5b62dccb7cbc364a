import type { Missing } from '#kernel/domain-error';
import type {
  BreachKind,
  Language,
  Outcome,
  Principle,
  ReceivedVia,
  ReporterRole,
  ReportKind,
  Risk,
  Stage,
  SurvivorConsent,
} from '#kernel/vocabulary';
import type { CaseFacts } from './domain/facts.js';

/** A person or body as a page names it. */
export interface Named {
  id: string;
  name: string;
}

export interface ClockView {
  id: string;
  name: string;
  subject: string | null;
  state: string;
  startedAt: Date;
  dueAt: Date;
  /** How it stands now, where it runs. */
  standing: 'running' | 'soon' | 'late' | null;
}

export interface ReportView {
  id: string;
  reference: string;
  reporterRole: ReporterRole;
  kind: ReportKind;
  language: Language;
  receivedVia: ReceivedVia;
  receivedAt: Date;
  narrative: string;
  occurredOn: string | null;
  respondentsNamed: { name: string; kind: string }[];
  keepFrom: string[];
  survivorConsent: SurvivorConsent;
  safeToContact: boolean;
  contactable: boolean;
}

export interface MessageView {
  id: string;
  reportId: string;
  direction: 'to-reporter' | 'from-reporter';
  author: Named | null;
  text: string;
  sentAt: Date;
}

export interface ActionView {
  name: string;
  allowed: boolean;
  missing: readonly Missing[];
  schema: object;
}

export interface TimelineItem {
  at: Date;
  kind: 'report' | 'message' | 'action' | 'clock' | 'note';
  /** Entry type, clock name or direction: pages put it into words. */
  what: string;
  who: Named | null;
  text: string | null;
}

/** The lifecycle's facts that a case page shows, under the names they have in the facts. */
export type CaseDetails = Pick<
  CaseFacts,
  | 'respondents'
  | 'assignments'
  | 'declarations'
  | 'consents'
  | 'triage'
  | 'interimMeasures'
  | 'plan'
  | 'allegations'
  | 'evidence'
  | 'replies'
  | 'panel'
  | 'decision'
  | 'acknowledgement'
  | 'remedies'
  | 'ratings'
  | 'pendingTransfer'
  | 'holds'
  | 'referrals'
  | 'withdrawals'
  | 'appeals'
  | 'retaliationChecks'
  | 'identityRequests'
  | 'disclosures'
  | 'notes'
  | 'links'
  | 'closing'
>;

/** A case as one member of staff may see it. */
export interface CaseView extends CaseDetails {
  id: string;
  reference: string;
  stage: Stage;
  stageSince: Date;
  kind: ReportKind;
  risk: Risk | null;
  body: { id: string; slug: string; name: string; timeZone: string };
  assignee: Named | null;
  principles: Principle[];
  breachKinds: BreachKind[];
  receivedAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  outcome: Outcome | null;
  mergedInto: string | null;
  survivorConsent: SurvivorConsent;
  reports: ReportView[];
  clocks: ClockView[];
  messages: MessageView[];
  timeline: TimelineItem[];
  /** Names of everybody whose id stands anywhere above. */
  people: Record<string, string>;
  actions: ActionView[];
  /** The program's time when this was read. */
  asOf: Date;
}
