import { z } from 'zod';
import { fitForWork, laterThanNow } from './asks.js';
import { endAssignments } from './excluding.js';
import type { CaseFacts } from './facts.js';
import { REMEDY_KINDS, type RemedyFacts } from './facts-amends.js';
import { day, id, line, oneOf, person, sha256, text, yesNo } from './fields.js';
import { separateHands } from './needs.js';
import {
  consentInForce,
  endOfDay,
  handsFreeFor,
  isAssigned,
  personOf,
  supervises,
  survivorsConsent,
} from './queries.js';
import { row } from './row.js';
import type { Ask } from './situation.js';

/** Mediation is only between people who each said yes, separately, and may each take that back. */
export function mediationConsented(facts: CaseFacts): boolean {
  const people = facts.respondents.filter((one) => one.kind === 'person');
  return (
    survivorsConsent(facts, 'mediation') &&
    people.length > 0 &&
    people.every((one) => consentInForce(facts, 'mediation', { respondentId: one.id }))
  );
}

function remedyOf(facts: CaseFacts, remedyId: string): RemedyFacts | undefined {
  return facts.remedies.find((one) => one.id === remedyId);
}

export const addRemedy = row({
  about: 'Promise something that repairs',
  form: 'staff',
  from: ['acknowledgement', 'remedy'],
  to: [],
  who: ['officer', 'supervisor'],
  body: z.strictObject({
    kind: oneOf(REMEDY_KINDS, 'Kind', 'What sort of thing is done.'),
    character: oneOf(
      ['restorative', 'punitive'],
      'Restorative or punitive',
      'Does it repair, or does it sanction?',
    ),
    what: text('What', 'What exactly is to be done.'),
    ownerPersonId: person('Owner', 'The one who sees to it. Somebody else verifies it.'),
    dueOn: day('Due on', 'The day by which it is done.'),
    verification: text('How it is verified', 'What somebody else will look at to know that it was done.'),
    survivorAsked: oneOf(
      ['asked', 'did-not-want-to-say', 'not-reachable'],
      'What would repair',
      'Was the survivor asked what would repair?',
    ),
    facilitator: line('Facilitator', 'Of a mediation: who leads it.').optional(),
    facilitatorFree: yesNo('The facilitator is free of conflict', 'Of any tie to either side.').optional(),
  }),
  needs: [],
  asks: [
    {
      code: 'owner-fit',
      says: 'This person cannot own a remedy of this case.',
      field: 'ownerPersonId',
      met: (s, body) => fitForWork(s, body.ownerPersonId),
    },
    {
      code: 'owner-separate',
      says: 'This person verifies in this case: somebody else owns the remedy.',
      field: 'ownerPersonId',
      met: ({ facts }, body) => !isAssigned(facts, body.ownerPersonId, 'verifier'),
    },
    laterThanNow<{ dueOn: string }>('dueOn', (body) => body.dueOn),
    {
      code: 'mediation-consents',
      says: 'Record the separate consent of every survivor and every respondent to mediation first.',
      field: 'kind',
      met: ({ facts }, body) => body.kind !== 'mediation' || mediationConsented(facts),
    },
    {
      code: 'facilitator',
      says: 'Name a facilitator who is free of conflict.',
      field: 'facilitator',
      met: (_, body) =>
        body.kind !== 'mediation' || (body.facilitator !== undefined && body.facilitatorFree === true),
    },
  ],
  starts: ['remedy'],
  stops: [],
  entries: ['remedy.added'],
  apply: (change, body) => {
    const { facts } = change;
    const remedyId = change.create();
    facts.remedies.push({
      id: remedyId,
      kind: body.kind,
      character: body.character,
      what: body.what,
      ownerId: body.ownerPersonId,
      dueOn: body.dueOn,
      verification: body.verification,
      survivorAsked: body.survivorAsked,
      facilitator: body.facilitator ?? null,
      state: 'open',
      completions: [],
      verifications: [],
      givenUp: null,
      owners: [body.ownerPersonId],
      addedBy: change.by,
      addedAt: change.now,
    });
    if (!isAssigned(facts, body.ownerPersonId, 'remedy-owner')) {
      facts.assignments.push({
        personId: body.ownerPersonId,
        role: 'remedy-owner',
        since: change.now,
        until: null,
      });
    }
    change.start('remedy', remedyId, { dueAt: endOfDay(body.dueOn) });
    change.tellPerson(body.ownerPersonId, 'you-own-a-remedy');
    change.entry('remedy.added', {
      payload: { remedyId, kind: body.kind, character: body.character, dueOn: body.dueOn },
      people: { owner: body.ownerPersonId },
      texts: { what: body.what, verification: body.verification, facilitator: body.facilitator },
    });
  },
});

const ofThisCase: Ask<{ remedyId: string }> = {
  code: 'remedy-of-this-case',
  says: 'No remedy of this case has that id.',
  field: 'remedyId',
  met: ({ facts }, body) => remedyOf(facts, body.remedyId) !== undefined,
};

export const completeRemedy = row({
  about: 'Say that your remedial action is done, with evidence',
  form: 'staff',
  from: ['remedy'],
  to: [],
  who: ['owner'],
  body: z.strictObject({
    remedyId: id('Remedy', 'One that you own.'),
    evidence: text('Evidence', 'What shows that it was done.'),
    sha256: sha256.optional(),
  }),
  needs: [],
  asks: [
    ofThisCase,
    {
      code: 'own-remedy',
      says: 'Only the owner of a remedy completes it.',
      field: 'remedyId',
      met: ({ facts, actor }, body) => remedyOf(facts, body.remedyId)?.ownerId === (personOf(actor) ?? ''),
    },
    {
      code: 'remedy-open',
      says: 'This remedy is not open.',
      field: 'remedyId',
      met: ({ facts }, body) => remedyOf(facts, body.remedyId)?.state === 'open',
    },
    {
      code: 'mediation-consents',
      says: 'Not everyone consents to mediation any more: it ends here.',
      field: 'remedyId',
      met: ({ facts }, body) =>
        remedyOf(facts, body.remedyId)?.kind !== 'mediation' || mediationConsented(facts),
    },
  ],
  starts: [],
  stops: [],
  entries: ['remedy.completed'],
  apply: (change, body) => {
    const remedy = remedyOf(change.facts, body.remedyId);
    if (remedy === undefined) return;
    remedy.state = 'completed';
    remedy.completions.push({
      evidence: body.evidence,
      sha256: body.sha256 ?? null,
      by: change.by,
      at: change.now,
    });
    // Its clock runs on until somebody else has seen it: done is what is verified.
    change.tellAssignee('remedy-completed');
    change.entry('remedy.completed', {
      payload: { remedyId: remedy.id, sha256: body.sha256 ?? null },
      texts: { evidence: body.evidence },
    });
  },
});

export const verifyRemedy = row({
  about: 'Check that a remedial action was done, or give it up with reason',
  form: 'staff',
  from: ['remedy'],
  to: [],
  who: ['officer', 'supervisor', 'adviser', 'assigned'],
  body: z.strictObject({
    remedyId: id('Remedy', 'One that you do not own.'),
    result: oneOf(
      ['done', 'partly', 'not-done', 'given-up'],
      'Result',
      'Partly or not done opens it again. Giving it up needs the next body up.',
    ),
    seen: text('Seen', 'What you saw; where it is given up, why.'),
    approvedByPersonId: person('Approved by', 'To give it up: a supervisor of the next body up.').optional(),
  }),
  needs: [separateHands('verifier')],
  asks: [
    ofThisCase,
    {
      code: 'not-own-remedy',
      says: 'Whoever owns or owned a remedy does not verify it.',
      field: 'remedyId',
      met: ({ facts, actor }, body) =>
        remedyOf(facts, body.remedyId)?.owners.includes(personOf(actor) ?? '') !== true,
    },
    {
      code: 'remedy-completed',
      says: 'The owner completes the remedy first.',
      field: 'remedyId',
      met: ({ facts }, body) => {
        const state = remedyOf(facts, body.remedyId)?.state;
        return state === 'completed' || (body.result === 'given-up' && state === 'open');
      },
    },
    {
      code: 'given-up-by-body-above',
      says: 'A supervisor of the next body up approves that it is given up: name them.',
      field: 'approvedByPersonId',
      met: (s, body) => {
        if (body.result !== 'given-up') return true;
        const approver = body.approvedByPersonId;
        return (
          approver !== undefined &&
          fitForWork(s, approver) === true &&
          // At the very top there is no body above: then another supervisor of the same body.
          supervises(s.people, approver, s.bodiesAbove.length > 0 ? s.bodiesAbove : [s.facts.holderBodyId]) &&
          approver !== personOf(s.actor) &&
          remedyOf(s.facts, body.remedyId)?.owners.includes(approver) !== true &&
          handsFreeFor(s.facts, approver, 'verifier')
        );
      },
    },
  ],
  starts: [],
  stops: ['remedy'],
  entries: ['remedy.verified'],
  apply: (change, body) => {
    const { facts, now } = change;
    const remedy = remedyOf(facts, body.remedyId);
    if (remedy === undefined) return;
    change.hand(change.by, 'verifier');
    if (body.result === 'given-up') {
      remedy.state = 'given-up';
      remedy.givenUp = { reason: body.seen, approvedBy: body.approvedByPersonId ?? null, at: now };
      if (body.approvedByPersonId !== undefined)
        change.tellPerson(body.approvedByPersonId, 'named-as-approver');
      change.stop('remedy', remedy.id, 'cancelled');
    } else {
      remedy.state = body.result === 'done' ? 'verified' : 'open';
      remedy.verifications.push({ result: body.result, seen: body.seen, by: change.by, at: now });
      if (body.result === 'done') change.stop('remedy', remedy.id, 'met');
      else if (remedy.ownerId !== null) change.tellPerson(remedy.ownerId, 'remedy-not-accepted');
    }
    const owner = remedy.ownerId;
    const stillOwes = facts.remedies.some(
      (one) => one.ownerId === owner && (one.state === 'open' || one.state === 'completed'),
    );
    if (!stillOwes) endAssignments(change, (one) => one.role === 'remedy-owner' && one.personId === owner);
    change.entry('remedy.verified', {
      reason: body.result,
      payload: { remedyId: remedy.id },
      people: { approvedBy: body.approvedByPersonId },
      texts: { seen: body.seen },
    });
  },
});
