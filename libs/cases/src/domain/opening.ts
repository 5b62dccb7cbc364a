import { given } from './given.js';
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
import { newId } from '#kernel/ids';
import type { ClockChange, EntryDraftOf } from './decision.js';
import type { CaseFacts, ConsentKind } from './facts.js';
import type { ExclusionFacts } from './facts-people.js';
import { Change } from './change.js';
import { FEEDBACK_FROM_DAY } from './intake-actions.js';
import { addDays } from './queries.js';

/** The part of a report that the lifecycle looks at. The narrative only passes through, for the log's digest of it. */
export interface OpeningReport {
  reporterRole: ReporterRole;
  narrative: string;
  language: Language;
  kind: ReportKind;
  principles: readonly Principle[];
  breachKinds: readonly BreachKind[];
  respondents: readonly { name: string; kind: RespondentKind }[];
  keepFrom: readonly string[];
  contact: { email: string | null; phone: string | null; safeToContact: boolean } | null;
  survivorConsent: SurvivorConsent;
  consents: readonly ConsentKind[];
  receivedVia: ReceivedVia;
}

export interface Opening {
  caseId: string;
  reportId: string;
  /** ISO instant. */
  now: string;
  holderBodyId: string;
  report: OpeningReport;
  /** For each respondent, in order: the body named with it, or null. */
  respondentBodyIds: readonly (string | null)[];
  /** For each respondent, in order: everyone of the network whose name it is. All of them are kept out. */
  respondentPersonIds: readonly (readonly string[])[];
  /** For each name to keep out, in order: everyone whose name it is. */
  keepFromPersonIds: readonly (readonly string[])[];
  newId?: () => string;
}

export interface Opened {
  facts: CaseFacts;
  clocks: ClockChange[];
  entries: EntryDraftOf[];
}

/** The wording that the report form shows beside its consents (docs/glossary.md). */
const REPORT_WORDING = 'report-form-1';

/**
 * The facts of a newly filed report, its first clocks and its first log entry: a personal acknowledgement of receipt, and
 * feedback that counts from day 7 until somebody acknowledges sooner (Directive (EU) 2019/1937, art. 9).
 */
export function openCase(opening: Opening): Opened {
  const { now, report, reportId } = opening;
  const ids = opening.newId ?? newId;
  const change = new Change(
    emptyFacts(opening),
    { kind: 'reporter', reportId, roles: ['reporter'] },
    now,
    ids,
  );
  const { facts } = change;
  for (const [index, one] of report.respondents.entries()) {
    const people = opening.respondentPersonIds[index] ?? [];
    facts.respondents.push({
      id: ids(),
      name: one.name,
      kind: one.kind,
      // Two of the same name: both are kept out, and triage says which one it is.
      personId: one.kind === 'person' && people.length === 1 ? (people[0] ?? null) : null,
      bodyId: opening.respondentBodyIds[index] ?? null,
      standing: isKnown(one.kind, people, opening.respondentBodyIds[index] ?? null) ? 'matched' : 'named',
    });
  }
  for (const [index, name] of report.keepFrom.entries()) {
    const people = opening.keepFromPersonIds[index] ?? [];
    facts.keepFrom.push({ name, personId: people.length === 1 ? (people[0] ?? null) : null });
  }
  for (const kind of new Set(report.consents)) {
    facts.consents.push({
      id: ids(),
      kind,
      given: true,
      reportId,
      respondentId: null,
      scope: '',
      wordingVersion: REPORT_WORDING,
      language: report.language,
      at: now,
      recordedBy: null,
    });
  }
  facts.excluded = exclusions(opening);
  change.start('receipt-acknowledgement', reportId);
  change.start('feedback', reportId, { from: addDays(now, FEEDBACK_FROM_DAY) });
  change.entry('report.received', {
    payload: {
      reportId,
      reporterRole: report.reporterRole,
      kind: report.kind,
      language: report.language,
      receivedVia: report.receivedVia,
      principles: [...report.principles],
      breachKinds: [...report.breachKinds],
      respondents: report.respondents.length,
    },
    texts: { narrative: report.narrative },
    subject: reportId,
  });
  return { facts, clocks: change.clocks, entries: change.entries };
}

function isKnown(kind: RespondentKind, people: readonly string[], bodyId: string | null): boolean {
  return kind === 'institution' ? bodyId !== null : people.length === 1;
}

function exclusions(opening: Opening): ExclusionFacts[] {
  const named = opening.respondentPersonIds
    .flat()
    .map((personId) => ({ personId, because: 'respondent' as const }));
  const kept = opening.keepFromPersonIds
    .flat()
    .map((personId) => ({ personId, because: 'keep-from' as const }));
  const seen = new Set<string>();
  return [...named, ...kept].flatMap((one) => {
    if (seen.has(one.personId)) return [];
    seen.add(one.personId);
    return [{ ...one, since: opening.now }];
  });
}

function emptyFacts({ caseId, reportId, now, holderBodyId, report }: Opening): CaseFacts {
  return {
    caseId,
    stage: 'intake',
    stageSince: now,
    receivedAt: now,
    holderBodyId,
    kind: report.kind,
    reports: [
      {
        id: reportId,
        reporterRole: report.reporterRole,
        kind: report.kind,
        language: report.language,
        survivorConsent: report.survivorConsent,
        safeToContact: report.contact?.safeToContact ?? false,
        contactable: given(report.contact?.email) || given(report.contact?.phone),
        receivedAt: now,
        receiptAcknowledgedAt: null,
        unreachableBecause: null,
        cameFromCaseId: null,
      },
    ],
    movedReportIds: [],
    respondents: [],
    keepFrom: [],
    excluded: [],
    assignments: [],
    declarations: [],
    hands: [],
    consents: [],
    survivorConsent: report.survivorConsent,
    principles: [...new Set(report.principles)].sort(),
    breachKinds: [...new Set(report.breachKinds)],
    risk: null,
    acceptedAt: null,
    triage: null,
    interimMeasures: [],
    plan: null,
    allegations: [],
    evidence: [],
    replies: [],
    panel: null,
    decision: null,
    pastDecisions: [],
    acknowledgement: null,
    pastAcknowledgements: [],
    remedies: [],
    satisfactionAskedAt: null,
    ratings: [],
    clocks: [],
    pendingTransfer: null,
    holds: [],
    referrals: [],
    withdrawals: [],
    appeals: [],
    retaliationChecks: [],
    identityRequests: [],
    disclosures: [],
    notes: [],
    links: [],
    mergedInto: null,
    outcome: null,
    closing: null,
    pastClosings: [],
  };
}
