import { Injectable } from '@nestjs/common';
import type { CaseScope } from '#access/case-scope';
import { PLANNED_EACH_TIME } from '#database/pipelined-client';
import { Transactions } from '#database/transactions';
import { Clock } from '#kernel/clock';
import { DomainError } from '#kernel/domain-error';
import { isId } from '#kernel/ids';
import type { Principle, Risk, Stage } from '#kernel/vocabulary';

export const QUEUE_SORTS = ['dueAt', 'receivedAt', 'updatedAt'] as const;
export type QueueSort = (typeof QUEUE_SORTS)[number];

/** What a list of cases is narrowed by. `q` is a reference or its beginning; narrative is sealed and never searched. */
export interface QueueQuery {
  stage?: Stage;
  risk?: Risk;
  assigneeId?: string;
  bodyId?: string;
  principle?: Principle;
  overdue?: boolean;
  dueBefore?: Date;
  q?: string;
  sort: QueueSort;
  limit: number;
  cursor?: string;
}

export interface CaseSummary {
  id: string;
  reference: string;
  stage: Stage;
  risk: Risk | null;
  body: { id: string; slug: string; name: string };
  assignee: { id: string; name: string } | null;
  principles: Principle[];
  receivedAt: Date;
  updatedAt: Date;
  nextClock: { name: string; dueAt: Date; state: 'running' | 'soon' | 'late' } | null;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

interface Row {
  id: string;
  reference: string;
  stage: Stage;
  risk: Risk | null;
  body_id: string;
  slug: string;
  body_name: string;
  assignee_id: string | null;
  assignee_name: string | null;
  principles: Principle[];
  received_at: Date;
  updated_at: Date;
  next_clock: string | null;
  next_due_at: Date | number;
  sort_key: string;
}

/** Within this of its due time a clock is `soon`. Milliseconds. */
const SOON_MS = 24 * 3_600_000;

const ORDER: Record<QueueSort, { column: string; direction: 'asc' | 'desc'; beyond: '>' | '<' }> = {
  dueAt: { column: 'next_due_at', direction: 'asc', beyond: '>' },
  receivedAt: { column: 'received_at', direction: 'desc', beyond: '<' },
  updatedAt: { column: 'updated_at', direction: 'desc', beyond: '<' },
};

/** What a row of the queue shows; the sealed facts stay where they are. */
const COLUMNS = `c.id, c.reference, c.stage, c.risk, c.body_id, c.assignee_id, c.principles, c.received_at, c.updated_at,
  c.next_clock, c.next_due_at`;

const CURSOR =
  /^(dueAt|receivedAt|updatedAt) (infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?\+00) (\S+)$/;

/** A stamp as PostgreSQL writes it, of a day that there is: anything else would fail in the database rather than here. */
function isStamp(key: string): boolean {
  if (key === 'infinity') return true;
  const at = new Date(key.replace(' ', 'T').replace('+00', 'Z'));
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(key.slice(0, 10));
}

function encodeCursor(sort: QueueSort, row: Row): string {
  return Buffer.from(`${sort} ${row.sort_key} ${row.id}`).toString('base64url');
}

function decodeCursor(cursor: string, sort: QueueSort): { key: string; id: string } {
  const found = CURSOR.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  const [, sortedBy, key, id] = found ?? [];
  if (sortedBy !== sort || key === undefined || id === undefined || !isStamp(key) || !isId(id)) {
    throw new DomainError('invalid', 'invalid', 'This cursor is not one of ours for this order.', {
      errors: [{ path: 'cursor', code: 'cursor', detail: 'Start again without the cursor.' }],
    });
  }
  return { key, id };
}

/** Collects parameters while SQL is put together, so that no value is ever part of the text. */
class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${String(this.values.length)}`;
  }
}

/**
 * The queue: one keyset page over the cases somebody may see. Each body in office is its own index range
 * (body_id, key, id), so that a page costs the same among a thousand cases and a million; the few cases that come by
 * assignment or escalation are added to it. Whoever is excluded from a case does not find it here.
 */
@Injectable()
export class CaseQueueReadModel {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async page(scope: CaseScope, query: QueueQuery): Promise<Page<CaseSummary>> {
    const now = this.clock.now();
    const parameters = new Parameters();
    const sql = this.sql(scope, query, now, parameters);
    const rows = await this.transactions.reader.query<Row[]>(sql, parameters.values);
    const items = rows.slice(0, query.limit);
    const last = items.at(-1);
    return {
      items: items.map((row) => summary(row, now)),
      nextCursor: rows.length > query.limit && last ? encodeCursor(query.sort, last) : null,
    };
  }

  private sql(scope: CaseScope, query: QueueQuery, now: Date, parameters: Parameters): string {
    const order = ORDER[query.sort];
    const person = parameters.add(scope.personId);
    const where = [
      `not exists (select from case_exclusion x where x.case_id = c.id and x.person_id = ${person})`,
      ...this.filters(query, now, parameters),
    ];
    if (query.cursor !== undefined) {
      const { key, id } = decodeCursor(query.cursor, query.sort);
      where.push(
        `(c.${order.column}, c.id) ${order.beyond} (${parameters.add(key)}::timestamptz, ${parameters.add(id)}::uuid)`,
      );
    }
    const conditions = where.join(' and ');
    const limit = parameters.add(query.limit + 1);
    const ordered = `order by c.${order.column} ${order.direction}, c.id ${order.direction} limit ${limit}`;
    const inRole =
      scope.assignmentRoles === 'any'
        ? ''
        : ` and a.role = any(${parameters.add(scope.assignmentRoles)}::text[])`;
    const mine = `c.id in (
        select a.case_id from case_assignment a where a.person_id = ${person} and a.until is null${inRole}
        union all
        select e.case_id from case_escalation e where e.body_id = any(${parameters.add(scope.escalationBodyIds)}::uuid[]))`;
    return `${PLANNED_EACH_TIME}
      with page as (
        (select k.* from unnest(${parameters.add(scope.bodyIds)}::uuid[]) as held(body_id)
          cross join lateral (select ${COLUMNS} from cases c where c.body_id = held.body_id and ${conditions} ${ordered}) k)
        union all
        (select ${COLUMNS} from cases c where ${mine} and c.body_id <> all(${parameters.add(scope.bodyIds)}::uuid[])
          and ${conditions} ${ordered})
      )
      select c.id, c.reference, c.stage, c.risk, c.body_id, b.slug, b.name as body_name, c.assignee_id,
        p.name as assignee_name, c.principles, c.received_at, c.updated_at, c.next_clock, c.next_due_at,
        c.${order.column}::text as sort_key
      from page c join body b on b.id = c.body_id left join person p on p.id = c.assignee_id
      ${ordered}`;
  }

  private filters(query: QueueQuery, now: Date, parameters: Parameters): string[] {
    const filters: string[] = [];
    if (query.stage) filters.push(`c.stage = ${parameters.add(query.stage)}`);
    if (query.risk) filters.push(`c.risk = ${parameters.add(query.risk)}`);
    if (query.assigneeId) filters.push(`c.assignee_id = ${parameters.add(query.assigneeId)}`);
    if (query.bodyId) filters.push(`c.body_id = ${parameters.add(query.bodyId)}`);
    if (query.principle) filters.push(`${parameters.add(query.principle)} = any(c.principles)`);
    if (query.overdue === true) filters.push(`c.next_due_at < ${parameters.add(now)}`);
    if (query.overdue === false) filters.push(`c.next_due_at >= ${parameters.add(now)}`);
    if (query.dueBefore) filters.push(`c.next_due_at < ${parameters.add(query.dueBefore)}`);
    if (query.q) filters.push(`starts_with(c.reference, ${parameters.add(query.q.trim().toUpperCase())})`);
    return filters;
  }
}

function summary(row: Row, now: Date): CaseSummary {
  const due = row.next_due_at instanceof Date ? row.next_due_at : null;
  return {
    id: row.id,
    reference: row.reference,
    stage: row.stage,
    risk: row.risk,
    body: { id: row.body_id, slug: row.slug, name: row.body_name },
    assignee: row.assignee_id && row.assignee_name ? { id: row.assignee_id, name: row.assignee_name } : null,
    principles: row.principles,
    receivedAt: row.received_at,
    updatedAt: row.updated_at,
    nextClock:
      row.next_clock && due ? { name: row.next_clock, dueAt: due, state: clockState(due, now) } : null,
  };
}

/** How a running clock stands at `now`. */
export function clockState(dueAt: Date, now: Date): 'running' | 'soon' | 'late' {
  const left = dueAt.getTime() - now.getTime();
  if (left < 0) return 'late';
  return left < SOON_MS ? 'soon' : 'running';
}
