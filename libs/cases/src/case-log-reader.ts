import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { readEvents, type LogEvent } from '#audit/read-events';
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

const SLOTS = ['recorded_at', 'actor_ref', 'subject_ref', 'reason'] as const;

/** Readings stay in the log alone: no timeline tells them. */
const READINGS: ReadonlySet<EntryType> = new Set<EntryType>([
  'case.read',
  'case.listed',
  'log.read',
  'identity.read',
]);

/** Reads a case's own log as a story. */
@Injectable()
export class CaseLogReader {
  /** What was done in the case, oldest first, within its newest 300 entries. What was erased is left out. */
  async events(tx: EntityManager, open: OpenedCase): Promise<CaseEvent[]> {
    const page = { fromSeq: Math.max(0, open.chain.seq - LAST_EVENTS), quiet: READINGS, slots: SLOTS };
    const events = await readEvents(tx, open.row.caseRef, open.keys, page);
    return events.flatMap(eventOf);
  }
}

function eventOf({ seq, type, open }: LogEvent): CaseEvent[] {
  if (open.recorded_at === undefined) return [];
  return [
    {
      seq,
      at: open.recorded_at,
      type,
      actorRef: open.actor_ref ?? null,
      subjectRef: open.subject_ref ?? null,
      reason: open.reason ?? null,
    },
  ];
}
