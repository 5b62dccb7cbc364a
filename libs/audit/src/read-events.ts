import type { EntityManager } from 'typeorm';
import type { EntryType } from '#kernel/entry-type';
import type { KeyRing } from './audit-log.js';
import { selectEntriesWithType, selectOpenings } from './internal/entry-rows.js';
import { openEntry } from './opened-entry.js';
import { SLOTS, type SlotName, type SlotValues } from './slots.js';

/** An entry as a timeline needs it. Slots that were erased are not in `open`. */
export interface LogEvent {
  seq: number;
  type: EntryType;
  open: Partial<SlotValues>;
}

export interface EventPage {
  /** First case_seq that is looked at. */
  fromSeq: number;
  /** Types that no timeline tells: opened no further than their type, as most of a busy case's entries are readings. */
  quiet: ReadonlySet<EntryType>;
  /** What is opened of the others, besides the type. */
  slots: readonly SlotName[];
}

/**
 * What happened in a case, oldest first. Every leaf is recomputed and every slot that is opened is checked against it; the
 * chain is followed by `AuditLog.readCase`, which opens all of it. Throws `LogBroken` where anything differs.
 */
export async function readEvents(
  tx: EntityManager,
  caseRef: string,
  keys: KeyRing,
  page: EventPage,
): Promise<LogEvent[]> {
  const byId = new Map([keys.case, ...keys.subjects.values()].map((key) => [key.id, key]));
  const stored = await selectEntriesWithType(tx, caseRef, page.fromSeq);
  const told = stored.flatMap(({ type: opening, ...entry }) => {
    const type = openEntry(entry, opening === null ? [] : [opening], byId).open.type;
    return type === undefined || entry.caseSeq === null || page.quiet.has(type)
      ? []
      : [{ entry, seq: entry.caseSeq, type }];
  });
  const openings = await selectOpenings(
    tx,
    told.map(({ entry }) => entry.entryId),
    page.slots.map((slot) => SLOTS.indexOf(slot)),
  );
  return told.map(({ entry, seq, type }) => ({
    seq,
    type,
    open: openEntry(entry, openings.get(entry.entryId) ?? [], byId).open,
  }));
}
