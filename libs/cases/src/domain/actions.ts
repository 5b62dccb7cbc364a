import { z } from 'zod';
import type { ActionName } from '#kernel/action-name';
import { DomainError, type Fault } from '#kernel/domain-error';
import { rowOf } from './lifecycle.js';
import type { Form } from './situation.js';

export type { ActionName } from '#kernel/action-name';

/**
 * Reads the body of an action. Throws `invalid` with every fault at once, `not-found` where the action has no such form.
 * `decide` parses again for itself, so this is for whoever needs the faults or the defaults before.
 */
export function parseBody(action: ActionName, body: unknown, form: Form = 'staff'): unknown {
  const row = rowOf(action, form);
  if (row === null) throw DomainError.notFound('action');
  const read = row.body.safeParse(body);
  if (read.success) return read.data;
  throw new DomainError('invalid', 'invalid', 'Some of what you sent cannot be used as it is.', {
    errors: faultsOf(read.error, body),
  });
}

/** Zod's issues as the contract's faults: a path like `respondents.0.name`, a stable code, and words. */
export function faultsOf(error: z.ZodError, body: unknown): Fault[] {
  return error.issues.flatMap((issue): Fault[] => {
    const at = issue.path.map(String);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [...at, key].join('.'),
        code: 'unknown-field',
        detail: 'There is no such field.',
      }));
    }
    const absent = valueAt(body, issue.path) === undefined;
    return [
      {
        path: at.join('.'),
        code: absent ? 'required' : (CODES[issue.code] ?? 'invalid'),
        detail: absent ? 'This is needed.' : issue.message,
      },
    ];
  });
}

const CODES: Partial<Record<z.core.$ZodIssue['code'], string>> = {
  invalid_type: 'wrong-type',
  too_small: 'too-short',
  too_big: 'too-long',
  invalid_format: 'wrong-format',
  invalid_value: 'not-one-of',
};

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  let value = body;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

const PERSON_KEY = /(^p|P)ersonIds?$/;
const BODY_KEY = /(^b|B)odyId$/;

/** Bodies of actions are at most this deep: a list of objects. */
const DEPTH = 4;

/** Ids of everyone that a body mentions: what `people` must answer for, besides the actor. */
export function mentioned(_action: ActionName, body: unknown): string[] {
  return [...new Set(collect(body, PERSON_KEY, DEPTH))];
}

function collect(value: unknown, key: RegExp, depth: number): string[] {
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  return Object.entries(value).flatMap(([name, inner]): string[] => {
    if (!key.test(name)) return collect(inner, key, depth - 1);
    return [inner].flat().filter((one): one is string => typeof one === 'string');
  });
}

/** The same body with the slugs of bodies turned into ids; `idOf` answers null for what it does not know. */
export function withBodyIds(
  body: unknown,
  idOf: (slugOrId: string) => string | null,
  depth = DEPTH,
): unknown {
  if (typeof body !== 'object' || body === null || depth === 0) return body;
  if (Array.isArray(body)) return body.map((one: unknown) => withBodyIds(one, idOf, depth - 1));
  return Object.fromEntries(
    Object.entries(body).map(([name, value]: [string, unknown]) => [
      name,
      BODY_KEY.test(name) && typeof value === 'string'
        ? (idOf(value) ?? value)
        : withBodyIds(value, idOf, depth - 1),
    ]),
  );
}

/** Id of the other case that a merge or a link names; the service must lock and pass it as `other`. */
export function otherCaseOf(action: ActionName, body: unknown): string | null {
  const key = { merge: 'intoCaseId', link: 'caseId' }[action as string];
  const value = key === undefined ? undefined : valueAt(body, [key]);
  return z.uuid().safeParse(value).success ? (value as string) : null;
}

const schemas = new Map<string, object>();

/** JSON Schema (draft 2020-12) of an action's body, made once. */
export function schemaOf(action: ActionName, form: Form = 'staff'): object {
  const key = `${form} ${action}`;
  const known = schemas.get(key);
  if (known !== undefined) return known;
  const row = rowOf(action, form);
  if (row === null) throw DomainError.notFound('action');
  const schema = z.toJSONSchema(row.body, { io: 'input', target: 'draft-2020-12' });
  schemas.set(key, schema);
  return schema;
}
