import type { Body } from '#access/body-tree';
import type { ClockView as BookedClock } from '#deadlines/clock-book';
import type { StaffActor } from '#kernel/actor';
import type { Role } from '#kernel/vocabulary';
import type { CaseEvent } from './case-log-reader.js';
import { clockState } from './case-queue.read-model.js';
import type { OpenedCase } from './case-store.js';
import type {
  ActionView,
  CaseDetails,
  CaseView,
  ClockView,
  MessageView,
  Named,
  ReportView,
  TimelineItem,
} from './case-view.js';
import type { CaseFacts } from './domain/facts.js';
import type { OpenedMessage } from './messages.read-model.js';
import { openContent } from './report-content.js';

interface Material {
  open: OpenedCase;
  actor: StaffActor;
  roles: readonly Role[];
  now: Date;
  body: Body;
  clocks: readonly BookedClock[];
  messages: readonly OpenedMessage[];
  events: readonly CaseEvent[];
  names: ReadonlyMap<string, string>;
  actions: ActionView[];
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Every id that stands in the facts: more than people's, and all that a page could have to name is among them. */
export function personIds(facts: CaseFacts): string[] {
  return [...new Set(JSON.stringify(facts).match(UUID) ?? [])];
}

/** An adviser is consulted on the case, and sees no name, no internal note and no message (product.md, Consent). */
function isAdviserOnly(roles: readonly Role[]): boolean {
  return roles.length > 0 && roles.every((role) => role === 'adviser');
}

/** A case for one member of staff: what they may see of it, and nothing else. The reporter's identity is never part of it. */
export function presentCase(material: Material): CaseView {
  const { open, now, body, names, roles } = material;
  const { facts, row } = open;
  const adviser = isAdviserOnly(roles);
  const named = (id: string | null): Named | null => (id === null ? null : { id, name: names.get(id) ?? '' });
  const messages: MessageView[] = adviser
    ? []
    : material.messages.map(({ authorId, ...message }) => ({ ...message, author: named(authorId) }));
  const details = detailsFor(material, adviser);
  return {
    ...details,
    id: row.id,
    reference: row.reference,
    stage: facts.stage,
    stageSince: new Date(facts.stageSince),
    kind: facts.kind,
    risk: facts.risk,
    body: { id: body.id, slug: body.slug, name: body.name, timeZone: body.timeZone },
    assignee: named(row.assigneeId),
    principles: facts.principles,
    breachKinds: facts.breachKinds,
    receivedAt: row.receivedAt,
    updatedAt: row.updatedAt,
    closedAt: row.closedAt,
    outcome: facts.outcome,
    mergedInto: facts.mergedInto,
    survivorConsent: facts.survivorConsent,
    reports: open.reports.flatMap((report) => reportView(report, open, adviser)),
    clocks: material.clocks.map((clock) => clockView(clock, now)),
    messages,
    timeline: timelineOf(material, messages, details.notes),
    people: Object.fromEntries([...names].filter(([, name]) => !adviser && name !== '')),
    actions: material.actions,
    asOf: now,
  };
}

function detailsFor({ open, actor }: Material, adviser: boolean): CaseDetails {
  const { facts } = open;
  return {
    respondents: adviser
      ? facts.respondents.map((one) => ({ ...one, name: '', personId: null }))
      : facts.respondents,
    assignments: facts.assignments,
    declarations: facts.declarations.map((one) =>
      one.keptPrivate && one.personId !== actor.personId ? { ...one, detail: null } : one,
    ),
    consents: facts.consents,
    triage: facts.triage,
    interimMeasures: facts.interimMeasures,
    plan: facts.plan,
    allegations: facts.allegations,
    evidence: facts.evidence.filter((one) => !adviser || one.visibleTo.includes('adviser')),
    replies: adviser ? [] : facts.replies,
    panel: facts.panel,
    decision: facts.decision,
    acknowledgement: facts.acknowledgement,
    remedies: facts.remedies,
    ratings: facts.ratings,
    pendingTransfer: facts.pendingTransfer,
    holds: facts.holds,
    referrals: facts.referrals,
    withdrawals: facts.withdrawals,
    appeals: facts.appeals,
    retaliationChecks: facts.retaliationChecks,
    identityRequests: facts.identityRequests,
    disclosures: facts.disclosures,
    notes: adviser ? [] : facts.notes,
    links: adviser ? [] : facts.links,
    closing: facts.closing,
  };
}

function reportView(report: OpenedCase['reports'][number], open: OpenedCase, adviser: boolean): ReportView[] {
  const key = open.keys.subjects.get(report.subjectRef);
  const known = open.facts.reports.find((one) => one.id === report.id);
  if (!key || !known) return [];
  const content = openContent(key, report.id, report.content);
  return [
    {
      id: report.id,
      reference: report.reference,
      reporterRole: report.reporterRole,
      kind: report.kind,
      language: report.language,
      receivedVia: report.receivedVia,
      receivedAt: report.receivedAt,
      narrative: content.narrative,
      occurredOn: content.occurredOn,
      respondentsNamed: adviser ? [] : content.respondents.map(({ name, kind }) => ({ name, kind })),
      keepFrom: adviser ? [] : content.keepFrom,
      survivorConsent: known.survivorConsent,
      safeToContact: known.safeToContact,
      contactable: known.contactable,
    },
  ];
}

function clockView(clock: BookedClock, now: Date): ClockView {
  return {
    id: clock.id,
    name: clock.name,
    subject: clock.subject,
    state: clock.state,
    startedAt: clock.startedAt,
    dueAt: clock.dueAt,
    standing: clock.state === 'running' ? clockState(clock.dueAt, now) : null,
  };
}

/** One story in time: what was told, said, done and noted, oldest first. Readings stay in the log alone. */
function timelineOf(
  material: Material,
  messages: readonly MessageView[],
  notes: CaseFacts['notes'],
): TimelineItem[] {
  const { open, names, events } = material;
  const people = new Map(
    [...open.refs].map(([personId, ref]) => [ref, { id: personId, name: names.get(personId) ?? '' }]),
  );
  const quiet = new Set([
    'case.read',
    'case.listed',
    'log.read',
    'identity.read',
    'note.added',
    'message.sent',
    'message.received',
  ]);
  const items: TimelineItem[] = [
    ...events
      .filter((event) => !quiet.has(event.type))
      .map((event) => ({
        at: new Date(event.at),
        kind:
          event.type === 'report.received'
            ? ('report' as const)
            : event.type.startsWith('clock.')
              ? ('clock' as const)
              : ('action' as const),
        what: event.type,
        who: event.actorRef === null ? null : (people.get(event.actorRef) ?? null),
        text: event.reason,
      })),
    ...messages.map((message) => ({
      at: message.sentAt,
      kind: 'message' as const,
      what: message.direction,
      who: message.author,
      text: message.text,
    })),
    ...notes.map((note) => ({
      at: new Date(note.at),
      kind: 'note' as const,
      what: 'note.added',
      who: { id: note.by, name: names.get(note.by) ?? '' },
      text: note.text,
    })),
  ];
  return items.sort((one, other) => one.at.getTime() - other.at.getTime());
}
