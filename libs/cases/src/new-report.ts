import type {
  BreachKind,
  Language,
  Principle,
  ReceivedVia,
  ReporterRole,
  ReportKind,
  RespondentKind,
  SurvivorConsent,
} from '#kernel/vocabulary';
import type { ConsentKind } from './domain/facts.js';

/** A report as it comes in, already validated. Body ids may be slugs. */
export interface NewReport {
  reporterRole: ReporterRole;
  narrative: string;
  language: Language;
  kind: ReportKind;
  bodyId: string | null;
  principles: Principle[];
  breachKinds: BreachKind[];
  respondents: { name: string; kind: RespondentKind; bodyId: string | null }[];
  keepFrom: string[];
  occurredOn: string | null;
  contact: ReportContact | null;
  survivorConsent: SurvivorConsent;
  consents: ConsentKind[];
  receivedVia: ReceivedVia;
}

export interface ReportContact {
  name: string | null;
  email: string | null;
  phone: string | null;
  safeToContact: boolean;
}

/** What was told, as it is sealed in report.content. */
export interface ReportContent {
  narrative: string;
  occurredOn: string | null;
  bodyNamed: string | null;
  respondents: NewReport['respondents'];
  keepFrom: string[];
  principles: Principle[];
  breachKinds: BreachKind[];
  survivorConsent: SurvivorConsent;
}

/** What the reporter gets back, once. The access code is in no other place after this. */
export interface FiledReport {
  reference: string;
  accessCode: string;
  caseId: string;
  receivedAt: string;
  /** Of the body that took it: the days promised are days there. IANA name. */
  timeZone: string;
  clocks: { name: string; dueAt: string }[];
  entry: { id: string; leafHash: string };
}
