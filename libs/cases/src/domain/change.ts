import type { ClockName } from '#kernel/clock-name';
import type { EntryType } from '#kernel/entry-type';
import type { Risk, Stage } from '#kernel/vocabulary';
import type {
  CaseActor,
  ClockChange,
  Decided,
  EntryDraftOf,
  JsonObject,
  ReporterMessage,
  ReporterWords,
  ReporterTemplate,
  Tell,
  TellTemplate,
} from './decision.js';
import type { CaseFacts, ClockFacts } from './facts.js';
import type { Hand } from './facts-people.js';
import { liveClock } from './queries.js';

interface StartOptions {
  dueAt?: string;
  from?: string;
  risk?: Risk;
}

interface EntryParts {
  reason?: string;
  payload?: JsonObject;
  people?: Record<string, string | null | undefined>;
  texts?: Record<string, string | null | undefined>;
  subject?: string;
}

function present(parts: Record<string, string | null | undefined> = {}): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(parts)) {
    if (value !== null && value !== undefined) kept[name] = value;
  }
  return kept;
}

/** What one action does: a copy of the facts that its row may write to, and everything that follows from it. */
export class Change {
  readonly facts: CaseFacts;
  readonly entries: EntryDraftOf[] = [];
  readonly clocks: ClockChange[] = [];
  readonly tell: Tell[] = [];
  readonly messages: ReporterMessage[] = [];
  readonly heard: ReporterWords[] = [];
  readonly created: string[] = [];
  other: Change | null = null;

  constructor(
    facts: CaseFacts,
    readonly actor: CaseActor,
    readonly now: string,
    private readonly ids: () => string,
  ) {
    this.facts = structuredClone(facts);
  }

  /** The acting person. Rows whose form is staff only are always applied by one. */
  get by(): string {
    const who = this.actor.personId ?? this.actor.reportId;
    if (who === undefined) throw new Error('The system has no personal id: this row is not one of its own.');
    return who;
  }

  /** A new id that the answer names. */
  create(): string {
    const id = this.ids();
    this.created.push(id);
    return id;
  }

  entry(type: EntryType, more: EntryParts = {}): void {
    this.entries.push({
      type,
      reason: more.reason ?? null,
      payload: more.payload ?? {},
      people: present(more.people),
      texts: present(more.texts),
      subject: more.subject ?? null,
    });
  }

  moveTo(stage: Stage): void {
    this.facts.stage = stage;
    this.facts.stageSince = this.now;
  }

  /** Starts a clock unless it runs already: a promised date is only ever replaced on purpose (`restart`). */
  start(clock: ClockName, subject: string | null = null, options: StartOptions = {}): void {
    if (liveClock(this.facts, clock, subject) !== null) return;
    this.clocks.push({ do: 'start', clock, subject, ...options });
    this.facts.clocks.push({
      name: clock,
      subject,
      state: 'running',
      startedAt: options.from ?? this.now,
      dueAt: options.dueAt ?? null,
      pausedAt: null,
      pausedUntil: null,
      pausedDays: 0,
      endedAt: null,
    });
  }

  /** Ends a clock that runs or is paused; nothing where none does. */
  stop(clock: ClockName, subject: string | null, how: 'met' | 'cancelled'): void {
    const live = liveClock(this.facts, clock, subject);
    if (live === null) return;
    this.clocks.push({ do: 'stop', clock, subject, how });
    live.state = how;
    live.endedAt = this.now;
    live.pausedUntil = null;
  }

  /** Ends every live clock of this name, whatever it is about. */
  stopAll(clock: ClockName, how: 'met' | 'cancelled'): void {
    for (const live of this.live().filter((one) => one.name === clock)) this.stop(clock, live.subject, how);
  }

  /** Replaces a promised date. Whoever calls this tells the reporter in the same change. */
  restart(clock: ClockName, subject: string | null, options: StartOptions = {}): void {
    this.stop(clock, subject, 'cancelled');
    this.start(clock, subject, options);
  }

  live(): ClockFacts[] {
    return this.facts.clocks.filter((one) => one.state === 'running' || one.state === 'paused');
  }

  /** Staff's own words to one reporter. */
  write(reportId: string, text: string): void {
    this.messages.push({ reportId, text });
  }

  /** The same words to every reporter, each in a message of their own: nobody learns of the others. */
  writeAll(text: string): void {
    for (const report of this.facts.reports) this.write(report.id, text);
  }

  /** The acting reporter's own words: the log has only their digest, so this is where they are kept. */
  hear(text: string | undefined): void {
    if (text !== undefined) this.heard.push({ reportId: this.by, text });
  }

  /** Why somebody of the staff did this, kept for colleagues: the log has only its digest. */
  note(text: string | undefined): void {
    if (text === undefined) return;
    this.facts.notes.push({ id: this.create(), text, by: this.by, at: this.now, followsUp: null });
  }

  say(reportId: string, template: ReporterTemplate, values: Record<string, string> = {}): void {
    this.messages.push({ reportId, template, values });
  }

  sayAll(template: ReporterTemplate, values: Record<string, string> = {}): void {
    for (const report of this.facts.reports) this.say(report.id, template, values);
  }

  tellPerson(personId: string, template: TellTemplate): void {
    this.tell.push({ to: { who: 'person', personId }, template });
  }

  tellAssignee(template: TellTemplate): void {
    this.tell.push({ to: { who: 'assignee' }, template });
  }

  tellRole(who: 'supervisor' | 'custodian' | 'officer', template: TellTemplate, bodyId?: string): void {
    this.tell.push({ to: bodyId === undefined ? { who } : { who, bodyId }, template });
  }

  /** Remembers that this person did work that must not be judged or verified by themselves. */
  hand(personId: string, as: Hand): void {
    const known = this.facts.hands.some((one) => one.personId === personId && one.as === as);
    if (!known) this.facts.hands.push({ personId, as, since: this.now });
  }

  /** Begins the change of the other case of a merge or link; it is committed with this one. */
  beside(facts: CaseFacts, actor: CaseActor): Change {
    this.other = new Change(facts, actor, this.now, this.ids);
    return this.other;
  }

  done(): Decided {
    const { facts, entries, clocks, tell, messages, heard, created } = this;
    const own = { kind: 'done' as const, facts, entries, clocks, tell, messages, heard, created };
    return this.other === null ? own : { ...own, other: this.other.done() };
  }
}
