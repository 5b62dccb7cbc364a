import { REPORTER_ACTIONS, STAFF_ACTIONS, type ActionName, type StaffAction } from '#kernel/action-name';
import type { Missing } from '#kernel/domain-error';
import { schemaOf } from './actions.js';
import type { CaseActor, Surroundings } from './decision.js';
import { situationOf } from './decide.js';
import type { CaseFacts } from './facts.js';
import { rowOf } from './lifecycle.js';
import { standing } from './standing.js';
import type { Form } from './situation.js';

/** What a case offers a person: `missing` is what stands against it before a body is looked at; `schema` is of the body. */
export interface Offer {
  name: StaffAction;
  allowed: boolean;
  missing: Missing[];
  schema: object;
}

/**
 * Every action of staff, in the order of the lifecycle. `input.people` must know the actor where a transfer waits for an
 * answer.
 */
export function staffOffers(facts: CaseFacts, input: Omit<Surroundings, 'body'>, now: string): Offer[] {
  const situation = situationOf(facts, input, now);
  return STAFF_ACTIONS.map((name) => {
    const missing = missingFor(name, 'staff', situation);
    return { name, allowed: missing.length === 0, missing, schema: schemaOf(name) };
  });
}

/** What the reporter of one report can do now. What they cannot do is not shown to them. */
export function reporterOffers(
  facts: CaseFacts,
  reportId: string,
  now: string,
): { name: string; schema: object }[] {
  const actor: CaseActor = { kind: 'reporter', reportId, roles: ['reporter'] };
  const situation = situationOf(facts, { actor, people: new Map() }, now);
  return REPORTER_ACTIONS.filter((name) => missingFor(name, 'reporter', situation).length === 0).map(
    (name) => ({
      name,
      schema: schemaOf(name, 'reporter'),
    }),
  );
}

function missingFor(name: ActionName, form: Form, situation: Parameters<typeof standing>[1]): Missing[] {
  const row = rowOf(name, form);
  return row === null ? [{ code: 'role', detail: 'There is no such action.' }] : standing(row, situation);
}
