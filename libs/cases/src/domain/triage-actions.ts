import { z } from 'zod';
import { BREACH_KINDS, PRINCIPLES, RESPONDENT_KINDS, RISKS, SURVIVOR_CONSENTS } from '#kernel/vocabulary';
import { excludeRespondents } from './excluding.js';
import { body, id, line, oneOf, person, text, yesNo } from './fields.js';
import { measuresInForce } from './queries.js';
import { row } from './row.js';

const HIGH = ['high', 'imminent'];

const respondent = z.strictObject({
  respondentId: id('Respondent', 'One the report named; leave out to add another.').optional(),
  name: line('Name', 'As it is known; or what they are, where no name is.').optional(),
  kind: oneOf(RESPONDENT_KINDS, 'Kind', 'A person or an institution.').optional(),
  standing: oneOf(
    ['matched', 'outside', 'unknown'],
    'Who it is',
    'Matched to a person or body we know, somebody outside the network, or unknown.',
  ),
  personId: person('Matched person', 'They will not be able to see that the case exists.').optional(),
  bodyId: body('Matched body', 'The institution itself, or where the person works.').optional(),
});

export const triage = row({
  about: 'Assess risk, plan for safety, classify, settle who it is about',
  form: 'staff',
  from: ['triage'],
  to: [],
  who: ['officer'],
  body: z.strictObject({
    risk: oneOf(RISKS, 'Risk', 'To the survivor, the reporter or others, from now on.'),
    principles: z
      .array(z.literal([...PRINCIPLES]))
      .min(1)
      .max(PRINCIPLES.length)
      .meta({ title: 'Principles', description: 'Of the code of conduct, by number.' }),
    breachKinds: z
      .array(z.enum(BREACH_KINDS))
      .min(1)
      .max(BREACH_KINDS.length)
      .meta({ title: 'Kinds of breach', description: 'As reported, not as proven.' }),
    survivorConsent: oneOf(
      SURVIVOR_CONSENTS,
      "Survivor's consent to going on",
      'Given, could not be asked safely, or not asked.',
    ),
    earlierCases: text(
      'Duplicates and earlier cases',
      'What you found when you looked for the same matter and for earlier cases with the same respondents.',
    ),
    safetyPlan: text('Safety plan', 'Needed when risk is high or imminent.').optional(),
    noMeasureBecause: text('Why no interim measure', 'Where risk is high and none is set.').optional(),
    respondents: z
      .array(respondent)
      .max(50)
      .optional()
      .meta({ title: 'Respondents', description: 'Who each respondent is.' }),
    othersUnknown: yesNo(
      'The others are unknown',
      'Mark every respondent not settled above as unknown.',
    ).optional(),
    survivorIdentified: yesNo(
      'Somebody else is the survivor, and we know who',
      'Then they are asked before an investigation begins.',
    ).optional(),
  }),
  needs: [],
  asks: [
    {
      code: 'safety-plan',
      says: 'Risk is high: write a safety plan.',
      field: 'safetyPlan',
      met: (_, said) => !HIGH.includes(said.risk) || said.safetyPlan !== undefined,
    },
    {
      code: 'interim-measures',
      says: 'Risk is high: set an interim measure first, or say why there is none.',
      field: 'noMeasureBecause',
      met: ({ facts, now }, said) =>
        !HIGH.includes(said.risk) ||
        measuresInForce(facts, now).length > 0 ||
        said.noMeasureBecause !== undefined,
    },
    {
      code: 'respondents-settled',
      says: 'Say who each named respondent is, or that the others are unknown.',
      field: 'respondents',
      met: ({ facts }, said) => {
        const settled = new Set(said.respondents?.map((one) => one.respondentId));
        const open = facts.respondents.filter((one) => one.standing === 'named' && !settled.has(one.id));
        if (said.othersUnknown === true || open.length === 0) return true;
        return `Say who this is: ${open.map((one) => one.name).join('; ')}.`;
      },
    },
    {
      code: 'respondents-of-this-case',
      says: 'A respondent is either one of this case, by id, or a new one with name and kind.',
      field: 'respondents',
      met: ({ facts }, said) =>
        (said.respondents ?? []).every((one) =>
          one.respondentId === undefined
            ? one.name !== undefined && one.kind !== undefined
            : facts.respondents.some((known) => known.id === one.respondentId),
        ),
    },
    {
      code: 'match-known',
      says: 'Name the person or body that a matched respondent is.',
      field: 'respondents',
      met: ({ facts, people }, said) =>
        (said.respondents ?? []).every((one) => {
          const kind = one.kind ?? facts.respondents.find((known) => known.id === one.respondentId)?.kind;
          if (one.personId !== undefined && (kind !== 'person' || !people.has(one.personId))) return false;
          return (
            one.standing !== 'matched' || (kind === 'institution' ? one.bodyId : one.personId) !== undefined
          );
        }),
    },
  ],
  starts: ['triage'],
  stops: ['triage'],
  entries: ['case.triaged'],
  apply: (change, said) => {
    const { facts, now } = change;
    const before = facts.risk;
    for (const one of said.respondents ?? []) {
      const known = facts.respondents.find((other) => other.id === one.respondentId);
      const matched = {
        standing: one.standing,
        ...(one.personId === undefined ? {} : { personId: one.personId }),
        ...(one.bodyId === undefined ? {} : { bodyId: one.bodyId }),
        ...(one.name === undefined ? {} : { name: one.name }),
      };
      if (known !== undefined) Object.assign(known, matched);
      else {
        facts.respondents.push({
          id: change.create(),
          name: one.name ?? '',
          kind: one.kind ?? 'person',
          personId: null,
          bodyId: null,
          ...matched,
        });
      }
    }
    for (const one of facts.respondents) if (one.standing === 'named') one.standing = 'unknown';
    excludeRespondents(change);
    facts.risk = said.risk;
    facts.principles = [...new Set(said.principles)].sort();
    facts.breachKinds = [...new Set(said.breachKinds)];
    facts.survivorConsent = said.survivorConsent;
    facts.triage = {
      risk: said.risk,
      safetyPlan: said.safetyPlan ?? null,
      noMeasureBecause: said.noMeasureBecause ?? null,
      survivorIdentified: said.survivorIdentified ?? false,
      earlierCases: said.earlierCases,
      at: now,
      by: change.by,
    };
    // The time for triage follows the risk, but a promised date only ever comes nearer (and the reporter is told).
    if (HIGH.includes(said.risk) && (before === null || !HIGH.includes(before))) {
      change.restart('triage', null, { from: facts.acceptedAt ?? now, risk: said.risk });
      change.sayAll('looked-at-sooner');
    }
    if (said.risk === 'imminent') change.tellRole('supervisor', 'imminent-risk');
    change.entry('case.triaged', {
      payload: {
        risk: said.risk,
        principles: facts.principles,
        breachKinds: facts.breachKinds,
        respondents: facts.respondents.length,
        survivorConsent: said.survivorConsent,
      },
      texts: {
        earlierCases: said.earlierCases,
        safetyPlan: said.safetyPlan,
        noMeasureBecause: said.noMeasureBecause,
      },
    });
  },
});
