import { hkdfSync } from 'node:crypto';
import { seal, unseal } from './sealed-box.js';

/**
 * A data key, unwrapped for the length of one transaction. Never kept longer: destroying its row must act at once.
 * The key itself stays out of reach of JSON, logs and console.
 */
export class OpenKey {
  readonly #bytes: Uint8Array;

  constructor(
    /** Id of its row in data_key. */
    readonly id: string,
    bytes: Uint8Array,
  ) {
    this.#bytes = bytes;
  }

  /** Seals bytes or UTF-8 text. `aad` names the place the value is kept in, e.g. `report.content:<id>`. */
  seal(plain: Uint8Array | string, aad: Uint8Array | string): Buffer {
    return seal(this.#bytes, plain, aad);
  }

  /** Opens what was sealed under this key with the same `aad`; throws `SealBroken` otherwise. */
  open(sealed: Uint8Array, aad: Uint8Array | string): Buffer {
    return unseal(this.#bytes, sealed, aad);
  }

  /** 32 bytes that are always the same for this key and purpose and gone with it (HKDF-SHA-256, RFC 5869). */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#bytes, '', `amends/data-key/${purpose}`, 32));
  }
}
