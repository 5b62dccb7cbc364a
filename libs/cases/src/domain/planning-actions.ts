import { z } from 'zod';
import { scheduleCheck } from './closing.js';
import { lines, oneOf, text } from './fields.js';
import {
  allegationMade,
  assignedInvestigator,
  everyoneDeclared,
  interimMeasures,
  noTransferPending,
  officerAssigned,
  respondentsSettled,
  safetyPlan,
  separateHands,
  triageComplete,
  withdrawalDecided,
} from './needs.js';
import { assignedAs, inForce, isHighRisk } from './queries.js';
import { row } from './row.js';

const CHECK_SOON_DAYS = 7;

export const planInvestigation = row({
  about: 'Plan the investigation and begin it',
  form: 'staff',
  from: ['triage'],
  to: ['investigation'],
  who: ['investigator'],
  body: z.strictObject({
    questions: lines('Questions', 'What has to be found out.'),
    sources: lines('Sources', 'Where the answers may be: documents, messages, places.'),
    hearing: lines('People to hear', 'In an order that is safe for the survivor.'),
    survivorTakesPart: oneOf(
      ['yes', 'no', 'undecided', 'not-known'],
      'Does the survivor want to take part',
      'Not known only where no survivor can be asked.',
    ),
    survivorWish: text("The survivor's wish", 'In their words, where they said more.').optional(),
    riskOverride: text(
      'Why not wait for the survivor',
      'Where a known survivor was not asked first: the risk to others that does not wait.',
    ).optional(),
  }),
  needs: [
    triageComplete,
    safetyPlan,
    interimMeasures,
    respondentsSettled,
    officerAssigned,
    assignedInvestigator,
    separateHands('investigator'),
    {
      code: 'decider-named',
      says: 'Assign a decision-maker, or three panel members.',
      met: ({ facts }) =>
        assignedAs(facts, 'decision-maker') !== null ||
        inForce(facts).filter((one) => one.role === 'panel-member').length >= 3,
    },
    everyoneDeclared,
    allegationMade,
    withdrawalDecided,
    noTransferPending,
  ],
  asks: [
    {
      code: 'survivor-asked-first',
      says: 'The survivor is known and was not asked: ask first, or say which risk does not wait.',
      field: 'riskOverride',
      met: ({ facts }, said) =>
        facts.triage?.survivorIdentified !== true ||
        facts.survivorConsent !== 'not-asked' ||
        (isHighRisk(facts) && said.riskOverride !== undefined),
    },
  ],
  starts: ['investigation', 'retaliation-check'],
  stops: ['triage'],
  entries: ['investigation.planned'],
  apply: (change, said) => {
    const { facts } = change;
    facts.plan = {
      questions: said.questions,
      sources: said.sources,
      hearing: said.hearing,
      survivorTakesPart: said.survivorTakesPart,
      survivorWish: said.survivorWish ?? null,
      riskOverride: said.riskOverride ?? null,
      by: change.by,
      at: change.now,
    };
    change.hand(change.by, 'investigator');
    change.moveTo('investigation');
    change.stop('triage', null, 'met');
    change.start('investigation');
    scheduleCheck(change, 'investigation', CHECK_SOON_DAYS);
    change.sayAll('investigation-started');
    change.entry('investigation.planned', {
      payload: { allegations: facts.allegations.length, survivorTakesPart: said.survivorTakesPart },
      texts: {
        questions: said.questions.join('\n'),
        sources: said.sources.join('\n'),
        hearing: said.hearing.join('\n'),
        survivorWish: said.survivorWish,
        riskOverride: said.riskOverride,
      },
    });
  },
});
