import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CaseChain, KeyRing } from '#audit/audit-log';
import { queryRows } from '#database/query-rows';
import { together } from '#database/together';
import { newRef } from '#vault/reference';
import { Vault } from '#vault/vault';
import type { CaseFacts } from './domain/facts.js';
import type { CaseEntity } from './internal/case.entity.js';
import { selectCase } from './internal/case-rows.js';
import { reportsOfCase } from './internal/report-rows.js';
import type { ReportEntity } from './internal/report.entity.js';

/** One case inside one transaction: its row, what it says, where its log stands, and the keys to all of it. */
export interface OpenedCase {
  row: CaseEntity;
  facts: CaseFacts;
  reports: ReportEntity[];
  chain: CaseChain;
  keys: KeyRing;
  /** Stand-ins in this case's log, by person id. */
  refs: Map<string, string>;
}

/** What the projections of a case need besides its facts. */
export interface Projection {
  nextDueAt: Date | null;
  nextClock: string | null;
}

/** A case that is about to be inserted. */
export interface NewCase {
  reference: string;
  facts: CaseFacts;
  chain: CaseChain;
  keys: KeyRing;
  policyId: string;
  projection: Projection;
  now: Date;
}

function factsAad(caseId: string): string {
  return `cases.facts:${caseId}`;
}

/**
 * Loads and saves cases. The facts are the truth and everything beside them is written from them here, in one statement,
 * so that no list can say something that the case does not.
 */
@Injectable()
export class CaseStore {
  constructor(private readonly vault: Vault) {}

  /** Opens a case and holds its row until the transaction ends; null where there is none. */
  lock(tx: EntityManager, caseId: string): Promise<OpenedCase | null> {
    return this.open(tx, caseId, true);
  }

  /** Opens a case for reading only. */
  read(tx: EntityManager, caseId: string): Promise<OpenedCase | null> {
    return this.open(tx, caseId, false);
  }

  /** The stand-in of a person in this case's log, made with its key when they first act here. */
  async refOf(tx: EntityManager, open: OpenedCase, personId: string): Promise<string> {
    const known = open.refs.get(personId);
    if (known !== undefined) return known;
    const ref = newRef();
    const { row, key } = this.vault.mint(open.row.id, ref);
    await this.vault.save(tx, [row]);
    await tx.query('insert into case_actor (case_id, person_id, ref) values ($1, $2, $3)', [
      open.row.id,
      personId,
      ref,
    ]);
    open.refs.set(personId, ref);
    open.keys.subjects.set(ref, key);
    return ref;
  }

  /** Seals facts for the row of a case. */
  seal(open: Pick<OpenedCase, 'keys'>, facts: CaseFacts): Buffer {
    return open.keys.case.seal(JSON.stringify(facts), factsAad(facts.caseId));
  }

  /** Writes the facts with every projection of them and the head of the log; moves the version on by one. */
  async save(
    tx: EntityManager,
    open: OpenedCase,
    facts: CaseFacts,
    projection: Projection,
    now: Date,
  ): Promise<void> {
    const before = open.facts;
    const officer = facts.assignments.findLast((held) => held.role === 'officer' && held.until === null);
    const saved = tx.query(
      `update cases set body_id = $2, stage = $3, stage_since = $4, risk = $5, assignee_id = $6, principles = $7,
         breach_kinds = $8, outcome = $9, updated_at = $10, closed_at = $11, next_due_at = $12, next_clock = $13,
         version = version + 1, facts = $14, log_seq = $15, log_head = $16
       where id = $1`,
      [
        open.row.id,
        facts.holderBodyId,
        facts.stage,
        facts.stageSince,
        facts.risk,
        officer?.personId ?? null,
        facts.principles,
        facts.breachKinds,
        facts.outcome,
        now,
        facts.stage === 'closed' ? (facts.closing?.at ?? now) : null,
        projection.nextDueAt ?? 'infinity',
        projection.nextClock,
        this.seal(open, facts),
        open.chain.seq,
        open.chain.head,
      ],
    );
    await together([
      saved,
      this.saveExclusions(tx, before.excluded, facts),
      this.saveAssignments(tx, before.assignments, facts),
      this.saveIdentityRequests(tx, open, facts),
      this.saveTransferOffer(tx, before, facts),
    ]);
    open.facts = facts;
    open.row.version += 1;
  }

  /** Moves the head of the log on alone: an entry that changes nothing (a reading) leaves version and facts as they are. */
  async saveChain(tx: EntityManager, open: Pick<OpenedCase, 'row' | 'chain'>): Promise<void> {
    await tx.query('update cases set log_seq = $2, log_head = $3 where id = $1', [
      open.row.id,
      open.chain.seq,
      open.chain.head,
    ]);
  }

  /** Inserts a new case with all its projections. Fails on `cases_reference_key` where its reference is taken. */
  async insert(tx: EntityManager, fresh: NewCase): Promise<void> {
    const { facts, chain, keys, projection } = fresh;
    const inserted = tx.query(
      `insert into cases (id, reference, case_ref, body_id, stage, stage_since, principles, breach_kinds, received_at,
         updated_at, next_due_at, next_clock, policy_id, version, facts, facts_key_id, log_seq, log_head)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $6, $6, $9, $10, $11, 1, $12, $13, $14, $15)`,
      [
        facts.caseId,
        fresh.reference,
        chain.caseRef,
        facts.holderBodyId,
        facts.stage,
        fresh.now,
        facts.principles,
        facts.breachKinds,
        projection.nextDueAt ?? 'infinity',
        projection.nextClock,
        fresh.policyId,
        this.seal(fresh, facts),
        keys.case.id,
        chain.seq,
        chain.head,
      ],
    );
    await together([inserted, this.saveExclusions(tx, [], facts), this.saveAssignments(tx, [], facts)]);
  }

  private async open(tx: EntityManager, caseId: string, forUpdate: boolean): Promise<OpenedCase | null> {
    // Sent together, run in this order: what is read after the lock is what the lock's holder before us left.
    const [row, keys, reports, refs] = await together([
      selectCase(tx, caseId, forUpdate),
      this.vault.openAll(tx, caseId),
      reportsOfCase(tx, caseId),
      queryRows<{ person_id: string; ref: string }>(
        tx,
        'select person_id, ref from case_actor where case_id = $1',
        [caseId],
      ),
    ]);
    const caseKey = row && keys.get(row.caseRef);
    if (row === null || caseKey === undefined || caseKey === null) return null;
    keys.delete(row.caseRef);
    // A report that came in by a merge keeps the key it was filed under.
    for (const report of reports) {
      if (!keys.has(report.subjectRef)) keys.set(report.subjectRef, await this.vault.open(tx, report.keyId));
    }
    return {
      row,
      facts: JSON.parse(caseKey.open(row.facts, factsAad(caseId)).toString('utf8')) as CaseFacts,
      reports,
      chain: { caseRef: row.caseRef, seq: row.logSeq, head: row.logHead },
      keys: { case: caseKey, subjects: keys },
      refs: new Map(refs.map((known) => [known.person_id, known.ref])),
    };
  }

  private async saveExclusions(
    tx: EntityManager,
    before: CaseFacts['excluded'],
    facts: CaseFacts,
  ): Promise<void> {
    const known = new Set(before.map((one) => one.personId));
    const added = facts.excluded.filter((one) => !known.has(one.personId));
    if (added.length === 0) return;
    await tx.query(
      `insert into case_exclusion (case_id, person_id, because, since)
       select $1, * from unnest($2::uuid[], $3::text[], $4::timestamptz[]) on conflict do nothing`,
      [
        facts.caseId,
        added.map((one) => one.personId),
        added.map((one) => one.because),
        added.map((one) => one.since),
      ],
    );
  }

  private async saveAssignments(
    tx: EntityManager,
    before: CaseFacts['assignments'],
    facts: CaseFacts,
  ): Promise<void> {
    const same = new Set(before.map((one) => JSON.stringify(one)));
    const changed = facts.assignments.filter((one) => !same.has(JSON.stringify(one)));
    if (changed.length === 0) return;
    await tx.query(
      `insert into case_assignment (case_id, person_id, role, since, until)
       select $1, * from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[])
       on conflict (case_id, person_id, role, since) do update set until = excluded.until`,
      [
        facts.caseId,
        changed.map((one) => one.personId),
        changed.map((one) => one.role),
        changed.map((one) => one.since),
        changed.map((one) => one.until),
      ],
    );
  }

  private async saveTransferOffer(tx: EntityManager, before: CaseFacts, facts: CaseFacts): Promise<void> {
    const offer = facts.pendingTransfer;
    if (offer?.id === before.pendingTransfer?.id) return;
    await tx.query('delete from transfer_offer where case_id = $1', [facts.caseId]);
    if (offer === null) return;
    await tx.query('insert into transfer_offer (case_id, to_body_id, offered_at) values ($1, $2, $3)', [
      facts.caseId,
      offer.toBodyId,
      offer.offeredAt,
    ]);
  }

  private async saveIdentityRequests(tx: EntityManager, open: OpenedCase, facts: CaseFacts): Promise<void> {
    const same = new Set(open.facts.identityRequests.map((one) => JSON.stringify(one)));
    for (const request of facts.identityRequests.filter((one) => !same.has(JSON.stringify(one)))) {
      await tx.query(
        `insert into identity_request (id, case_id, report_id, requested_by, requested_at, for_hours, purpose, answered_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do update set answered_at = excluded.answered_at`,
        [
          request.id,
          facts.caseId,
          request.reportId,
          request.by,
          request.at,
          request.forHours,
          open.keys.case.seal(request.purpose, `identity_request.purpose:${request.id}`),
          request.answer?.at ?? null,
        ],
      );
    }
  }
}
