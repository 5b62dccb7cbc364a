import type { EntityManager } from 'typeorm';
import { queryRows } from '#database/query-rows';
import type { StoredEntry, StoredOpening } from '../opened-entry.js';
import { SLOTS } from '../slots.js';

const TYPE_SLOT = SLOTS.indexOf('type');
const ALL_SLOTS = SLOTS.map((_name, slot) => slot);

export interface NewEntryRow extends StoredEntry {
  recordedAt: Date;
  openings: StoredOpening[];
}

/** Stores entries, their openings and their places in the sequencer's queue, in the given order and in one statement. */
export async function insertEntries(tx: EntityManager, rows: readonly NewEntryRow[]): Promise<void> {
  const openings = rows.flatMap((row) =>
    row.openings.map((opening) => ({ entryId: row.entryId, ...opening })),
  );
  await tx.query(
    `with drafts as (
       select * from unnest($1::uuid[], $2::text[], $3::int[], $4::bytea[], $5::bytea[], $6::timestamptz[])
         with ordinality as d (entry_id, case_ref, case_seq, entry, leaf, recorded_at, n)
     ), entries as (
       insert into audit_entry (entry_id, case_ref, case_seq, entry, leaf, recorded_at)
       select entry_id, case_ref, case_seq, entry, leaf, recorded_at from drafts order by n
     ), openings as (
       insert into audit_opening (entry_id, slot, key_id, sealed)
       select * from unnest($7::uuid[], $8::smallint[], $9::uuid[], $10::bytea[])
     )
     insert into audit_outbox (entry_id) select entry_id from drafts order by n`,
    [
      rows.map((row) => row.entryId),
      rows.map((row) => row.caseRef),
      rows.map((row) => row.caseSeq),
      rows.map((row) => row.entry),
      rows.map((row) => row.leaf),
      rows.map((row) => row.recordedAt),
      openings.map((opening) => opening.entryId),
      openings.map((opening) => opening.slot),
      openings.map((opening) => opening.keyId),
      openings.map((opening) => opening.sealed),
    ],
  );
}

interface EntryRow {
  entry_id: string;
  case_ref: string | null;
  case_seq: number | null;
  entry: Buffer;
  leaf: Buffer;
}

/** Entries of a case from `fromSeq` on, in order. */
export async function selectEntries(
  tx: EntityManager,
  caseRef: string,
  fromSeq: number,
  limit: number,
): Promise<StoredEntry[]> {
  const rows = await queryRows<EntryRow>(
    tx,
    `select entry_id, case_ref, case_seq, entry, leaf from audit_entry
     where case_ref = $1 and case_seq >= $2 order by case_seq limit $3`,
    [caseRef, fromSeq, limit],
  );
  return rows.map(entryOf);
}

function entryOf(row: EntryRow): StoredEntry {
  return {
    entryId: row.entry_id,
    caseRef: row.case_ref,
    caseSeq: row.case_seq,
    entry: row.entry,
    leaf: row.leaf,
  };
}

/** Entries of a case from `fromSeq` on, in order, each with the opening of its type where that is still there. */
export async function selectEntriesWithType(
  tx: EntityManager,
  caseRef: string,
  fromSeq: number,
): Promise<(StoredEntry & { type: StoredOpening | null })[]> {
  const rows = await queryRows<EntryRow & { key_id: string | null; sealed: Buffer | null }>(
    tx,
    `select e.entry_id, e.case_ref, e.case_seq, e.entry, e.leaf, o.key_id, o.sealed from audit_entry e
       left join audit_opening o on o.entry_id = e.entry_id and o.slot = ${String(TYPE_SLOT)}
     where e.case_ref = $1 and e.case_seq >= $2 order by e.case_seq`,
    [caseRef, fromSeq],
  );
  return rows.map((row) => ({
    ...entryOf(row),
    type:
      row.key_id === null || row.sealed === null
        ? null
        : { slot: TYPE_SLOT, keyId: row.key_id, sealed: row.sealed },
  }));
}

/** Openings that are still there, by entry; only of some slots where `slots` names them. */
export async function selectOpenings(
  tx: EntityManager,
  entryIds: readonly string[],
  slots: readonly number[] = ALL_SLOTS,
): Promise<Map<string, StoredOpening[]>> {
  if (entryIds.length === 0) return new Map();
  const rows = await queryRows<{ entry_id: string; slot: number; key_id: string; sealed: Buffer }>(
    tx,
    `select entry_id, slot, key_id, sealed from audit_opening
     where entry_id = any($1::uuid[]) and slot = any($2::smallint[])`,
    [entryIds, slots],
  );
  const byEntry = new Map<string, StoredOpening[]>(entryIds.map((id) => [id, []]));
  for (const row of rows)
    byEntry.get(row.entry_id)?.push({ slot: row.slot, keyId: row.key_id, sealed: row.sealed });
  return byEntry;
}
