import type { Missing } from '#kernel/domain-error';
import { STAGES, type StaffRole } from '#kernel/vocabulary';
import { isAssigned, isExcluded, personOf, supervises } from './queries.js';
import { missingOf, type Row } from './row.js';
import type { Situation, Who } from './situation.js';

/** Offices that deal with cases; an auditor and an administrator have no part in one. */
const CASE_ROLES: readonly string[] = [
  'officer',
  'investigator',
  'decision-maker',
  'supervisor',
  'custodian',
  'adviser',
] satisfies StaffRole[];

const NAMES: Record<Who, string> = {
  reporter: 'the reporter',
  officer: 'an officer',
  investigator: 'an investigator',
  'decision-maker': 'a decision-maker',
  supervisor: 'a supervisor',
  custodian: 'a custodian',
  auditor: 'an auditor',
  adviser: 'an adviser',
  admin: 'an administrator',
  assigned: 'somebody assigned to this case',
  anyone: 'anyone who works on this case',
  owner: 'the owner of a remedy',
  'panel-member': 'a member of the panel',
  receiver: 'a supervisor of the body that the case was offered to',
  system: 'the program',
};

/** Everything that stands against an action whatever its body says: conflict, role, stage, unmet needs of the case. */
export function standing(row: Row, s: Situation): Missing[] {
  const personId = personOf(s.actor);
  // Nothing else is said to somebody who must not know the case: not its stage, not its needs.
  if (personId !== null && (isExcluded(s.facts, personId) || s.people.get(personId)?.excluded === true)) {
    return [{ code: 'no-conflict', detail: 'You have no part in this case.' }];
  }
  const missing: Missing[] = [];
  if (!row.who.some((who) => is(who, s))) {
    missing.push({
      code: 'role',
      detail: `Only ${row.who.map((who) => NAMES[who]).join(' or ')} does this.`,
    });
  }
  if (!row.from.includes(s.facts.stage)) {
    missing.push({
      code: 'stage',
      detail: `This is done in the stage ${row.from.join(', ')}; the case is in ${s.facts.stage}.`,
    });
    // Needs of a stage that lies behind say nothing any more; those of a stage to come are worth knowing now.
    const here = STAGES.indexOf(s.facts.stage);
    if (row.from.every((stage) => STAGES.indexOf(stage) < here)) return missing;
  }
  return [...missing, ...row.needs.flatMap((need) => missingOf(need, need.met(s)))];
}

function is(who: Who, s: Situation): boolean {
  const { facts, actor, people } = s;
  const personId = personOf(actor);
  switch (who) {
    case 'system':
      return actor.kind === 'system';
    case 'reporter':
      return actor.kind === 'reporter' && facts.reports.some((one) => one.id === actor.reportId);
    case 'assigned':
      return personId !== null && isAssigned(facts, personId);
    case 'anyone':
      return (
        personId !== null &&
        (actor.roles.some((one) => CASE_ROLES.includes(one)) || isAssigned(facts, personId))
      );
    case 'owner':
      return personId !== null && facts.remedies.some((one) => one.ownerId === personId);
    case 'panel-member':
      return personId !== null && facts.panel?.memberIds.includes(personId) === true;
    case 'receiver':
      return (
        personId !== null &&
        facts.pendingTransfer !== null &&
        supervises(people, personId, [facts.pendingTransfer.toBodyId])
      );
    default:
      return actor.kind === 'staff' && actor.roles.includes(who);
  }
}
