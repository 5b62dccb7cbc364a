import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 1;
const NONCE = 12;
const TAG = 16;
const OVERHEAD = 1 + NONCE + TAG;
const PREFIX = Buffer.of(VERSION);

/** What was to be opened is not what was sealed, or not under this key, or not in this place. */
export class SealBroken extends Error {
  constructor() {
    super('A sealed value does not open: it was altered, moved, or sealed under another key.');
    this.name = 'SealBroken';
  }
}

/**
 * AES-256-GCM (NIST SP 800-38D). Gives `0x01 || nonce[12] || ciphertext || tag[16]`, so 29 bytes more than `plain`.
 * The nonce is random: one key may seal 2^32 values, far beyond what one case holds. `aad` binds the value to its place
 * (column and row id), so that it opens nowhere else.
 */
export function seal(key: Uint8Array, plain: Uint8Array | string, aad: Uint8Array | string): Buffer {
  const nonce = nextNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(bytes(aad));
  const body = cipher.update(bytes(plain));
  cipher.final(); // nothing comes of it: GCM has no padding
  return Buffer.concat([PREFIX, nonce, body, cipher.getAuthTag()]);
}

/** Opens what `seal` gave for the same key and `aad`. Throws `SealBroken` for everything else. */
export function unseal(key: Uint8Array, sealed: Uint8Array, aad: Uint8Array | string): Buffer {
  if (sealed.length < OVERHEAD || sealed[0] !== VERSION) throw new SealBroken();
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE), {
    authTagLength: TAG,
  });
  decipher.setAAD(bytes(aad));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  const body = decipher.update(sealed.subarray(1 + NONCE, sealed.length - TAG));
  try {
    return Buffer.concat([body, decipher.final()]);
  } catch {
    throw new SealBroken();
  }
}

function bytes(value: Uint8Array | string): Uint8Array {
  return typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
}

/** Random bytes are drawn for many nonces at once: asking for 12 costs more than sealing does. None is used twice. */
let drawn = Buffer.alloc(0);

function nextNonce(): Buffer {
  if (drawn.length < NONCE) drawn = randomBytes(NONCE * 512);
  const nonce = drawn.subarray(0, NONCE);
  drawn = drawn.subarray(NONCE);
  return nonce;
}
