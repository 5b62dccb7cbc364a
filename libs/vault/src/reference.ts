import { randomBytes, randomInt } from 'node:crypto';

/** Digits and letters that are hard to mistake for each other; without vowels, so that no draw spells a word. */
const ALPHABET = '23456789BCDFGHJKMNPQRTVWXYZ';
const GROUPS = 3;
const GROUP_LENGTH = 3;

/**
 * A reference to be read out on the phone, e.g. `K7M-4QD-9XP`: nine random characters of 27 (42.8 bits), so it tells
 * neither how many cases there are nor which came first. Two may fall together (1 in 15 at a million cases): the
 * unique index says so, and the caller draws again.
 */
export function newReference(): string {
  return Array.from({ length: GROUPS }, newGroup).join('-');
}

function newGroup(): string {
  return Array.from({ length: GROUP_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

/** A random stand-in for a case or person in the log: 32 hex digits with no relation to any id. */
export function newRef(): string {
  return randomBytes(16).toString('hex');
}
