import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Bodies } from '#access/body-tree';
import { caseScopeSql, logScope } from '#access/case-scope';
import { AuditLog } from '#audit/audit-log';
import { queryRows } from '#database/query-rows';
import { Transactions } from '#database/transactions';
import type { StaffActor } from '#kernel/actor';
import { DomainError } from '#kernel/domain-error';
import { isId } from '#kernel/ids';
import type { Role } from '#kernel/vocabulary';
import type { Audience } from '#redaction/audience';
import { presentLog, type PresentedLogEntry } from '#redaction/present-log-entry';
import { CasePeople, type CaseStanding } from './case-people.js';
import { CaseStore, type OpenedCase } from './case-store.js';
import type { Page } from './case-queue.read-model.js';
import { LogWriter } from './log-writer.js';

export interface CaseLogPage extends Page<PresentedLogEntry> {
  /** The case's stand-in in the log. */
  caseRef: string;
  /** How many entries the case's log has; the reading that gave this page is the last of them. */
  entries: number;
  audience: Audience;
}

/** A case's log as an auditor lists it: that it is there, where, and how long. */
export interface AuditedCase {
  id: string;
  caseRef: string;
  body: { id: string; slug: string; name: string };
  entries: number;
}

interface Paging {
  limit: number;
  cursor?: string;
}

const SEQ = /^\d{1,9}$/;

function badCursor(): DomainError {
  return new DomainError('invalid', 'invalid', 'This cursor is not one of ours.', {
    errors: [{ path: 'cursor', code: 'cursor', detail: 'Start again without the cursor.' }],
  });
}

/** The logs of cases, redacted for who reads them. Each reading is itself an entry. */
@Injectable()
export class CaseLogs {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: CaseStore,
    private readonly people: CasePeople,
    private readonly bodies: Bodies,
    private readonly audit: AuditLog,
    private readonly log: LogWriter,
  ) {}

  /** One page of a case's log. Throws `not-found` alike where there is no case and where they may not know of it. */
  page(actor: StaffActor, caseId: string, paging: Paging): Promise<CaseLogPage> {
    const { cursor } = paging;
    if (cursor !== undefined && !SEQ.test(cursor)) throw badCursor();
    return this.transactions.run(async (tx) => {
      const open = await this.store.lock(tx, caseId);
      const standing = open && (await this.people.standing(tx, actor, open.facts));
      if (!open || !standing?.mayReadLog) throw DomainError.notFound('case');
      const audience: Audience = standing.mayRead ? 'officer' : 'auditor';
      await this.logReading(tx, actor, open, standing);
      const entries = await this.audit.readCase(tx, open.row.caseRef, open.keys, {
        limit: paging.limit,
        ...(cursor === undefined ? {} : { afterSeq: Number(cursor) }),
      });
      const last = entries.at(-1)?.caseSeq ?? null;
      return {
        caseRef: open.row.caseRef,
        entries: open.chain.seq,
        audience,
        items: presentLog(entries, { audience }),
        nextCursor: last !== null && last + 1 < open.chain.seq ? String(last) : null,
      };
    });
  }

  /** The logs that somebody may read, by id. Cases that they are excluded from are not among them. */
  async list(actor: StaffActor, paging: Paging): Promise<Page<AuditedCase>> {
    if (paging.cursor !== undefined && !isId(paging.cursor)) throw badCursor();
    const tx = this.transactions.reader;
    const scope = caseScopeSql(logScope(actor, await this.bodies.tree(tx)), 3);
    const rows = await queryRows<{
      id: string;
      case_ref: string;
      body_id: string;
      slug: string;
      name: string;
      log_seq: number;
    }>(
      tx,
      `select c.id, c.case_ref, c.body_id, b.slug, b.name, c.log_seq from cases c join body b on b.id = c.body_id
       where ($1::uuid is null or c.id > $1) and c.id in (${scope.sql})
       order by c.id limit $2`,
      [paging.cursor ?? null, paging.limit + 1, ...scope.params],
    );
    const items = rows.slice(0, paging.limit);
    return {
      items: items.map((row) => ({
        id: row.id,
        caseRef: row.case_ref,
        body: { id: row.body_id, slug: row.slug, name: row.name },
        entries: row.log_seq,
      })),
      nextCursor: rows.length > paging.limit ? (items.at(-1)?.id ?? null) : null,
    };
  }

  private async logReading(
    tx: EntityManager,
    actor: StaffActor,
    open: OpenedCase,
    standing: CaseStanding,
  ): Promise<void> {
    const role: Role = standing.mayRead ? (standing.roles[0] ?? 'officer') : 'auditor';
    const draft = { type: 'log.read', reason: null, payload: {}, texts: {}, subject: null } as const;
    await this.log.write(tx, open, [draft], {
      author: { ref: await this.store.refOf(tx, open, actor.personId), role },
      bodySlug: (await this.people.tree(tx)).get(open.facts.holderBodyId).slug,
      stage: open.facts.stage,
      refOf: () => null,
    });
    await this.store.saveChain(tx, open);
  }
}
