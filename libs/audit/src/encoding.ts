import canonicalize from 'canonicalize';
import type { JsonValue } from './json.js';

/** A value that has no one encoding, so that no log may commit to it. */
export class NotEncodable extends Error {
  constructor(where: string, why: string) {
    super(`The log cannot hold ${where}: ${why}.`);
    this.name = 'NotEncodable';
  }
}

/** Deeper nesting than any entry type needs. */
const MAX_DEPTH = 16;

/** With `u`, halves of a pair do not match. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * v_i of audit-log.md: the UTF-8 bytes of a JSON value's RFC 8785 form, strings and keys in NFC, integers within
 * ±(2^53-1). Throws `NotEncodable` for fractions, NaN, lone surrogates, keys that NFC makes equal, `undefined`, and
 * whatever is not plain JSON.
 */
export function canonicalBytes(value: JsonValue): Buffer {
  const plain = checked(value, 'value', 0);
  // Of strings, numbers, booleans and null, RFC 8785's form is ECMAScript's own; most slots are one of these.
  const form = typeof plain === 'object' && plain !== null ? canonicalize(plain) : JSON.stringify(plain);
  if (form === undefined) throw new NotEncodable('value', 'it has no JSON form');
  return Buffer.from(form, 'utf8');
}

/** A copy in NFC, so that what was checked is what is encoded. Takes `unknown`: types are no proof of what came in. */
function checked(value: unknown, where: string, depth: number): JsonValue {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return normal(value, where);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new NotEncodable(where, 'it is not an integer within ±(2^53-1)');
    return value;
  }
  if (typeof value !== 'object') throw new NotEncodable(where, `${typeof value} is not JSON`);
  if (depth === MAX_DEPTH) throw new NotEncodable(where, 'it is nested too deeply');
  if (Array.isArray(value)) {
    // Array.from, because map skips holes and would let them through as null.
    return Array.from(value, (item, at) => checked(item, `${where}[${String(at)}]`, depth + 1));
  }
  return checkedObject(value, where, depth);
}

function checkedObject(value: object, where: string, depth: number): JsonValue {
  if (!isPlain(value)) throw new NotEncodable(where, 'it is not a plain object');
  const entries = Object.entries(value).map(
    ([key, item]) => [normal(key, `a key of ${where}`), checked(item, `${where}.${key}`, depth + 1)] as const,
  );
  if (new Set(entries.map(([key]) => key)).size !== entries.length) {
    throw new NotEncodable(where, 'two of its keys are the same in NFC');
  }
  return Object.fromEntries(entries);
}

/** By what it inherits, not by identity: objects made in another realm are plain too. */
function isPlain(value: object): boolean {
  const parent: unknown = Object.getPrototypeOf(value);
  return (
    parent === null ||
    (typeof parent === 'object' && Object.getPrototypeOf(parent) === null && 'toString' in parent)
  );
}

function normal(text: string, where: string): string {
  if (LONE_SURROGATE.test(text)) throw new NotEncodable(where, 'it has a lone surrogate');
  return text.normalize('NFC');
}
