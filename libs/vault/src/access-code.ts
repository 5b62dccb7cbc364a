import { createHmac, randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EFF_LONG_LIST } from './data/eff-long-list.js';
import { MasterKeys } from './master-keys.js';

/** Seven words of 7776 are 90.47 bits: too many to try, so no slow hash is needed that could exhaust the server. */
export const ACCESS_CODE_WORDS = 7;

/** A new access code: 7 words with spaces between them, each drawn evenly and on its own. Shown once, never stored. */
export function newAccessCode(): string {
  return Array.from({ length: ACCESS_CODE_WORDS }, () => EFF_LONG_LIST[randomInt(EFF_LONG_LIST.length)]).join(
    ' ',
  );
}

/**
 * The one form of a code however it was typed: its letters a to z alone, in lower case. Case, full-width letters, accents
 * put there by a keyboard, spaces, line breaks, hyphens, commas and numbers between the words make no difference, nor do
 * spaces that are missing. No word of the list begins another, so letters without gaps still tell the words apart; the one
 * pair that falls together is `yo-yo` and `yoyo`.
 */
export function normaliseAccessCode(typed: string): string {
  return typed
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}

/** What is stored of an access code. */
@Injectable()
export class AccessCodes {
  constructor(private readonly masterKeys: MasterKeys) {}

  /** 32 bytes, found by one index read: HMAC-SHA-256 of the code's one form, under a key kept outside the database. */
  mac(code: string): Buffer {
    return createHmac('sha256', this.masterKeys.subKey('access-code/v1'))
      .update(normaliseAccessCode(code))
      .digest();
  }
}
