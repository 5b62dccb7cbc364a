import { given } from './given.js';
import type { ClockName } from '#kernel/clock-name';
import type { CaseActor, PeopleLookup } from './decision.js';
import type { AssignmentFacts, AssignmentRole, Hand } from './facts-people.js';
import type { CaseFacts, ClockFacts, ConsentKind, InterimMeasureFacts, ReportFacts } from './facts.js';

/** How long after closure the appeal window stays open where no clock row says otherwise. */
export const APPEAL_WINDOW_DAYS = 30;

export function isHighRisk(facts: CaseFacts): boolean {
  return facts.risk === 'high' || facts.risk === 'imminent';
}

export function isExcluded(facts: CaseFacts, personId: string): boolean {
  return facts.excluded.some((one) => one.personId === personId);
}

/** Bodies that may not hold this case: institutions named as respondent. */
export function conflictedBodyIds(facts: CaseFacts): string[] {
  return facts.respondents.flatMap((one) =>
    one.kind === 'institution' && one.bodyId !== null ? [one.bodyId] : [],
  );
}

/** True when the body that holds the case was named in it: the service must then send a `reroute` (system). */
export function holderConflicted(facts: CaseFacts): boolean {
  return conflictedBodyIds(facts).includes(facts.holderBodyId);
}

export function inForce(facts: CaseFacts): AssignmentFacts[] {
  return facts.assignments.filter((one) => one.until === null);
}

/** The person assigned in a role that only one can have, or null. */
export function assignedAs(facts: CaseFacts, role: AssignmentRole): string | null {
  return inForce(facts).find((one) => one.role === role)?.personId ?? null;
}

export function isAssigned(facts: CaseFacts, personId: string | undefined, role?: AssignmentRole): boolean {
  return inForce(facts).some((one) => one.personId === personId && (role === undefined || one.role === role));
}

/** Whether the last word of this person on their own conflicts is "none". */
export function declaredNone(facts: CaseFacts, personId: string): boolean {
  return facts.declarations.filter((one) => one.personId === personId).at(-1)?.conflict === 'none';
}

const HAND_OF: Partial<Record<AssignmentRole, Hand>> = {
  investigator: 'investigator',
  'decision-maker': 'decision-maker',
  'panel-member': 'decision-maker',
  verifier: 'verifier',
};

export function handOf(role: AssignmentRole): Hand | null {
  return HAND_OF[role] ?? null;
}

/** Every kind of separated work this person did or is assigned to do in this case. */
export function handsOf(facts: CaseFacts, personId: string): Set<Hand> {
  const done = facts.hands.filter((one) => one.personId === personId).map((one) => one.as);
  const due = inForce(facts)
    .filter((one) => one.personId === personId)
    .flatMap((one) => handOf(one.role) ?? []);
  return new Set([...done, ...due]);
}

/** Whether this person may do work of this kind without judging or verifying their own. */
export function handsFreeFor(facts: CaseFacts, personId: string, hand: Hand): boolean {
  return [...handsOf(facts, personId)].every((one) => one === hand);
}

/** Reports whose reporter speaks as the survivor or for them. */
export function survivorReports(facts: CaseFacts): ReportFacts[] {
  return facts.reports.filter((one) => one.reporterRole === 'survivor' || one.reporterRole === 'on-behalf');
}

export interface Party {
  reportId?: string;
  respondentId?: string;
}

/** The newest word of this party on this kind of consent: in force only when it was "given". Silence is no consent. */
export function consentInForce(facts: CaseFacts, kind: ConsentKind, party: Party): boolean {
  const last = facts.consents
    .filter((one) => one.kind === kind)
    .filter((one) =>
      party.reportId === undefined
        ? one.respondentId === (party.respondentId ?? '')
        : one.reportId === party.reportId,
    )
    .at(-1);
  return last?.given ?? false;
}

/** Consent of everyone who speaks as survivor; with nobody to ask there is none. */
export function survivorsConsent(facts: CaseFacts, kind: ConsentKind): boolean {
  const survivors = survivorReports(facts);
  return survivors.length > 0 && survivors.every((one) => consentInForce(facts, kind, { reportId: one.id }));
}

export function liveClock(facts: CaseFacts, name: ClockName, subject: string | null): ClockFacts | null {
  return (
    facts.clocks.find(
      (one) =>
        one.name === name && one.subject === subject && (one.state === 'running' || one.state === 'paused'),
    ) ?? null
  );
}

export function measuresInForce(facts: CaseFacts, now: string): InterimMeasureFacts[] {
  return facts.interimMeasures.filter((one) => one.endedAt === null && endOfDay(one.until) > now);
}

/** Withdrawals that no one has decided about yet. */
export function undecidedWithdrawals(facts: CaseFacts): CaseFacts['withdrawals'] {
  return facts.withdrawals.filter((one) => one.decision === null);
}

/** Drafts the survivors were shown and have not all answered. */
export function waitingForAnswer(facts: CaseFacts): string[] {
  const shared = facts.acknowledgement?.shared;
  if (shared?.how !== 'page' || given(facts.acknowledgement?.delivered)) return [];
  const answered = new Set(
    facts.acknowledgement?.answers.filter((one) => one.draftId === shared.draftId).map((one) => one.reportId),
  );
  return shared.asked.filter((reportId) => !answered.has(reportId));
}

/** Votes of members who are still free of conflict: a recusal takes the seat out of the count, never out of the quorum. */
export function countedVotes(facts: CaseFacts): { for: number; against: number; all: number } {
  const votes = (facts.panel?.votes ?? []).filter((one) => !isExcluded(facts, one.personId));
  const count = (what: string): number => votes.filter((one) => one.vote === what).length;
  return { for: count('for'), against: count('against'), all: votes.length };
}

export function harmStands(facts: CaseFacts): boolean {
  return facts.allegations.some((one) => one.finding?.is === 'substantiated' || one.finding?.is === 'partly');
}

/** The last instant of the appeal window, or null where the case is open or merged away. */
export function appealUntil(facts: CaseFacts): string | null {
  if (facts.closing === null || facts.mergedInto !== null) return null;
  const known = facts.clocks.findLast((one) => one.name === 'appeal-window')?.dueAt;
  return known ?? addDays(facts.closing.at, APPEAL_WINDOW_DAYS);
}

export function appealOpen(facts: CaseFacts, now: string): boolean {
  const until = appealUntil(facts);
  return until !== null && now <= until;
}

export function supervises(people: PeopleLookup, personId: string, bodyIds: readonly string[]): boolean {
  return (
    people.get(personId)?.roles.some((one) => one.role === 'supervisor' && bodyIds.includes(one.bodyId)) ??
    false
  );
}

/** The acting person's id; reports and the system have none. */
export function personOf(actor: CaseActor): string | null {
  return actor.personId ?? null;
}

/** Days are counted in whole 24 hours: the working-day calendar belongs to libs/deadlines. */
export function addDays(instant: string, days: number): string {
  return new Date(Date.parse(instant) + days * 86_400_000).toISOString();
}

/** A day given by a person ends at its last second in UTC: the domain knows no time zone, and the page says the day. */
export function endOfDay(day: string): string {
  return `${day}T23:59:59.000Z`;
}

export function dayOf(instant: string): string {
  return instant.slice(0, 10);
}
