/** Additional data of a sealed opening: `entry_id[16] || u8(slot) || leaf[32]`, so that it opens in no other place. */
export function openingAad(entryId: string, slot: number, leaf: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(entryId.replaceAll('-', ''), 'hex'), Buffer.of(slot), leaf]);
}
