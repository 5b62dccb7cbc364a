import { newId } from '#kernel/ids';
import { DomainError, type Missing } from '#kernel/domain-error';
import type { ActionName } from '#kernel/action-name';
import { faultsOf } from './actions.js';
import { Change } from './change.js';
import type { Decision, Surroundings } from './decision.js';
import type { CaseFacts } from './facts.js';
import { rowOf } from './lifecycle.js';
import { standing } from './standing.js';
import type { Situation } from './situation.js';

/**
 * What an action comes to: the next facts and everything that follows, or every need that is unmet, all at once. Pure: the
 * facts given are not touched, `now` is an ISO instant, ids come from `input.newId`.
 *
 * Throws `not-found` where this kind of actor has no such action, and `invalid` with every fault where only the body is at
 * fault. Where the case is not ready either, the refusal names its needs and the absent fields of the body together.
 */
export function decide(facts: CaseFacts, action: ActionName, input: Surroundings, now: string): Decision {
  const row = rowOf(action, input.actor.kind);
  if (row === null) throw DomainError.notFound('action');
  const situation = situationOf(facts, input, now);
  const missing = standing(row, situation);
  const read = row.body.safeParse(input.body);
  if (!read.success) {
    const faults = faultsOf(read.error, input.body);
    if (missing.length === 0) {
      throw new DomainError('invalid', 'invalid', 'Some of what you sent cannot be used as it is.', {
        errors: faults,
      });
    }
    const absent = faults.filter((one) => one.code === 'required');
    return { kind: 'refused', missing: [...missing, ...absent.map(asMissing)] };
  }
  // Needs of the case and needs of the body may be one and the same (a safety plan): each code is named once.
  const known = new Set(missing.map((one) => one.code));
  missing.push(...row.judge(situation, input.body).filter((one) => !known.has(one.code)));
  if (missing.length > 0) return { kind: 'refused', missing };
  const change = new Change(facts, input.actor, now, input.newId ?? newId);
  row.apply(change, input.body, situation);
  return change.done();
}

export function situationOf(facts: CaseFacts, input: Omit<Surroundings, 'body'>, now: string): Situation {
  return {
    facts,
    actor: input.actor,
    people: input.people,
    bodiesAbove: input.bodiesAbove ?? [],
    other: input.other ?? null,
    now,
  };
}

function asMissing(fault: { path: string; detail: string }): Missing {
  return { code: 'field', detail: `${fault.path}: ${fault.detail}`, field: fault.path };
}
