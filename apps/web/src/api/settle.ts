import type { Problem } from './api-types.js';
import { ApiUnavailable, type Answer } from './answer.js';

interface Outcome<T> {
  data?: T | undefined;
  error?: unknown;
  response: Response;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';
}

/** The API's time: it sends its own clock as Date (RFC 9110, 6.6.1), also where a demonstration moved it on. */
function timeOf(response: Response): Date {
  return new Date(response.headers.get('date') ?? Number.NaN);
}

/**
 * Brings a call of the client into one of two forms. Throws ApiUnavailable where nothing answered, the API failed (5xx), or
 * it has no time for us (429): in all three the person did nothing wrong and can send the same again.
 */
export async function settle<T>(call: Promise<Outcome<T>>): Promise<Answer<T>> {
  let outcome: Outcome<T>;
  try {
    outcome = await call;
  } catch (error) {
    throw new ApiUnavailable('The API did not answer.', { cause: error });
  }
  const { data, error, response } = outcome;
  if (response.ok) {
    return { ok: true, data: data as T, etag: response.headers.get('etag'), now: timeOf(response) };
  }
  const { status } = response;
  if (status >= 500 || status === 429) throw new ApiUnavailable(`The API answered ${String(status)}.`);
  const problem = isProblem(error)
    ? error
    : { type: 'about:blank' as const, title: '', status, code: 'refused', detail: '' };
  return { ok: false, status, problem };
}
