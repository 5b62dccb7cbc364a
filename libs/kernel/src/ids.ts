import { v7, validate } from 'uuid';

/** A new UUIDv7 (RFC 9562): sorts by creation time, so it must never be shown where order would tell something. */
export function newId(): string {
  return v7();
}

export function isId(value: string): boolean {
  return validate(value);
}
