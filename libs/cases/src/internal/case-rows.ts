import type { EntityManager } from 'typeorm';
import { queryRows } from '#database/query-rows';
import type { CaseEntity } from './case.entity.js';

/** The row of a case, held until the transaction ends where `forUpdate` says so; null where there is none. */
export async function selectCase(
  tx: EntityManager,
  caseId: string,
  forUpdate: boolean,
): Promise<CaseEntity | null> {
  const rows = await queryRows<CaseEntity>(
    tx,
    `select id, reference, case_ref as "caseRef", body_id as "bodyId", stage, stage_since as "stageSince", risk,
       assignee_id as "assigneeId", principles, breach_kinds as "breachKinds", outcome, received_at as "receivedAt",
       updated_at as "updatedAt", closed_at as "closedAt", next_due_at as "nextDueAt", next_clock as "nextClock",
       policy_id as "policyId", version, facts, facts_key_id as "factsKeyId", log_seq as "logSeq", log_head as "logHead"
     from cases where id = $1${forUpdate ? ' for update' : ''}`,
    [caseId],
  );
  return rows[0] ?? null;
}
