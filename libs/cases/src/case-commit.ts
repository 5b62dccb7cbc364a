import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { together } from '#database/together';
import { ClockBook } from '#deadlines/clock-book';
import { Outbox } from '#notices/outbox';
import { newId } from '#kernel/ids';
import type { Role } from '#kernel/vocabulary';
import { CasePeople } from './case-people.js';
import { CaseStore, type OpenedCase } from './case-store.js';
import { decide } from './domain/decide.js';
import type { Decided, ReporterMessage, ReporterWords, Tell } from './domain/decision.js';
import type { CaseFacts } from './domain/facts.js';
import { conflictedBodyIds, holderConflicted } from './domain/queries.js';
import { withDueDates } from './due-dates.js';
import { LogWriter, type Author } from './log-writer.js';
import { MessageEntity } from './internal/message.entity.js';
import { sealMessage, type MessageContent } from './message-content.js';
import { routeReport } from './report-routing.js';

/** Who a decision is recorded under. */
export type Doer =
  | { kind: 'staff'; personId: string; role: Role }
  | { kind: 'reporter'; reportId: string }
  | { kind: 'system' };

export interface Commitment {
  open: OpenedCase;
  /** The other case of a merge or link, locked too. */
  other: OpenedCase | null;
  decision: Decided;
  doer: Doer;
  now: Date;
}

/**
 * Writes what a decision came to, all of it in the caller's transaction: log entries, clocks, the case with its
 * projections, messages to reporters, notices to staff.
 */
@Injectable()
export class CaseCommit {
  constructor(
    private readonly store: CaseStore,
    private readonly log: LogWriter,
    private readonly clocks: ClockBook,
    private readonly people: CasePeople,
    private readonly outbox: Outbox,
  ) {}

  async apply(tx: EntityManager, commitment: Commitment): Promise<void> {
    const { open, other, decision, now } = commitment;
    const before = open.facts;
    await this.one(tx, open, decision, commitment, other);
    if (decision.other && other) await this.one(tx, other, decision.other, commitment, open);
    await this.rerouteIfUnfit(tx, open, before, now);
  }

  /**
   * A conflict that appears in mid-case: where it leaves nobody of the holding body free, or names that body itself, the case
   * goes to the next one up at once, in the same transaction.
   */
  private async rerouteIfUnfit(
    tx: EntityManager,
    open: OpenedCase,
    before: CaseFacts,
    now: Date,
  ): Promise<void> {
    const { facts } = open;
    const conflicted = conflictedBodyIds(facts);
    const same = facts.excluded.length === before.excluded.length && !holderConflicted(facts);
    if (same || facts.mergedInto !== null) return;
    const tree = await this.people.tree(tx);
    const offices = await this.people.offices(tx);
    const { bodyId } = routeReport({
      bodies: tree.all,
      named: tree.get(facts.holderBodyId),
      respondentBodyIds: new Set(conflicted),
      excluded: new Set(facts.excluded.map((one) => one.personId)),
      officeOf: (id) => offices.get(id) ?? { officers: [], supervisors: [] },
    });
    if (bodyId === facts.holderBodyId) return;
    const reason = holderConflicted(facts) ? 'holder-conflicted' : 'nobody-available';
    const system = {
      actor: { kind: 'system', roles: [] } as const,
      body: { toBodyId: bodyId, reason },
      people: new Map(),
    };
    const decision = decide(facts, 'reroute', system, now.toISOString());
    if (decision.kind === 'refused') return;
    await this.one(tx, open, decision, { open, other: null, decision, doer: { kind: 'system' }, now }, null);
  }

  private async one(
    tx: EntityManager,
    open: OpenedCase,
    decision: Omit<Decided, 'other'>,
    commitment: Commitment,
    counterpart: OpenedCase | null,
  ): Promise<void> {
    const { now } = commitment;
    const { facts } = decision;
    await this.moveReports(tx, open, facts, counterpart);
    const author = await this.authorOf(tx, open, commitment.doer);
    const refs = await this.refsFor(tx, open, decision);
    const log = this.log.prepare(open, decision.entries, {
      author,
      bodySlug: (await this.people.tree(tx)).get(facts.holderBodyId).slug,
      stage: facts.stage,
      refOf: (id) => refs.get(id) ?? null,
    });
    const ofCase = {
      caseId: open.row.id,
      bodyId: facts.holderBodyId,
      policyId: open.row.policyId,
      risk: facts.risk,
    };
    const [booked] = await together([
      this.clocks.apply(tx, ofCase, decision.clocks, now),
      this.log.store(tx, log),
    ]);
    await this.store.save(tx, open, withDueDates(facts, booked.dueDates), booked.next, now);
    await this.keepWords(tx, open, decision.heard, now);
    await this.send(tx, open, decision.messages, commitment);
    await this.tell(tx, open, decision.tell, now);
  }

  /** A merge hands over reports with their messages; code, key and reference stay with each of them. */
  private async moveReports(
    tx: EntityManager,
    open: OpenedCase,
    facts: CaseFacts,
    counterpart: OpenedCase | null,
  ): Promise<void> {
    const here = new Set(open.reports.map((report) => report.id));
    const arriving = (counterpart?.reports ?? []).filter(
      (report) => !here.has(report.id) && facts.reports.some((one) => one.id === report.id),
    );
    if (arriving.length === 0) return;
    const ids = arriving.map((report) => report.id);
    await tx.query('update report set case_id = $1 where id = any($2::uuid[])', [open.row.id, ids]);
    await tx.query('update message set case_id = $1 where report_id = any($2::uuid[])', [open.row.id, ids]);
    for (const report of arriving) {
      open.reports.push(report);
      const key = counterpart?.keys.subjects.get(report.subjectRef);
      if (key) open.keys.subjects.set(report.subjectRef, key);
    }
  }

  private async authorOf(tx: EntityManager, open: OpenedCase, doer: Doer): Promise<Author> {
    if (doer.kind === 'system') return { ref: null, role: 'system' };
    if (doer.kind === 'staff')
      return { ref: await this.store.refOf(tx, open, doer.personId), role: doer.role };
    const report = open.reports.find((one) => one.id === doer.reportId);
    return { ref: report?.subjectRef ?? null, role: 'reporter' };
  }

  /** The log's stand-in for each report and person that the entries mention. */
  private async refsFor(
    tx: EntityManager,
    open: OpenedCase,
    decision: Omit<Decided, 'other'>,
  ): Promise<Map<string, string>> {
    const refs = new Map(open.reports.map((report) => [report.id, report.subjectRef]));
    const mentioned = decision.entries.flatMap((entry) => [
      entry.subject,
      ...Object.values(entry.people ?? {}),
    ]);
    for (const id of mentioned) {
      if (id === null || refs.has(id)) continue;
      if (await this.people.isPerson(tx, id)) refs.set(id, await this.store.refOf(tx, open, id));
    }
    return refs;
  }

  /** What a reporter wrote, under their own key: whoever erases them erases it. */
  private async keepWords(
    tx: EntityManager,
    open: OpenedCase,
    heard: readonly ReporterWords[],
    now: Date,
  ): Promise<void> {
    for (const { reportId, text } of heard) {
      const content = { text, template: null, values: {} };
      await this.keep(tx, open, reportId, {
        direction: 'from-reporter',
        authorId: null,
        content,
        sentAt: now,
      });
    }
  }

  private async send(
    tx: EntityManager,
    open: OpenedCase,
    messages: readonly ReporterMessage[],
    { doer, now }: Commitment,
  ): Promise<void> {
    const authorId = doer.kind === 'staff' ? doer.personId : null;
    for (const { reportId, text, template, values } of messages) {
      const content = { text: text ?? null, template: template ?? null, values: { ...values } };
      await this.keep(tx, open, reportId, { direction: 'to-reporter', authorId, content, sentAt: now });
    }
  }

  private async keep(
    tx: EntityManager,
    open: OpenedCase,
    reportId: string,
    message: Pick<MessageEntity, 'direction' | 'authorId' | 'sentAt'> & { content: MessageContent },
  ): Promise<void> {
    const report = open.reports.find((one) => one.id === reportId);
    const key = report && open.keys.subjects.get(report.subjectRef);
    if (!report || !key) return;
    const id = newId();
    await tx.insert(MessageEntity, {
      ...message,
      id,
      caseId: open.row.id,
      reportId,
      content: sealMessage(key, id, message.content),
      keyId: report.keyId,
    });
  }

  private async tell(tx: EntityManager, open: OpenedCase, tells: readonly Tell[], now: Date): Promise<void> {
    if (tells.length === 0) return;
    const excluded = new Set(open.facts.excluded.map((one) => one.personId));
    const notices: { personId: string; template: string; caseId: string; dedupe: string }[] = [];
    for (const tell of tells) {
      for (const personId of await this.recipients(tx, open, tell)) {
        if (excluded.has(personId)) continue;
        const dedupe = `${open.row.id}:${String(open.row.version)}:${tell.template}:${personId}`;
        notices.push({ personId, template: tell.template, caseId: open.row.id, dedupe });
      }
    }
    await this.outbox.put(tx, notices, now);
  }

  private async recipients(tx: EntityManager, open: OpenedCase, tell: Tell): Promise<string[]> {
    const { to } = tell;
    if (to.who === 'person') return [to.personId];
    const officer = open.facts.assignments.findLast((one) => one.role === 'officer' && one.until === null);
    if (to.who === 'assignee' && officer) return [officer.personId];
    const bodyId = to.who === 'assignee' ? open.facts.holderBodyId : (to.bodyId ?? open.facts.holderBodyId);
    return this.people.serving(tx, open.facts, bodyId, to.who === 'assignee' ? 'officer' : to.who);
  }
}
