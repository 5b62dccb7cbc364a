import { HOME, personId } from './network.js';
import { Story } from './story.js';

export const officer = personId('officer');
export const supervisor = personId('supervisor');
export const investigator = personId('investigator');
export const decisionMaker = personId('decision-maker');
export const custodian = personId('custodian');

export const TRIAGE = {
  risk: 'medium',
  principles: [4],
  breachKinds: ['sexual-harassment'],
  survivorConsent: 'given',
  earlierCases: 'None found under this name or body.',
  othersUnknown: true,
};
export const PLAN = {
  questions: ['What happened after the training?'],
  sources: ['Messages'],
  hearing: ['The survivor, if they wish', 'The driver'],
  survivorTakesPart: 'yes',
};
export const DECISION = {
  reasons: 'As found.',
  message: 'This is what we found.',
  messageToRespondent: 'You have 30 days.',
};
export const DRAFT = {
  harm: 'You were followed and then punished for saying no.',
  acknowledgedBy: 'Fathers First',
  acknowledgedByKind: 'institution',
  responsibility: 'We did not look.',
  change: 'Nobody shares rooms any more.',
  noExcuse: true,
};
export const CLOSING = {
  message: 'This is how it ended.',
  lessons: 'Rooms are booked one by one.',
  retention: 'standard',
};

export function atTriage(story = new Story()): Story {
  story.do('acknowledge-receipt', officer, { message: 'Your report is here.' });
  story.do('accept', officer, { aboutConduct: true, concernsNetwork: true });
  return story;
}

export function staffed(story: Story): Story {
  for (const [role, id] of [
    ['officer', officer],
    ['investigator', investigator],
    ['decision-maker', decisionMaker],
  ] as const) {
    story.do('assign', officer, { role, personId: id });
    story.do('declare-conflict', id, { conflict: 'none' });
  }
  return story;
}

export function readyToPlan(story = atTriage()): Story {
  story.do('triage', officer, TRIAGE);
  staffed(story);
  story.do('add-allegation', officer, { what: 'Followed her', principle: 4 });
  return story;
}

export function atInvestigation(story = readyToPlan()): Story {
  story.do('plan-investigation', investigator, PLAN);
  return story;
}

export function finding(story: Story, is: string, allegation = story.facts.allegations[0]): object {
  return {
    allegationId: allegation?.id,
    finding: is,
    reasons: 'Two messages say so.',
    evidenceWeighed: 'Messages against denial.',
    standardOfProof: 'balance-of-probabilities',
    recommendation: 'Acknowledge it.',
    survivorHeard: true,
    respondentNotHeardBecause: 'Not safe for the survivor.',
  };
}

export function found(is = 'substantiated', story = atInvestigation()): Story {
  story.do('record-finding', investigator, finding(story, is));
  return story;
}

export function atAcknowledgement(story = found()): Story {
  story.do('decide', decisionMaker, DECISION);
  return story;
}

export function shown(story = atAcknowledgement()): Story {
  story.do('draft-acknowledgement', officer, DRAFT);
  story.do('share-acknowledgement', officer, { approved: true });
  return story;
}

export function atRemedy(story = shown()): Story {
  story.do('answer-acknowledgement', story.reportId, { answer: 'accepted' });
  story.do('deliver-acknowledgement', officer, { form: 'private' });
  story.do('start-remedy', supervisor, {});
  return story;
}

export function remedy(story: Story, more: object = {}): string {
  const done = story.do('add-remedy', officer, {
    kind: 'training',
    character: 'restorative',
    what: 'A training for the board',
    ownerPersonId: personId('custodian', 1, HOME),
    dueOn: story.day(30),
    verification: 'The list of who was there',
    survivorAsked: 'asked',
    ...more,
  });
  return done.created[0] ?? '';
}

export const remedyOwner = personId('custodian', 1, HOME);

export function readyToClose(story = atRemedy()): Story {
  const remedyId = remedy(story);
  story.do('complete-remedy', remedyOwner, { remedyId, evidence: 'The list' });
  story.do('verify-remedy', officer, { remedyId, result: 'done', seen: 'The list, signed' });
  story.do('message', officer, { text: 'How satisfied are you?', asksSatisfaction: true });
  story.do('rate-remedy', story.reportId, { score: 4 });
  return story;
}

export function closed(story = readyToClose()): Story {
  story.do('close', supervisor, CLOSING);
  return story;
}
