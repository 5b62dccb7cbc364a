import type { OpenKey } from '#vault/vault';
import { digestIn, fieldDigest, isEntry, leafOf, SALT_BYTES } from './commitment.js';
import { openingAad } from './internal/opening-aad.js';
import { SLOTS, type SlotName, type SlotValues } from './slots.js';

/** What is stored does not match what was committed to. Says which entry and rule; nothing of it is shown. */
export class LogBroken extends Error {
  constructor(
    readonly entryId: string,
    readonly rule: string,
  ) {
    super(`The audit log does not hold at entry ${entryId}: ${rule}.`);
    this.name = 'LogBroken';
  }
}

/** `erased`: the opening is gone. `sealed`: it is there, but its key is not in the ring (destroyed, or not handed over). */
export type ClosedBecause = 'erased' | 'sealed';

/** An entry whose leaf was recomputed and whose opened slots were checked against it. */
export interface OpenedEntry {
  entryId: string;
  /** null for an entry about no case. */
  caseSeq: number | null;
  /** Leaf hash, hex. */
  leaf: string;
  open: Partial<SlotValues>;
  closed: Partial<Record<SlotName, ClosedBecause>>;
}

export interface StoredEntry {
  entryId: string;
  caseRef: string | null;
  caseSeq: number | null;
  entry: Buffer;
  leaf: Buffer;
}

export interface StoredOpening {
  slot: number;
  keyId: string;
  sealed: Buffer;
}

/**
 * Opens what `keys` (by key id) open, recomputes every digest and the leaf, and compares the row's own columns with what
 * is committed. Throws `LogBroken` on the first difference. Slots without an opening come back closed.
 */
export function openEntry(
  stored: StoredEntry,
  openings: readonly StoredOpening[],
  keys: ReadonlyMap<string, OpenKey>,
): OpenedEntry {
  if (!isEntry(stored.entry)) throw new LogBroken(stored.entryId, 'its bytes are no entry of version 1');
  if (!leafOf(stored.entry).equals(stored.leaf))
    throw new LogBroken(stored.entryId, 'its leaf is not the hash of its bytes');
  const bySlot = new Map(openings.map((opening) => [opening.slot, opening]));
  const open: Record<string, unknown> = {};
  const closed: OpenedEntry['closed'] = {};
  SLOTS.forEach((name, slot) => {
    const opening = bySlot.get(slot);
    const key = opening && keys.get(opening.keyId);
    if (!opening) closed[name] = 'erased';
    else if (!key) closed[name] = 'sealed';
    else open[name] = openSlot(stored, opening, key);
  });
  const entry: OpenedEntry = {
    entryId: stored.entryId,
    caseSeq: stored.caseSeq,
    leaf: stored.leaf.toString('hex'),
    open,
    closed,
  };
  checkColumns(stored, entry.open);
  return entry;
}

function openSlot(stored: StoredEntry, opening: StoredOpening, key: OpenKey): unknown {
  const slot = opening.slot;
  let plain: Buffer;
  try {
    plain = key.open(opening.sealed, openingAad(stored.entryId, slot, stored.leaf));
  } catch {
    throw new LogBroken(stored.entryId, `the opening of slot ${String(slot)} does not open under its key`);
  }
  const salt = plain.subarray(0, SALT_BYTES);
  const encoded = plain.subarray(SALT_BYTES);
  if (salt.length !== SALT_BYTES || !fieldDigest(slot, salt, encoded).equals(digestIn(stored.entry, slot))) {
    throw new LogBroken(
      stored.entryId,
      `the opening of slot ${String(slot)} is not what the entry commits to`,
    );
  }
  return JSON.parse(encoded.toString('utf8'));
}

/** The columns are there to be searched by; the commitment decides what is true. */
function checkColumns(stored: StoredEntry, open: Partial<SlotValues>): void {
  const columns = { entry_id: stored.entryId, case_ref: stored.caseRef, case_seq: stored.caseSeq };
  for (const [name, value] of Object.entries(columns)) {
    const committed = open[name as keyof typeof columns];
    if (committed !== undefined && committed !== value) {
      throw new LogBroken(stored.entryId, `its column ${name} is not what the entry commits to`);
    }
  }
}
