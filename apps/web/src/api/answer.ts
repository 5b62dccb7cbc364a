import type { Problem } from './api-types.js';

export interface Done<T> {
  ok: true;
  data: T;
  etag: string | null;
  /** The API's own time, which a demonstration moves on; pages count from it and never from this machine's clock. */
  now: Date;
}

export interface Failed {
  ok: false;
  status: number;
  problem: Problem;
}

export type Answer<T> = Done<T> | Failed;

/** Nothing answered, or the API said that it failed. Whatever was typed is still in the request and is shown again. */
export class ApiUnavailable extends Error {
  override readonly name = 'ApiUnavailable';
}

/** The session is over or there was none. */
export class SignedOut extends Error {
  override readonly name = 'SignedOut';
}

/** There is no such thing, or not for this person. */
export class NothingHere extends Error {
  override readonly name = 'NothingHere';
}

const NOTHING = new Set([400, 403, 404, 422]);

/** What was asked for, or the one error that says why not. For pages that have nothing else to show. */
export function need<T>(answer: Answer<T>): Done<T> {
  if (answer.ok) return answer;
  if (answer.status === 401) throw new SignedOut();
  // 403 says that these roles have no such page; 400 and 422 that the address was made up.
  if (NOTHING.has(answer.status)) throw new NothingHere();
  throw new ApiUnavailable(`The API answered ${String(answer.status)} ${answer.problem.code}.`);
}
