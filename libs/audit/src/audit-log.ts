import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { OpenKey } from '#vault/vault';
import { buildEntry, type Opening } from './build-entry.js';
import { verifyChain, type CaseChain } from './chain.js';
import { slotValues, type EntryDraft } from './entry-draft.js';
import { insertEntries, selectEntries, selectOpenings, type NewEntryRow } from './internal/entry-rows.js';
import { openingAad } from './internal/opening-aad.js';
import { LogBroken, openEntry, type OpenedEntry } from './opened-entry.js';
import { SUBJECT_SLOTS, type SlotValues } from './slots.js';

export { startOfChain, type CaseChain } from './chain.js';
export type { EntryDraft } from './entry-draft.js';
export type { OpenedEntry } from './opened-entry.js';

/** Keys that openings are sealed under. */
export interface KeyRing {
  /** The case's own key; the network's (`Vault.network`) for entries about no case. */
  case: OpenKey;
  /** Keys of people in this case, by their stand-in. */
  subjects: Map<string, OpenKey>;
}

export interface AppendedEntry {
  entryId: string;
  /** Hex. */
  leafHash: string;
}

/** Entries that are built and not stored yet. */
export interface PreparedEntries {
  entries: AppendedEntry[];
  rows: readonly NewEntryRow[];
}

export interface LogPage {
  /** At most this many entries, oldest first. */
  limit: number;
  /** Only entries after this case_seq; from the first one without it. */
  afterSeq?: number;
}

/**
 * Writes and reads the log's entries (audit-log.md, version 1). The caller holds the lock of the case's row, so that the
 * chain has one writer; the sequencer takes the entries from audit_outbox into the tree afterwards.
 */
@Injectable()
export class AuditLog {
  /** Appends one entry; see `appendAll`. */
  async append(
    tx: EntityManager,
    chain: CaseChain | null,
    draft: EntryDraft,
    keys: KeyRing,
  ): Promise<AppendedEntry> {
    const [appended] = await this.appendAll(tx, chain, [draft], keys);
    if (appended === undefined) throw new Error('An entry was appended and is not there.');
    return appended;
  }

  /** Appends entries in order, in one statement however many they are: `prepare`, then `store`. */
  async appendAll(
    tx: EntityManager,
    chain: CaseChain | null,
    drafts: readonly EntryDraft[],
    keys: KeyRing,
  ): Promise<AppendedEntry[]> {
    const prepared = this.prepare(chain, drafts, keys);
    await this.store(tx, prepared);
    return prepared.entries;
  }

  /**
   * Builds entries and moves `chain` on in place: the caller stores them and saves the chain's `seq` and `head` on the case
   * in one transaction. `chain` is null for entries about no case. Throws for a draft that could hold free text or whose
   * subject has no key in the ring; then the chain stands. No IO.
   */
  prepare(chain: CaseChain | null, drafts: readonly EntryDraft[], keys: KeyRing): PreparedEntries {
    const end = chain && { ...chain };
    const rows = drafts.map((draft) => {
      const values = slotValues(draft, end);
      const row = toRow(values, draft.recordedAt, keys);
      if (end) {
        end.seq += 1;
        end.head = row.leaf;
      }
      return row;
    });
    if (chain && end) {
      chain.seq = end.seq;
      chain.head = end.head;
    }
    return {
      entries: rows.map((row) => ({ entryId: row.entryId, leafHash: row.leaf.toString('hex') })),
      rows,
    };
  }

  /** Stores prepared entries, in one statement. */
  async store(tx: EntityManager, prepared: PreparedEntries): Promise<void> {
    if (prepared.rows.length > 0) await insertEntries(tx, prepared.rows);
  }

  /**
   * A case's entries, opened as far as `keys` reach. Every leaf is recomputed, every opened slot checked against it, and
   * the chain followed from the entry before the page. Throws `LogBroken` where anything differs. Erased slots are closed.
   */
  async readCase(tx: EntityManager, caseRef: string, keys: KeyRing, page: LogPage): Promise<OpenedEntry[]> {
    const afterSeq = page.afterSeq ?? -1;
    const stored = await selectEntries(
      tx,
      caseRef,
      Math.max(afterSeq, 0),
      page.limit + (afterSeq < 0 ? 0 : 1),
    );
    const openings = await selectOpenings(
      tx,
      stored.map((entry) => entry.entryId),
    );
    const byId = new Map([keys.case, ...keys.subjects.values()].map((key) => [key.id, key]));
    const opened = stored.map((entry) => openEntry(entry, openings.get(entry.entryId) ?? [], byId));
    checkChain(opened, afterSeq);
    return afterSeq < 0 ? opened : opened.slice(1);
  }
}

function toRow(values: SlotValues, recordedAt: Date, keys: KeyRing): NewEntryRow {
  const { entry, leaf, openings } = buildEntry(values);
  const subjectKey = values.subject_ref === null ? keys.case : keys.subjects.get(values.subject_ref);
  if (subjectKey === undefined)
    throw new Error(`The subject of an entry ${values.type} has no key in the ring.`);
  const entryId = values.entry_id;
  return {
    entryId,
    caseRef: values.case_ref,
    caseSeq: values.case_seq,
    entry,
    leaf,
    recordedAt,
    openings: openings.map((opening, slot) => {
      const key = SUBJECT_SLOTS.has(opening.slot) ? subjectKey : keys.case;
      return { slot, keyId: key.id, sealed: key.seal(plainOf(opening), openingAad(entryId, slot, leaf)) };
    }),
  };
}

function plainOf(opening: Opening): Buffer {
  return Buffer.concat([opening.salt, opening.encoded]);
}

function checkChain(opened: readonly OpenedEntry[], afterSeq: number): void {
  const links = opened.map((entry) => ({
    caseSeq: entry.caseSeq ?? -1,
    prevLeaf: entry.open.prev_leaf ?? null,
    leaf: entry.leaf,
  }));
  const [first] = links;
  if (first === undefined) return;
  // A later page begins with the entry before it: followed from, not checked against what came before it.
  const from = afterSeq < 0 ? undefined : { seq: afterSeq, head: Buffer.from(first.prevLeaf ?? '', 'hex') };
  const fault = verifyChain(links, from);
  if (fault === null) return;
  const at = opened.find((entry) => entry.caseSeq === fault.caseSeq) ?? opened.at(-1);
  throw new LogBroken(at?.entryId ?? '', `${fault.rule} at case_seq ${String(fault.caseSeq)}`);
}
