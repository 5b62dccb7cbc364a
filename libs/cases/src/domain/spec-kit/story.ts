import type { ActionName } from '#kernel/action-name';
import type { ClockName } from '#kernel/clock-name';
import { decide } from '../decide.js';
import type { CaseActor, Decided, Decision, OtherCase, PersonStanding } from '../decision.js';
import type { CaseFacts } from '../facts.js';
import { openCase, type OpeningReport } from '../opening.js';
import { above, actorIn, HOME, makePeople } from './network.js';

const DAY = 86_400_000;
let count = 0;

/** Ids that look like uuids and count up, so that a failing test reads the same twice. */
export function nextId(): string {
  count += 1;
  return `11111111-1111-7111-8111-${String(count).padStart(12, '0')}`;
}

export const REPORT: OpeningReport = {
  reporterRole: 'survivor',
  narrative: 'He waited for me after the training.',
  language: 'en',
  kind: 'complaint',
  principles: [4],
  breachKinds: ['sexual-harassment'],
  respondents: [{ name: 'Programme lead', kind: 'person' }],
  keepFrom: [],
  contact: { email: 'somebody@example.net', phone: null, safeToContact: true },
  survivorConsent: 'given',
  consents: [],
  receivedVia: 'web',
};

/** Lengths of clocks, as a stand-in for the clock book; the numbers are the defaults of product.md. */
const LENGTH: Partial<Record<ClockName, number>> = {
  feedback: 90,
  investigation: 60,
  'survivor-answer': 21,
  acknowledgement: 14,
};

export interface Step {
  action: ActionName;
  actor: CaseActor;
  body: unknown;
  before: CaseFacts;
  done: Decided;
  now: string;
}

/** Every code that a refusal was seen to name in this test file. */
export const SEEN_REFUSED = new Set<string>();

/** One case and its people through time: what services, clocks and access do around `decide`, in memory. */
export class Story {
  facts: CaseFacts;
  now = '2026-11-22T09:00:00.000Z';
  people: Map<string, PersonStanding> = makePeople();
  readonly steps: Step[] = [];

  constructor(report: Partial<OpeningReport> = {}, more: { respondentPersonIds?: string[][] } = {}) {
    const full = { ...REPORT, ...report };
    const opened = openCase({
      caseId: nextId(),
      reportId: nextId(),
      now: this.now,
      holderBodyId: HOME,
      report: full,
      respondentBodyIds: full.respondents.map(() => null),
      respondentPersonIds: more.respondentPersonIds ?? full.respondents.map(() => []),
      keepFromPersonIds: full.keepFrom.map(() => []),
      newId: nextId,
    });
    this.facts = withDueDates(opened.facts);
  }

  later(days: number): this {
    this.now = new Date(Date.parse(this.now) + days * DAY).toISOString();
    return this;
  }

  day(ahead: number): string {
    return new Date(Date.parse(this.now) + ahead * DAY).toISOString().slice(0, 10);
  }

  get reportId(): string {
    return this.facts.reports[0]?.id ?? '';
  }

  actor(who: string): CaseActor {
    if (who === 'system') return { kind: 'system', roles: [] };
    if (this.facts.reports.some((one) => one.id === who))
      return { kind: 'reporter', reportId: who, roles: ['reporter'] };
    return actorIn(this.facts, this.people, who);
  }

  attempt(action: ActionName, who: string, body: unknown = {}, other?: OtherCase): Decision {
    const actor = this.actor(who);
    // Frozen: a decision that wrote to the facts it was given would throw here.
    const before = frozen(this.facts);
    const decision = decide(
      before,
      action,
      {
        actor,
        body,
        people: this.people,
        bodiesAbove: above(this.facts.holderBodyId),
        newId: nextId,
        ...(other === undefined ? {} : { other }),
      },
      this.now,
    );
    if (decision.kind === 'refused') return decision;
    this.steps.push({ action, actor, body, before, done: decision, now: this.now });
    this.facts = withDueDates(decision.facts);
    return decision;
  }

  /** Does it, or fails the test with what is missing. */
  do(action: ActionName, who: string, body: unknown = {}, other?: OtherCase): Decided {
    const decision = this.attempt(action, who, body, other);
    if (decision.kind === 'refused')
      throw new Error(`${action} was refused: ${JSON.stringify(decision.missing)}`);
    return decision;
  }

  /** The codes of everything that a refusal names. Fails the test where it is not refused. */
  refused(action: ActionName, who: string, body: unknown = {}, other?: OtherCase): string[] {
    const decision = this.attempt(action, who, body, other);
    if (decision.kind !== 'refused') throw new Error(`${action} was not refused`);
    for (const one of decision.missing) SEEN_REFUSED.add(one.code);
    return decision.missing.map((one) => one.code);
  }
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const inner of Object.values(value)) frozen(inner);
    Object.freeze(value);
  }
  return value;
}

export function withDueDates(facts: CaseFacts): CaseFacts {
  const copy = structuredClone(facts);
  for (const clock of copy.clocks) {
    clock.dueAt ??= new Date(Date.parse(clock.startedAt) + (LENGTH[clock.name] ?? 5) * DAY).toISOString();
  }
  return copy;
}
