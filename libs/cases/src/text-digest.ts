import { createHash } from 'node:crypto';
import type { OpenKey } from '#vault/vault';

/**
 * Digest of words that the log stands for: hex SHA-256 of a 32-byte salt, then the UTF-8 text in NFC. The salt is derived
 * from the case's key and the digest's name, so it needs no place of its own and goes when the key is destroyed: after
 * that, nobody can test a guess against the digest.
 */
export function textDigest(key: OpenKey, name: string, text: string): string {
  return createHash('sha256').update(textSalt(key, name)).update(text.normalize('NFC'), 'utf8').digest('hex');
}

/** The salt of `textDigest`, for those who may check it: the reporter for their own narrative. */
export function textSalt(key: OpenKey, name: string): Buffer {
  return key.derive(`text-digest:${name}`);
}
