import { z } from 'zod';
import type { StaffRole } from '#kernel/vocabulary';
import { fitForWork, separate } from './asks.js';
import { endAssignments, exclude } from './excluding.js';
import { ASSIGNMENT_ROLES, CONFLICTS, type AssignmentRole } from './facts-people.js';
import { id, line, oneOf, person, text, yesNo } from './fields.js';
import { handOf, isAssigned, survivorsConsent } from './queries.js';
import { row } from './row.js';
import { ANY_STAGE } from './situation.js';

/** Which grant, at any body of the network, makes somebody fit for a role in a case. Null: any grant will do. */
const FIT: Record<AssignmentRole, readonly StaffRole[] | null> = {
  // A supervisor serves as officer where a body has none of its own.
  officer: ['officer', 'supervisor'],
  investigator: ['investigator'],
  'decision-maker': ['decision-maker'],
  // Brought in from another body where the holding one has no supervisor who is free.
  supervisor: ['supervisor'],
  'panel-member': ['decision-maker', 'supervisor', 'officer', 'investigator', 'adviser'],
  verifier: ['officer', 'supervisor', 'investigator', 'decision-maker', 'adviser'],
  // Whoever has to do it: a head of an organisation need not be part of the complaint procedure.
  'remedy-owner': null,
  custodian: ['custodian'],
  adviser: ['adviser'],
};

/** Roles of which a case has one at a time: a new one takes over from the one before. */
const SINGLE: readonly AssignmentRole[] = ['officer', 'investigator', 'decision-maker', 'supervisor'];

// Also after closure: somebody has to ask about retaliation when the officer of then has left.
export const assign = row({
  about: 'Give somebody a part in this case, from anywhere in the network',
  form: 'staff',
  from: ANY_STAGE,
  to: [],
  who: ['officer', 'supervisor'],
  body: z.strictObject({
    role: oneOf(ASSIGNMENT_ROLES, 'As', 'What they are to be in this case.'),
    personId: person('Person', 'Somebody with that role at any body of the network.'),
    remedyId: id('Remedy', 'For a remedy owner: which remedy.').optional(),
  }),
  needs: [],
  asks: [
    {
      code: 'person-fit',
      says: 'This person cannot be given work in this case.',
      field: 'personId',
      met: (s, body) => fitForWork(s, body.personId),
    },
    {
      code: 'has-role',
      says: 'This person does not have that role at any body.',
      field: 'personId',
      met: ({ people }, body) => {
        const fit = FIT[body.role];
        const roles = people.get(body.personId)?.roles ?? [];
        return fit === null || roles.some((one) => fit.includes(one.role));
      },
    },
    {
      code: 'separate-hands',
      says: 'Investigator, decision-maker and verifier are different people: this one has another part already.',
      field: 'personId',
      met: (s, body) => separate(s, body.personId, body.role),
    },
    {
      code: 'not-their-own-remedy',
      says: 'Whoever owns or owned a remedy does not verify in this case.',
      field: 'personId',
      met: ({ facts }, body) =>
        body.role !== 'verifier' || !facts.remedies.some((one) => one.owners.includes(body.personId)),
    },
    {
      code: 'not-assigned-yet',
      says: 'This person has that part already.',
      field: 'personId',
      met: ({ facts }, body) => body.role === 'remedy-owner' || !isAssigned(facts, body.personId, body.role),
    },
    {
      code: 'remedy-open',
      says: 'Say which remedy they take over: one that is not verified or given up.',
      field: 'remedyId',
      met: ({ facts }, body) =>
        body.role !== 'remedy-owner' ||
        facts.remedies.some(
          (one) => one.id === body.remedyId && (one.state === 'open' || one.state === 'completed'),
        ),
    },
    {
      code: 'another-decider',
      says: 'This person decided the matter before: an appeal goes to another decision-maker.',
      field: 'personId',
      met: ({ facts }, body) =>
        handOf(body.role) !== 'decision-maker' ||
        !facts.pastDecisions.some((one) => one.by === body.personId),
    },
    {
      code: 'adviser-consent',
      says: 'Record the consent of every survivor to consulting an adviser first.',
      field: 'role',
      met: ({ facts }, body) => body.role !== 'adviser' || survivorsConsent(facts, 'adviser'),
    },
  ],
  starts: [],
  stops: [],
  entries: ['case.assigned'],
  apply: (change, body) => {
    const { facts, now } = change;
    if (SINGLE.includes(body.role)) {
      // Replaced on purpose, so nobody is told that the seat is empty.
      for (const one of facts.assignments) if (one.role === body.role && one.until === null) one.until = now;
    }
    if (body.role === 'remedy-owner') {
      const remedy = facts.remedies.find((one) => one.id === body.remedyId);
      const left = remedy?.ownerId ?? null;
      if (remedy !== undefined) {
        remedy.ownerId = body.personId;
        if (!remedy.owners.includes(body.personId)) remedy.owners.push(body.personId);
      }
      if (left !== null && !facts.remedies.some((one) => one.ownerId === left)) {
        endAssignments(change, (one) => one.personId === left && one.role === 'remedy-owner');
      }
    }
    // One decision-maker takes the place of a panel: that is the way out when a panel cannot reach its quorum.
    if (body.role === 'decision-maker' && facts.panel !== null) {
      facts.panel = null;
      endAssignments(change, (one) => one.role === 'panel-member');
    }
    if (!isAssigned(facts, body.personId, body.role)) {
      facts.assignments.push({ personId: body.personId, role: body.role, since: now, until: null });
    }
    change.tellPerson(body.personId, body.role === 'remedy-owner' ? 'you-own-a-remedy' : 'you-were-assigned');
    change.entry('case.assigned', {
      payload: { role: body.role, remedyId: body.remedyId ?? null },
      people: { assigned: body.personId },
    });
  },
});

export const declareConflict = row({
  about: 'Say whether you have a conflict of interest; if you do, you leave the case at once',
  form: 'staff',
  from: ANY_STAGE,
  to: [],
  who: ['anyone'],
  body: z.strictObject({
    conflict: oneOf(CONFLICTS, 'Conflict of interest', 'None, or of which kind.'),
    detail: text('More', 'What somebody else should know about it.').optional(),
  }),
  needs: [],
  asks: [],
  starts: [],
  stops: [],
  entries: ['conflict.declared', 'person.recused'],
  apply: (change, body) => {
    const personId = change.by;
    change.facts.declarations.push({
      personId,
      conflict: body.conflict,
      detail: body.detail ?? null,
      keptPrivate: true,
      at: change.now,
    });
    change.entry('conflict.declared', {
      reason: body.conflict,
      texts: { detail: body.detail },
      people: { declared: personId },
    });
    if (body.conflict !== 'none') {
      exclude(change, personId, 'conflict');
      change.entry('person.recused', { reason: 'conflict', people: { recused: personId } });
    }
  },
});

export const recuse = row({
  about: 'Leave the case at once; you will not see it again',
  form: 'staff',
  from: ANY_STAGE,
  to: [],
  who: ['anyone'],
  body: z.strictObject({
    reason: line('Reason', 'You need not give one.').optional(),
    keepPrivate: yesNo('Keep the reason from colleagues', 'Only an auditor can then ask for it.').optional(),
  }),
  needs: [],
  asks: [],
  starts: [],
  stops: [],
  entries: ['person.recused'],
  apply: (change, body) => {
    if (body.reason !== undefined) {
      change.facts.declarations.push({
        personId: change.by,
        conflict: 'other',
        detail: body.reason,
        keptPrivate: body.keepPrivate ?? true,
        at: change.now,
      });
    }
    exclude(change, change.by, 'recused');
    change.entry('person.recused', {
      reason: 'recused',
      people: { recused: change.by },
      texts: { reason: body.reason },
    });
  },
});
