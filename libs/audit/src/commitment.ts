import { hash } from 'node:crypto';
import { SLOTS } from './slots.js';

const HASH = 32;
export const SALT_BYTES = 32;
/** "AEV1" || 0x10: format, version and number of slots. */
const HEADER = Buffer.from('4145563110', 'hex');
export const ENTRY_BYTES = HEADER.length + SLOTS.length * HASH;

/** D_i = SHA-256( 0x02 || u8(i) || salt_i[32] || u32be(len(v_i)) || v_i ). `encoded` is v_i (encoding.ts). */
export function fieldDigest(slot: number, salt: Uint8Array, encoded: Uint8Array): Buffer {
  if (!Number.isInteger(slot) || slot < 0 || slot >= SLOTS.length)
    throw new RangeError(`There is no slot ${String(slot)}.`);
  if (salt.length !== SALT_BYTES) throw new RangeError('A salt has 32 bytes.');
  const message = Buffer.allocUnsafe(2 + SALT_BYTES + 4 + encoded.length);
  message.writeUInt8(0x02, 0);
  message.writeUInt8(slot, 1);
  message.set(salt, 2);
  message.writeUInt32BE(encoded.length, 2 + SALT_BYTES);
  message.set(encoded, 2 + SALT_BYTES + 4);
  return hash('sha256', message, 'buffer');
}

/** entry = "AEV1" || 0x10 || D_0 || … || D_15, 517 bytes. */
export function entryOf(digests: readonly Uint8Array[]): Buffer {
  if (digests.length !== SLOTS.length || digests.some((digest) => digest.length !== HASH)) {
    throw new RangeError('An entry has 16 digests of 32 bytes.');
  }
  return Buffer.concat([HEADER, ...digests], ENTRY_BYTES);
}

/** leaf = SHA-256( 0x00 || entry ), RFC 6962 2.1. */
export function leafOf(entry: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([Buffer.of(0x00), entry]), 'buffer');
}

/** True for bytes that have an entry's length and header. */
export function isEntry(bytes: Uint8Array): boolean {
  return bytes.length === ENTRY_BYTES && HEADER.equals(bytes.subarray(0, HEADER.length));
}

/** D_i as it stands in an entry. */
export function digestIn(entry: Uint8Array, slot: number): Uint8Array {
  const start = HEADER.length + slot * HASH;
  return entry.subarray(start, start + HASH);
}
