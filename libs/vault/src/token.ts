import { createHash, randomBytes } from 'node:crypto';

/** A session token: 256 random bits, base64url, 43 characters. The only copy is the one handed out. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token: its SHA-256, 32 bytes. 256 random bits need neither salt nor slowness. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
