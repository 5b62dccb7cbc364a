import { meant } from './respondent-meant.js';
import { z } from 'zod';
import { BREACH_KINDS, PRINCIPLES, RESPONDENT_KINDS } from '#kernel/vocabulary';
import type { Change } from './change.js';
import { exclude } from './excluding.js';
import { FINDINGS, STANDARDS_OF_PROOF } from './facts-investigation.js';
import { id, line, oneOf, person, text, yesNo, body } from './fields.js';
import { assignedInvestigator, ownDeclaration, separateHands } from './needs.js';
import { row } from './row.js';

/** Votes count only for the record they were cast on: new findings or allegations set them aside, and members are told. */
function setVotesAside(change: Change): void {
  const panel = change.facts.panel;
  if (panel === null || panel.votes.length === 0) return;
  for (const vote of panel.votes) change.tellPerson(vote.personId, 'votes-set-aside');
  panel.votes = [];
}

export const addAllegation = row({
  about: 'State what somebody is said to have done',
  form: 'staff',
  from: ['triage', 'investigation'],
  to: [],
  who: ['officer', 'investigator'],
  body: z.strictObject({
    what: text('What', 'What is said to have happened.'),
    principle: z
      .literal([...PRINCIPLES])
      .meta({ title: 'Principle', description: 'Which principle of the code, by number.' }),
    when: line('When', 'A day or a time, as far as it is known.').optional(),
    breachKind: z
      .enum(BREACH_KINDS)
      .optional()
      .meta({ title: 'Kind of breach', description: 'If one fits.' }),
    respondentId: id('Respondent', 'One of this case; may be left out where there is only one.').optional(),
    respondentName: line('New respondent', 'Where it is somebody not named before.').optional(),
    respondentKind: oneOf(RESPONDENT_KINDS, 'New respondent is', 'A person or an institution.').optional(),
    respondentPersonId: person('Matched person', 'They will not see the case from now on.').optional(),
    respondentBodyId: body('Matched body', 'The institution itself, or where the person works.').optional(),
  }),
  needs: [],
  asks: [
    {
      code: 'respondent-named',
      says: 'Say which respondent this is about.',
      field: 'respondentId',
      met: ({ facts }, said) => {
        if (said.respondentName !== undefined) return true;
        if (said.respondentId === undefined) return facts.respondents.length < 2;
        return (
          facts.respondents.some((one) => one.id === said.respondentId) ||
          'No respondent of this case has that id.'
        );
      },
    },
    {
      code: 'match-known',
      says: 'No person can be matched here: name a known person, and the respondent they are.',
      field: 'respondentPersonId',
      met: ({ facts, people }, said) =>
        said.respondentPersonId === undefined ||
        (people.has(said.respondentPersonId) &&
          (said.respondentName !== undefined
            ? said.respondentKind !== 'institution'
            : facts.respondents.find((one) => one.id === meant(facts, said))?.kind === 'person')),
    },
  ],
  starts: [],
  stops: [],
  entries: ['allegation.added'],
  apply: (change, said) => {
    const { facts } = change;
    const allegationId = change.create();
    let respondentId = meant(facts, said);
    if (said.respondentName !== undefined) {
      respondentId = change.create();
      facts.respondents.push({
        id: respondentId,
        name: said.respondentName,
        kind: said.respondentKind ?? 'person',
        personId: null,
        bodyId: null,
        standing: 'unknown',
      });
    }
    const respondent = facts.respondents.find((one) => one.id === respondentId);
    if (respondent !== undefined && said.respondentBodyId !== undefined) {
      respondent.bodyId = said.respondentBodyId;
      if (respondent.kind === 'institution') respondent.standing = 'matched';
    }
    if (respondent !== undefined && said.respondentPersonId !== undefined) {
      respondent.personId = said.respondentPersonId;
      respondent.standing = 'matched';
      exclude(change, said.respondentPersonId, 'respondent');
    }
    facts.allegations.push({
      id: allegationId,
      respondentId,
      what: said.what,
      when: said.when ?? null,
      principle: said.principle,
      breachKind: said.breachKind ?? null,
      addedBy: change.by,
      addedAt: change.now,
      finding: null,
    });
    setVotesAside(change);
    change.entry('allegation.added', {
      payload: { allegationId, principle: said.principle, breachKind: said.breachKind ?? null },
      texts: { what: said.what, when: said.when },
    });
  },
});

export const recordFinding = row({
  about: 'Say what the evidence shows for one allegation',
  form: 'staff',
  from: ['investigation'],
  to: [],
  who: ['investigator'],
  body: z.strictObject({
    allegationId: id('Allegation', 'One of this case.'),
    finding: oneOf(FINDINGS, 'Finding', 'What the evidence shows.'),
    reasons: text('Reasons', 'Why.'),
    evidenceWeighed: text('Evidence weighed', 'What speaks for it, what against, and what counts for more.'),
    standardOfProof: oneOf(STANDARDS_OF_PROOF, 'Standard of proof', 'How sure one has to be.'),
    recommendation: text('Recommendation', 'What should follow.'),
    survivorHeard: yesNo('The survivor was heard', 'In person or in their own words.'),
    survivorNotHeardBecause: line('Why the survivor was not heard', 'Where that is so.').optional(),
    respondentNotHeardBecause: line(
      'Why the respondent was not heard',
      'Where no outcome of a reply is on file.',
    ).optional(),
  }),
  needs: [assignedInvestigator, separateHands('investigator'), ownDeclaration],
  asks: [
    {
      code: 'allegation-of-this-case',
      says: 'No allegation of this case has that id.',
      field: 'allegationId',
      met: ({ facts }, said) => facts.allegations.some((one) => one.id === said.allegationId),
    },
    {
      code: 'survivor-heard',
      says: 'Hear the survivor, or say why not.',
      field: 'survivorNotHeardBecause',
      met: (_, said) => said.survivorHeard || said.survivorNotHeardBecause !== undefined,
    },
    {
      code: 'respondent-heard',
      says: 'Record the outcome of the reply of the respondent, or say why they were not heard.',
      field: 'respondentNotHeardBecause',
      met: ({ facts }, said) => {
        const respondentId = facts.allegations.find((one) => one.id === said.allegationId)?.respondentId;
        return (
          said.respondentNotHeardBecause !== undefined ||
          facts.replies.some((one) => one.respondentId === respondentId && one.outcome !== null)
        );
      },
    },
  ],
  starts: [],
  stops: [],
  entries: ['finding.recorded'],
  apply: (change, said) => {
    const allegation = change.facts.allegations.find((one) => one.id === said.allegationId);
    if (allegation === undefined) return;
    allegation.finding = {
      is: said.finding,
      reasons: said.reasons,
      evidenceWeighed: said.evidenceWeighed,
      standardOfProof: said.standardOfProof,
      recommendation: said.recommendation,
      survivorHeard: said.survivorHeard,
      survivorNotHeardBecause: said.survivorNotHeardBecause ?? null,
      respondentNotHeardBecause: said.respondentNotHeardBecause ?? null,
      by: change.by,
      at: change.now,
    };
    change.hand(change.by, 'investigator');
    setVotesAside(change);
    change.entry('finding.recorded', {
      reason: said.finding,
      payload: {
        allegationId: allegation.id,
        standardOfProof: said.standardOfProof,
        survivorHeard: said.survivorHeard,
      },
      texts: {
        reasons: said.reasons,
        evidenceWeighed: said.evidenceWeighed,
        recommendation: said.recommendation,
        survivorNotHeardBecause: said.survivorNotHeardBecause,
        respondentNotHeardBecause: said.respondentNotHeardBecause,
      },
    });
  },
});
