/** The closed vocabularies of the contract (see docs/glossary.md). Order is the order in which people meet them. */
export const STAGES = ['intake', 'triage', 'investigation', 'acknowledgement', 'remedy', 'closed'] as const;
export type Stage = (typeof STAGES)[number];

export const RISKS = ['low', 'medium', 'high', 'imminent'] as const;
export type Risk = (typeof RISKS)[number];

export const REPORTER_ROLES = ['survivor', 'witness', 'on-behalf', 'other'] as const;
export type ReporterRole = (typeof REPORTER_ROLES)[number];

export const REPORT_KINDS = ['complaint', 'feedback'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

export const PRINCIPLES = [1, 2, 3, 4, 5, 6, 7, 8] as const;
export type Principle = (typeof PRINCIPLES)[number];

export const BREACH_KINDS = [
  'sexual-harassment',
  'sexual-exploitation-abuse',
  'violence',
  'discrimination',
  'bullying',
  'retaliation',
  'conflict-of-interest',
  'fraud',
  'failure-to-act',
  'confidentiality',
  'other',
] as const;
export type BreachKind = (typeof BREACH_KINDS)[number];

export const RECEIVED_VIA = ['web', 'api', 'email', 'phone', 'in-person', 'post', 'other'] as const;
export type ReceivedVia = (typeof RECEIVED_VIA)[number];

export const SURVIVOR_CONSENTS = ['given', 'not-possible', 'not-asked'] as const;
export type SurvivorConsent = (typeof SURVIVOR_CONSENTS)[number];

export const RESPONDENT_KINDS = ['person', 'institution'] as const;
export type RespondentKind = (typeof RESPONDENT_KINDS)[number];

export const LANGUAGES = ['en', 'fr', 'es', 'pt', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

export const BODY_LEVELS = ['global', 'regional', 'national', 'organisation', 'external'] as const;
export type BodyLevel = (typeof BODY_LEVELS)[number];

/** Every role of the contract; `reporter` is never granted, it comes with an access code. */
export const STAFF_ROLES = [
  'officer',
  'investigator',
  'decision-maker',
  'supervisor',
  'custodian',
  'auditor',
  'adviser',
  'admin',
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];
export type Role = StaffRole | 'reporter';

export const OUTCOMES = [
  'feedback',
  'referred',
  'substantiated',
  'not-substantiated',
  'out-of-time',
  'no-information',
  'withdrawn',
  'merged',
] as const;
export type Outcome = (typeof OUTCOMES)[number];
