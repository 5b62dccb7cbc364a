import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Transactions } from '#database/transactions';
import { together } from '#database/together';
import { ClockBook } from '#deadlines/clock-book';
import type { StaffActor } from '#kernel/actor';
import { Clock } from '#kernel/clock';
import { DomainError } from '#kernel/domain-error';
import { CaseLogReader } from './case-log-reader.js';
import { CasePeople, type Assignable, type CaseStanding } from './case-people.js';
import { CaseStore, type OpenedCase } from './case-store.js';
import type { CaseView } from './case-view.js';
import type { EntryDraftOf } from './domain/decision.js';
import { staffOffers } from './domain/offers.js';
import { LogWriter } from './log-writer.js';
import { MessagesReadModel } from './messages.read-model.js';
import type { ReportContact } from './new-report.js';
import { personIds, presentCase } from './present-case.js';
import { openIdentity } from './report-content.js';

export interface ReadCase {
  view: CaseView;
  version: number;
}

/** Staff's readings of a case. Each is an entry in the case's log, in the transaction that reads. */
@Injectable()
export class CaseReading {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: CaseStore,
    private readonly people: CasePeople,
    private readonly clocks: ClockBook,
    private readonly messages: MessagesReadModel,
    private readonly logs: CaseLogReader,
    private readonly log: LogWriter,
    private readonly clock: Clock,
  ) {}

  /** The whole case. Throws `not-found` alike where there is none and where they may not know of it. */
  open(actor: StaffActor, caseId: string): Promise<ReadCase> {
    return this.transactions.run(async (tx) => {
      const { open, standing } = await this.readable(tx, actor, caseId);
      const entry = { type: 'case.read', payload: {}, subject: null } as const;
      const [, read] = await together([
        this.logReading(tx, actor, open, standing, entry),
        this.view(tx, actor, open, standing),
      ]);
      return read;
    });
  }

  /** The case after somebody's own action: null where the action ended their access (a recusal, a transfer). */
  async after(actor: StaffActor, caseId: string): Promise<ReadCase | null> {
    return this.transactions.run(async (tx) => {
      const open = await this.store.read(tx, caseId);
      const standing = open && (await this.people.standing(tx, actor, open.facts));
      return open && standing?.mayRead ? this.view(tx, actor, open, standing) : null;
    });
  }

  /** Who can be assigned here, by name. */
  assignable(actor: StaffActor, caseId: string): Promise<{ items: Assignable[] }> {
    return this.transactions.run(async (tx) => {
      const { open } = await this.readable(tx, actor, caseId);
      return { items: await this.people.assignable(tx, open.facts) };
    });
  }

  /** A reporter's name and contact, while an approved request of this very person is in force; each look is an entry. */
  identity(actor: StaffActor, caseId: string, reportId: string): Promise<ReportContact & { until: string }> {
    return this.transactions.run(async (tx) => {
      const { open, standing } = await this.readable(tx, actor, caseId);
      const now = this.clock.now().toISOString();
      const disclosure = open.facts.disclosures.findLast(
        (one) => one.reportId === reportId && one.toPersonId === actor.personId && one.until > now,
      );
      const report = open.reports.find((one) => one.id === reportId);
      const key = report && open.keys.subjects.get(report.subjectRef);
      if (!disclosure || !report?.identity || !key) throw DomainError.notFound('identity');
      const entry = { type: 'identity.read', payload: { reportId }, subject: reportId } as const;
      await this.logReading(tx, actor, open, standing, entry);
      return { ...openIdentity(key, reportId, report.identity), until: disclosure.until };
    });
  }

  private async readable(
    tx: EntityManager,
    actor: StaffActor,
    caseId: string,
  ): Promise<{ open: OpenedCase; standing: CaseStanding }> {
    const open = await this.store.lock(tx, caseId);
    const standing = open && (await this.people.standing(tx, actor, open.facts));
    if (!open || !standing?.mayRead) throw DomainError.notFound('case');
    return { open, standing };
  }

  private async logReading(
    tx: EntityManager,
    actor: StaffActor,
    open: OpenedCase,
    standing: CaseStanding,
    entry: Pick<EntryDraftOf, 'type' | 'payload' | 'subject'>,
  ): Promise<void> {
    const draft: EntryDraftOf = { ...entry, reason: null, texts: {} };
    const log = this.log.prepare(open, [draft], {
      author: { ref: await this.store.refOf(tx, open, actor.personId), role: standing.roles[0] ?? 'adviser' },
      bodySlug: (await this.people.tree(tx)).get(open.facts.holderBodyId).slug,
      stage: open.facts.stage,
      refOf: (id) => open.reports.find((one) => one.id === id)?.subjectRef ?? null,
    });
    await together([this.log.store(tx, log), this.store.saveChain(tx, open)]);
  }

  private async view(
    tx: EntityManager,
    actor: StaffActor,
    open: OpenedCase,
    standing: CaseStanding,
  ): Promise<ReadCase> {
    const now = this.clock.now();
    const [tree, clocks, messages, events, names, standings] = await together([
      this.people.tree(tx),
      this.clocks.ofCase(tx, open.row.id),
      this.messages.ofCase(tx, open),
      this.logs.events(tx, open),
      this.people.names(tx, [...personIds(open.facts), ...open.refs.keys(), actor.personId]),
      this.people.standings(tx, [actor.personId], open.facts),
    ]);
    const view = presentCase({
      open,
      actor,
      roles: standing.roles,
      now,
      body: tree.get(open.facts.holderBodyId),
      clocks,
      messages,
      events,
      names,
      actions: staffOffers(
        open.facts,
        {
          actor: { kind: 'staff', personId: actor.personId, roles: standing.roles },
          people: standings,
          bodiesAbove: standing.bodiesAbove,
        },
        now.toISOString(),
      ),
    });
    return { view, version: open.row.version };
  }
}
