import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog, type OpenedEntry } from '#audit/audit-log';
import type { EntryType } from '#kernel/entry-type';
import type { OpenedCase } from './case-store.js';

/** A log entry as a timeline tells it. Stand-ins are the log's: nobody's id. */
export interface CaseEvent {
  seq: number;
  at: string;
  type: EntryType;
  actorRef: string | null;
  subjectRef: string | null;
  reason: string | null;
}

/** Longest history that a page tells; the log itself is read page by page. */
const LAST_EVENTS = 300;

/** Reads a case's own log, proving it on the way. */
@Injectable()
export class CaseLogReader {
  constructor(private readonly log: AuditLog) {}

  /** The case's entries as events, oldest first, the newest 300. What was erased is left out. */
  async events(tx: EntityManager, open: OpenedCase): Promise<CaseEvent[]> {
    const afterSeq = open.chain.seq - LAST_EVENTS - 1;
    const entries = await this.log.readCase(tx, open.row.caseRef, open.keys, {
      limit: LAST_EVENTS,
      ...(afterSeq >= 0 ? { afterSeq } : {}),
    });
    return entries.flatMap(eventOf);
  }
}

function eventOf(entry: OpenedEntry): CaseEvent[] {
  const { recorded_at: at, type, case_seq: seq } = entry.open;
  if (at === undefined || type === undefined || seq === undefined || seq === null) return [];
  return [
    {
      seq,
      at,
      type,
      actorRef: entry.open.actor_ref ?? null,
      subjectRef: entry.open.subject_ref ?? null,
      reason: entry.open.reason ?? null,
    },
  ];
}
