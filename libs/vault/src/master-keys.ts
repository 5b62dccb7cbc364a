import { hkdfSync } from 'node:crypto';
import { readOrMakeMasterKeyFile } from './internal/master-key-file.js';
import { MasterKeyError } from './master-key-error.js';
import type { MasterKeySource } from './master-key-source.js';

/** Everything that the master key is used for, each under a key of its own. Never renamed once landed. */
export type MasterPurpose = 'data-key-wrap/v1' | 'access-code/v1' | 'idempotency/v1';

const KEY_BYTES = 32;

/**
 * The master key, kept outside the database. It is never used itself: each purpose has a sub-key of 32 bytes by
 * HKDF-SHA-256 (RFC 5869), so that no use can weaken another.
 */
export class MasterKeys {
  readonly #master: Uint8Array;
  readonly #subKeys = new Map<MasterPurpose, Buffer>();

  /** `master` is 32 random bytes. */
  constructor(master: Uint8Array) {
    if (master.length !== KEY_BYTES) throw new MasterKeyError('The master key must be 32 bytes.');
    this.#master = master;
  }

  /**
   * Takes the key from the source's base64, else from the key file of its data folder, which is made on first use.
   * Throws `MasterKeyError` with one sentence where neither gives 32 bytes.
   */
  static load(source: MasterKeySource): MasterKeys {
    if (source.base64 !== undefined) return new MasterKeys(decode(source.base64, 'AMENDS_MASTER_KEY'));
    return new MasterKeys(decode(readOrMakeMasterKeyFile(source.dataDir), 'The master key file'));
  }

  /** The sub-key of a purpose, always the same 32 bytes. */
  subKey(purpose: MasterPurpose): Buffer {
    const known = this.#subKeys.get(purpose);
    if (known !== undefined) return known;
    const made = Buffer.from(hkdfSync('sha256', this.#master, '', `amends/${purpose}`, KEY_BYTES));
    this.#subKeys.set(purpose, made);
    return made;
  }
}

function decode(base64: string, what: string): Buffer {
  const key = Buffer.from(base64.trim(), 'base64');
  if (key.length !== KEY_BYTES || key.toString('base64') !== base64.trim()) {
    throw new MasterKeyError(
      `${what} must hold 32 bytes in base64 (44 characters), as "openssl rand -base64 32" prints.`,
    );
  }
  return key;
}
