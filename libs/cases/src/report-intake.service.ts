import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Bodies, type Body, type BodyTree } from '#access/body-tree';
import { nameKey } from '#access/name-key';
import { startOfChain } from '#audit/audit-log';
import { Transactions } from '#database/transactions';
import { isUniqueViolation } from '#database/unique-violation';
import { together } from '#database/together';
import { ClockBook } from '#deadlines/clock-book';
import { DEFAULT_POLICY_ID } from '#deadlines/policies';
import { Wake } from '#deadlines/wake';
import { Clock } from '#kernel/clock';
import { DomainError, type Fault } from '#kernel/domain-error';
import { newId } from '#kernel/ids';
import { AccessCodes, newAccessCode } from '#vault/access-code';
import { newRef, newReference } from '#vault/reference';
import { Vault } from '#vault/vault';
import { CasePeople } from './case-people.js';
import { CaseStore } from './case-store.js';
import { openCase } from './domain/opening.js';
import { withDueDates } from './due-dates.js';
import { FiledBefore, type Repeatable } from './filed-before.js';
import { insertReport } from './internal/report-rows.js';
import { LogWriter } from './log-writer.js';
import type { FiledReport, NewReport } from './new-report.js';
import { contentOf, sealContent, sealIdentity } from './report-content.js';
import { routeReport, type Office } from './report-routing.js';

/** How often a reference is drawn again when one is taken already. */
const REFERENCE_TRIES = 5;

interface BodiesNamed {
  /** The body it is about. */
  about: Body | null;
  /** In the order of the report's respondents. */
  respondents: (Body | null)[];
}

/** Takes a report in: routes it, seals it, opens its case, starts its clocks, and hands the access code out once. */
@Injectable()
export class ReportIntake {
  constructor(
    private readonly transactions: Transactions,
    private readonly bodies: Bodies,
    private readonly people: CasePeople,
    private readonly store: CaseStore,
    private readonly vault: Vault,
    private readonly codes: AccessCodes,
    private readonly before: FiledBefore,
    private readonly clocks: ClockBook,
    private readonly log: LogWriter,
    private readonly wake: Wake,
    private readonly clock: Clock,
  ) {}

  /**
   * Files a report. Throws `invalid` where a body is not one of the network's, `idempotency-conflict` where the same key
   * came with another body. The same key with the same body gets the first answer again.
   */
  async file(report: NewReport, repeatable?: Repeatable): Promise<FiledReport> {
    const filed = await this.underFreeReference((reference) =>
      this.transactions.run(async (tx) => {
        if (!repeatable) return this.inTransaction(tx, report, reference);
        const earlier = await this.before.answer(tx, repeatable);
        if (earlier) return earlier;
        const answer = await this.inTransaction(tx, report, reference);
        await this.before.remember(tx, repeatable, answer);
        return answer;
      }),
    );
    this.wake.soon();
    return filed;
  }

  /** References are drawn at random: where one is taken already (once in millions), everything is done again under another. */
  private async underFreeReference(work: (reference: string) => Promise<FiledReport>): Promise<FiledReport> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work(newReference());
      } catch (error) {
        const taken = isUniqueViolation(error, 'cases_reference_key', 'report_reference_key');
        if (!taken || tries === REFERENCE_TRIES) throw error;
      }
    }
  }

  private async inTransaction(tx: EntityManager, report: NewReport, reference: string): Promise<FiledReport> {
    const now = this.clock.now();
    const [tree, matches, offices] = await together([
      this.bodies.tree(tx),
      this.matches(tx, report),
      this.people.offices(tx),
    ]);
    const named = bodiesNamed(tree, report);
    const holderBodyId = holderOf(tree, report, named, matches, offices);

    const [caseId, reportId, caseRef, subjectRef] = [newId(), newId(), newRef(), newRef()];
    const caseKey = this.vault.mint(caseId, caseRef);
    const reporterKey = this.vault.mint(caseId, subjectRef);
    const open = {
      chain: startOfChain(caseRef),
      keys: { case: caseKey.key, subjects: new Map([[subjectRef, reporterKey.key]]) },
    };
    const matchesOf = (name: string): readonly string[] => matches.get(nameKey(name)) ?? [];
    const opened = openCase({
      caseId,
      reportId,
      holderBodyId,
      report,
      now: now.toISOString(),
      respondentBodyIds: named.respondents.map((body) => body?.id ?? null),
      respondentPersonIds: report.respondents.map((one) =>
        one.kind === 'person' ? matchesOf(one.name) : [],
      ),
      keepFromPersonIds: report.keepFrom.map(matchesOf),
    });
    const log = this.log.prepare(open, opened.entries, {
      author: { ref: subjectRef, role: 'reporter' },
      bodySlug: tree.get(holderBodyId).slug,
      stage: opened.facts.stage,
      refOf: () => subjectRef,
    });
    const [entry] = log.entries;
    if (!entry) throw new Error('A filed report has no entry in the log.');
    const policyId = DEFAULT_POLICY_ID;
    const clocks = await this.clocks.draft(
      tx,
      { caseId, bodyId: holderBodyId, policyId, risk: null },
      opened.clocks,
      now,
    );
    const facts = withDueDates(opened.facts, clocks.dueDates);
    const accessCode = newAccessCode();
    // In this order, since a later row points at an earlier one; together, since none has to be waited for.
    await together([
      this.store.insert(tx, { reference, facts, ...open, policyId, projection: clocks.next, now }),
      this.vault.save(tx, [caseKey.row, reporterKey.row]),
      this.log.store(tx, log),
      this.clocks.insert(tx, clocks),
      insertReport(tx, {
        id: reportId,
        caseId,
        reference,
        codeMac: this.codes.mac(accessCode),
        subjectRef,
        reporterRole: report.reporterRole,
        kind: report.kind,
        language: report.language,
        receivedVia: report.receivedVia,
        receivedAt: now,
        content: sealContent(reporterKey.key, reportId, contentOf(report)),
        identity: report.contact ? sealIdentity(reporterKey.key, reportId, report.contact) : null,
        keyId: reporterKey.row.id,
        entryId: entry.entryId,
      }),
    ]);
    return {
      reference,
      accessCode,
      caseId,
      receivedAt: now.toISOString(),
      timeZone: tree.get(holderBodyId).timeZone,
      clocks: clocks.started.map((clock) => ({ name: clock.name, dueAt: clock.dueAt.toISOString() })),
      entry: { id: entry.entryId, leafHash: entry.leafHash },
    };
  }

  /** People of the network whose names stand in the report, by the key of the name. All of them are kept out until someone has looked. */
  private matches(tx: EntityManager, report: NewReport): Promise<ReadonlyMap<string, readonly string[]>> {
    const people = report.respondents.filter((one) => one.kind === 'person').map((one) => one.name);
    return this.people.named(tx, [...people, ...report.keepFrom].map(nameKey));
  }
}

function holderOf(
  tree: BodyTree,
  report: NewReport,
  named: BodiesNamed,
  matches: ReadonlyMap<string, readonly string[]>,
  offices: ReadonlyMap<string, Office>,
): string {
  const institutions = report.respondents.flatMap((one, at) =>
    one.kind === 'institution' ? (named.respondents[at]?.id ?? []) : [],
  );
  return routeReport({
    bodies: tree.all,
    named: named.about,
    respondentBodyIds: new Set(institutions),
    excluded: new Set([...matches.values()].flat()),
    officeOf: (bodyId) => offices.get(bodyId) ?? { officers: [], supervisors: [] },
  }).bodyId;
}

/** Bodies that the report names, by id, slug or, for an institution, by its name: it must not hold its own case. */
function bodiesNamed(tree: BodyTree, report: NewReport): BodiesNamed {
  const faults: Fault[] = [];
  const find = (key: string | null, path: string): Body | null => {
    const body = key === null ? null : tree.byIdOrSlug(key);
    if (key !== null && body === null) {
      faults.push({ path, code: 'unknown-body', detail: 'There is no such body in the network.' });
    }
    return body;
  };
  const about = find(report.bodyId, 'bodyId');
  const respondents = report.respondents.map((one, at) => {
    const given = find(one.bodyId, `respondents.${String(at)}.bodyId`);
    if (given !== null || one.kind !== 'institution') return given;
    return tree.all.find((body) => nameKey(body.name) === nameKey(one.name)) ?? null;
  });
  if (faults.length > 0) {
    throw new DomainError('invalid', 'invalid', 'Some of what was sent cannot be taken.', { errors: faults });
  }
  return { about, respondents };
}
