import type { EntityManager } from 'typeorm';
import { queryRows } from '#database/query-rows';
import type { ReportEntity } from './report.entity.js';

/** Stores a report: one statement of fixed text, as it is the most frequent of all. */
export async function insertReport(tx: EntityManager, report: ReportEntity): Promise<void> {
  await tx.query(
    `insert into report (id, case_id, reference, code_mac, subject_ref, reporter_role, kind, language, received_via,
       received_at, content, identity, key_id, entry_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      report.id,
      report.caseId,
      report.reference,
      report.codeMac,
      report.subjectRef,
      report.reporterRole,
      report.kind,
      report.language,
      report.receivedVia,
      report.receivedAt,
      report.content,
      report.identity,
      report.keyId,
      report.entryId,
    ],
  );
}

/** The reports of a case, oldest first. */
export function reportsOfCase(tx: EntityManager, caseId: string): Promise<ReportEntity[]> {
  return queryRows<ReportEntity>(
    tx,
    `select id, case_id as "caseId", reference, code_mac as "codeMac", subject_ref as "subjectRef",
       reporter_role as "reporterRole", kind, language, received_via as "receivedVia", received_at as "receivedAt",
       content, identity, key_id as "keyId", entry_id as "entryId"
     from report where case_id = $1 order by received_at, id`,
    [caseId],
  );
}
