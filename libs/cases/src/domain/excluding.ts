import type { Change } from './change.js';
import type { AssignmentRole, ExclusionReason } from './facts-people.js';
import { isExcluded } from './queries.js';

/**
 * Takes somebody out of the case for good, at once: no access, no assignment, no seat whose vote counts, no remedy, no sight
 * of an identity. The supervisor is told what became vacant, never who or why.
 */
export function exclude(change: Change, personId: string, because: ExclusionReason): void {
  const { facts, now } = change;
  if (!isExcluded(facts, personId)) facts.excluded.push({ personId, because, since: now });
  endAssignments(change, (one) => one.personId === personId);
  for (const remedy of facts.remedies.filter((one) => one.ownerId === personId)) {
    remedy.ownerId = null;
    if (remedy.state === 'open' || remedy.state === 'completed')
      change.tellRole('supervisor', 'case-needs-owner');
  }
  for (const disclosure of facts.disclosures) {
    if (disclosure.toPersonId === personId && disclosure.until > now) disclosure.until = now;
  }
}

export function endAssignments(
  change: Change,
  which: (one: { personId: string; role: AssignmentRole }) => boolean,
): void {
  const { facts, now } = change;
  for (const assignment of facts.assignments.filter((one) => one.until === null && which(one))) {
    assignment.until = now;
    if (assignment.role === 'officer' && facts.stage !== 'closed')
      change.tellRole('supervisor', 'case-needs-officer');
  }
}

/** A match of a respondent to a person excludes that person; nothing said before about them changes that. */
export function excludeRespondents(change: Change): void {
  for (const respondent of change.facts.respondents) {
    if (respondent.kind === 'person' && respondent.personId !== null) {
      exclude(change, respondent.personId, 'respondent');
    }
  }
}
