import { AbilityBuilder, createMongoAbility, subject, type ForcedSubject } from '@casl/ability';
import type { Actor } from '#kernel/actor';
import { BodyTree } from './body-tree.js';
import { defineBody } from './internal/policies/body.policy.js';
import { defineCase } from './internal/policies/case-ability.js';
import { defineLog } from './internal/policies/log.policy.js';
import { definePerson } from './internal/policies/person.policy.js';
import { defineReportForReporter, defineReportForStaff } from './internal/policies/report.policy.js';
import { defineSession } from './internal/policies/session.policy.js';
import type { AmendsAbility, SubjectActions, SubjectFacts, SubjectName } from './subjects.js';

/**
 * All that one actor can do, at this moment and in this tree. Ask it about a record: `ability.can('read', record('Case',
 * facts))`. The system acts by its own code paths and is given no ability.
 */
export function abilityFor(actor: Actor, tree: BodyTree): AmendsAbility {
  const rules = new AbilityBuilder<AmendsAbility>(createMongoAbility);
  if (actor.kind === 'staff') {
    defineCase(rules, actor, tree);
    defineLog(rules, actor, tree);
    definePerson(rules, actor, tree);
    defineBody(rules, actor, tree);
    defineReportForStaff(rules);
    defineSession(rules, actor);
  }
  if (actor.kind === 'reporter') defineReportForReporter(rules, actor);
  return rules.build();
}

/** Facts as the subject that an ability is asked about; a copy, as CASL marks what it is given. */
export function record<S extends SubjectName>(
  name: S,
  facts: SubjectFacts[S],
): SubjectFacts[S] & ForcedSubject<S> {
  return subject(name, { ...facts });
}

/**
 * Whether an actor could ever do this to some record of this kind: the coarse question of a route, before any record is
 * known. A yes decides nothing; services ask again about the record. Needs no tree.
 */
export function mayEver<S extends SubjectName>(actor: Actor, action: SubjectActions[S], name: S): boolean {
  return abilityFor(actor, new BodyTree([])).rules.some(
    (rule) =>
      rule.inverted !== true && [rule.action].flat().includes(action) && [rule.subject].flat().includes(name),
  );
}
