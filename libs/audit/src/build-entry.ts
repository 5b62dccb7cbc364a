import { randomBytes } from 'node:crypto';
import { entryOf, fieldDigest, leafOf, SALT_BYTES } from './commitment.js';
import { canonicalBytes } from './encoding.js';
import { SLOTS, type SlotName, type SlotValues } from './slots.js';

/** One slot's opening: what shows that a digest in an entry stands for this value. */
export interface Opening {
  slot: SlotName;
  salt: Buffer;
  /** v_i, the value's canonical bytes. */
  encoded: Buffer;
}

export interface BuiltEntry {
  /** 517 bytes. */
  entry: Buffer;
  /** 32 bytes. */
  leaf: Buffer;
  /** 16, in the order of the slots. */
  openings: Opening[];
}

/** An entry over `values`. `salts` is 512 fresh random bytes; only golden vectors fix them. */
export function buildEntry(
  values: SlotValues,
  salts: Buffer = randomBytes(SLOTS.length * SALT_BYTES),
): BuiltEntry {
  const openings = SLOTS.map((slot, at) => ({
    slot,
    salt: salts.subarray(at * SALT_BYTES, (at + 1) * SALT_BYTES),
    encoded: canonicalBytes(values[slot]),
  }));
  const entry = entryOf(openings.map((opening, at) => fieldDigest(at, opening.salt, opening.encoded)));
  return { entry, leaf: leafOf(entry), openings };
}
