import { languageOfPath } from './language.js';

/** A form that could not be taken because the session was over or something failed: where it went and what was in it. */
export interface Carried {
  to: string;
  fields: [string, string][];
}

/** The field that a carried form travels in through a login. */
export const CARRIED = 'carried';

/** Fields that are never carried: what somebody pressed, and what opens doors. */
const NEVER = new Set(['go', 'password', 'otp', 'code', CARRIED]);

const OUR_PATH = /^\/[a-z]{2}(?:\/[\w-]+)*$/;

/** Path of an address of ours, without its query; null where it is not one. Keeps a login from sending people elsewhere. */
export function ourPath(url: string): string | null {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  return OUR_PATH.test(path) && languageOfPath(path) !== null ? path : null;
}

export function carry(url: string, body: unknown): Carried | null {
  const to = ourPath(url);
  if (to === null || typeof body !== 'object' || body === null) return null;
  const fields = Object.entries(body).flatMap(([name, value]): [string, string][] =>
    NEVER.has(name) ? [] : [value].flat().map((one): [string, string] => [name, String(one)]),
  );
  return fields.length === 0 ? null : { to, fields };
}

/** Reads back what `carry` made after it went through a hidden field; null for anything else. */
export function readCarried(text: string): Carried | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('to' in value) || !('fields' in value)) return null;
    const { to, fields } = value;
    if (typeof to !== 'string' || ourPath(to) !== to || !Array.isArray(fields)) return null;
    const pairs = fields.filter(
      (pair): pair is [string, string] =>
        Array.isArray(pair) &&
        pair.length === 2 &&
        typeof pair[0] === 'string' &&
        typeof pair[1] === 'string',
    );
    return { to, fields: pairs };
  } catch {
    return null;
  }
}

/** The texts in a carried form that somebody wrote and may want to see: more than a word or an id. */
export function writtenTexts({ fields }: Carried): string[] {
  return fields
    .map(([, value]) => narrativeOf(value) ?? value)
    .filter((value) => /\s/.test(value.trim()) && !value.startsWith('{'));
}

/** The narrative in a report's draft, which travels as JSON. */
function narrativeOf(value: string): string | null {
  if (!value.startsWith('{')) return null;
  try {
    const draft: unknown = JSON.parse(value);
    const narrative =
      typeof draft === 'object' && draft !== null && 'narrative' in draft ? draft.narrative : null;
    return typeof narrative === 'string' ? narrative : null;
  } catch {
    return null;
  }
}
