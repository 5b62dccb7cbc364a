import type { AssignmentRole } from './facts-people.js';
import { handOf, handsFreeFor, isExcluded, personOf, supervises } from './queries.js';
import { reportOf } from './needs.js';
import type { Ask, Situation } from './situation.js';

/** Whether a person can be given work in this case; the words say why not. */
export function fitForWork(s: Situation, personId: string): boolean | string {
  const person = s.people.get(personId);
  // An excluded person and an unknown one get the same words: who is excluded is nobody's business.
  if (person === undefined || !person.active || person.excluded || isExcluded(s.facts, personId)) {
    return 'This person cannot be given work in this case.';
  }
  return person.absent ? 'This person is absent: choose somebody who is there.' : true;
}

export function separate(s: Situation, personId: string, role: AssignmentRole): boolean {
  const hand = handOf(role);
  return hand === null || handsFreeFor(s.facts, personId, hand);
}

/** A supervisor approves: the actor, or the one that the body names. */
export function supervisorApproves<B extends { approvedByPersonId?: string | undefined }>(
  when: (s: Situation) => boolean = () => true,
): Ask<B> {
  return {
    code: 'supervisor-approves',
    says: 'A supervisor approves this: name the one who did.',
    field: 'approvedByPersonId',
    met: (s, body) => {
      if (!when(s) || s.actor.roles.includes('supervisor')) return true;
      const approver = body.approvedByPersonId;
      if (approver === undefined) return false;
      const overCase = supervises(s.people, approver, [s.facts.holderBodyId, ...s.bodiesAbove]);
      return (
        (overCase && approver !== personOf(s.actor) && fitForWork(s, approver) === true) ||
        'The person named is no supervisor of this case who is there and free to approve it.'
      );
    },
  };
}

/** Which report it is about must be said when there are several: nobody is to read another reporter's message. */
export function reportNamed<B extends { reportId?: string | undefined }>(): Ask<B> {
  return {
    code: 'report-named',
    says: 'This case has several reporters: say which one this is about.',
    field: 'reportId',
    met: ({ facts }, body) =>
      reportOf(facts, body.reportId) !== null ||
      (body.reportId === undefined ? false : 'No report of this case has that id.'),
  };
}

/** A day that is still to come. */
export function laterThanNow<B>(field: string, get: (body: B) => string | undefined): Ask<B> {
  return {
    code: 'day-to-come',
    says: 'Choose a day that is still to come.',
    field,
    met: ({ now }, body) => {
      const day = get(body);
      return day === undefined || day > now.slice(0, 10);
    },
  };
}
