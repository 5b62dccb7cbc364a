import { z } from 'zod';
import type { EntryType } from '#kernel/entry-type';
import type { JsonObject, JsonValue } from './json.js';

/** A payload that could carry words, names or files, or does not fit its entry type. A fault of the program, not of a user. */
export class PayloadRefused extends Error {
  constructor(type: EntryType, why: string) {
    super(`The log refuses this payload of ${type}: ${why}.`);
    this.name = 'PayloadRefused';
  }
}

/** Safe values are ASCII, so this is bytes too. */
const MAX_LENGTH = 16_384;
const KEY = /^[a-z][a-zA-Z0-9]{0,39}$/;
/** Codes, slugs, uuids, hex: lower case, no spaces. So a sentence cannot pass, nor a name as people write it. */
const TOKEN = /^(?=.{1,80}$)[a-z0-9]+(?:[-._:][a-z0-9]+)*$/;
/** RFC 3339 days and UTC instants. Durations of ISO 8601. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;
const DURATION = /^P(?=[\dT])(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?$/;

const ref = z.string().regex(/^[0-9a-f]{32}$/);

/** Payloads whose shape the log itself relies on. Every other type is held to the rule of safe values. */
const SHAPES: Partial<Record<EntryType, z.ZodType>> = {
  // What went, on what ground, and who agreed: a verifier reads this (audit-log.md, "Export").
  'entry.erased': z.strictObject({
    erased: z
      .array(
        z.strictObject({
          index: z.int().nonnegative(),
          slots: z.array(z.int().min(0).max(15)).min(1).max(16),
        }),
      )
      .min(1),
    basis: z.string().regex(TOKEN),
    approvers: z.tuple([ref, ref]).refine(([one, other]) => one !== other, 'two different approvers'),
  }),
};

/**
 * Lets a payload into the log only when it cannot hold free text: numbers, booleans, codes, ids, times, and salted digests
 * `{sha256}`; and when it has the shape of its type, where that is fixed. Throws `PayloadRefused`.
 */
export function checkPayload(type: EntryType, payload: JsonObject): void {
  const unsafe = unsafePath(payload, 'payload');
  if (unsafe !== null)
    throw new PayloadRefused(type, `${unsafe} could hold free text; commit to a digest of it instead`);
  if (JSON.stringify(payload).length > MAX_LENGTH) throw new PayloadRefused(type, 'it is over 16 KiB');
  const fit = SHAPES[type]?.safeParse(payload);
  if (fit?.success === false) {
    const [issue] = fit.error.issues;
    throw new PayloadRefused(
      type,
      `${issue?.path.join('.') ?? ''} ${issue?.message ?? 'does not fit'}`.trim(),
    );
  }
}

/** True for the strings that a payload, and the reason beside it, may hold. */
export function isSafeText(value: string): boolean {
  return TOKEN.test(value) || DAY.test(value) || INSTANT.test(value) || DURATION.test(value);
}

function unsafePath(value: JsonValue, path: string): string | null {
  if (typeof value === 'string') return isSafeText(value) ? null : path;
  if (value === null || typeof value !== 'object') return null;
  for (const [key, item] of Object.entries(value)) {
    if (!Array.isArray(value) && !KEY.test(key)) return `a key of ${path}`;
    const unsafe = unsafePath(item, `${path}.${key}`);
    if (unsafe !== null) return unsafe;
  }
  return null;
}
