import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Transactions } from '#database/transactions';
import { ClockBook } from '#deadlines/clock-book';
import { Wake } from '#deadlines/wake';
import type { ReporterAction } from '#kernel/action-name';
import type { ReporterActor } from '#kernel/actor';
import { Clock } from '#kernel/clock';
import { DomainError } from '#kernel/domain-error';
import { CaseCommit } from './case-commit.js';
import { CasePeople } from './case-people.js';
import { CaseStore, type OpenedCase } from './case-store.js';
import { parseBody } from './domain/actions.js';
import { decide } from './domain/decide.js';
import type { CaseActor } from './domain/decision.js';
import type { ReportEntity } from './internal/report.entity.js';
import { MessagesReadModel } from './messages.read-model.js';
import { presentToReporter } from './present-to-reporter.js';
import type { ReporterView } from './reporter-view.js';
import { CaseLogReader } from './case-log-reader.js';

/** What a reporter sees and does with their access code. */
@Injectable()
export class ReporterCase {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: CaseStore,
    private readonly commit: CaseCommit,
    private readonly clocks: ClockBook,
    private readonly people: CasePeople,
    private readonly messages: MessagesReadModel,
    private readonly logs: CaseLogReader,
    private readonly wake: Wake,
    private readonly clock: Clock,
  ) {}

  /** The whole of their case, in their language. Their own reading is not logged: it would tell a reader when they looked. */
  async view(actor: ReporterActor): Promise<ReporterView> {
    return this.transactions.run(async (tx) => {
      const { open, report } = await this.opened(tx, actor, false);
      return presentToReporter({
        open,
        report,
        now: this.clock.now(),
        timeZone: (await this.people.tree(tx)).get(open.facts.holderBodyId).timeZone,
        clocks: await this.clocks.ofCase(tx, open.row.id),
        messages: await this.messages.ofReport(tx, open, report),
        entries: await this.logs.events(tx, open),
        names: await this.people.names(
          tx,
          open.facts.disclosures.map((one) => one.toPersonId),
        ),
      });
    });
  }

  /** Takes one of the reporter's own actions. Throws `invalid` and `action-refused` like those of staff. */
  async take(actor: ReporterActor, action: ReporterAction, body: unknown): Promise<void> {
    await this.transactions.run(async (tx) => {
      const { open, report } = await this.opened(tx, actor, true);
      const now = this.clock.now();
      const caseActor: CaseActor = { kind: 'reporter', reportId: report.id, roles: ['reporter'] };
      const parsed = parseBody(action, body, 'reporter');
      const decision = decide(
        open.facts,
        action,
        { actor: caseActor, body: parsed, people: new Map() },
        now.toISOString(),
      );
      if (decision.kind === 'refused') {
        throw new DomainError('action-refused', 'conflict', 'This is not possible now.', {
          missing: decision.missing,
        });
      }
      const doer = { kind: 'reporter', reportId: report.id } as const;
      await this.commit.apply(tx, { open, other: null, decision, doer, now });
    });
    this.wake.soon();
  }

  private async opened(
    tx: EntityManager,
    actor: ReporterActor,
    lock: boolean,
  ): Promise<{ open: OpenedCase; report: ReportEntity }> {
    const open = lock ? await this.store.lock(tx, actor.caseId) : await this.store.read(tx, actor.caseId);
    const report = open?.reports.find((one) => one.id === actor.reportId);
    if (!open || !report) throw DomainError.notFound('case');
    return { open, report };
  }
}
