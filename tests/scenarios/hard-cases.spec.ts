import { expectUnknown } from './unknown.js';
import { verifiedLog } from './verified-log.js';
import { Walk } from './walk.js';

let walk: Walk;

beforeAll(async () => {
  walk = await Walk.begin('test-results/hard-cases.md');
  await walk.file();
});
afterAll(() => walk.end());

const TRIAGE = {
  risk: 'low',
  principles: [4],
  breachKinds: ['violence'],
  survivorConsent: 'given',
  earlierCases: 'None.',
  othersUnknown: true,
};

interface People {
  officer: string;
  investigator: string;
  decider?: string;
}

/** From intake to the investigation, with a finding on the one allegation. */
async function investigated(report: number, { officer, investigator, decider }: People): Promise<void> {
  await walk.does(officer, report, 'acknowledge-receipt', { message: 'We have it.' });
  await walk.does(officer, report, 'accept', { aboutConduct: true, concernsNetwork: true });
  await walk.does(officer, report, 'triage', TRIAGE);
  for (const [role, who] of [
    ['officer', officer],
    ['investigator', investigator],
    ...(decider === undefined ? [] : [['decision-maker', decider] as const]),
  ] as const) {
    await walk.does(officer, report, 'assign', { role, personId: await walk.api.personId(who) });
    await walk.does(who, report, 'declare-conflict', { conflict: 'none' });
  }
  const { allegations } = await walk.does(officer, report, 'add-allegation', {
    what: 'He pushed her.',
    principle: 4,
  });
  if (decider === undefined) await seatPanel(report, officer);
  await walk.does(investigator, report, 'plan-investigation', {
    questions: ['Who saw it?'],
    sources: ['The office'],
    hearing: ['The survivor'],
    survivorTakesPart: 'yes',
  });
  await walk.does(investigator, report, 'record-finding', {
    allegationId: allegations[0]!.id,
    finding: 'substantiated',
    reasons: 'A certificate and a witness.',
    evidenceWeighed: 'Both agree.',
    standardOfProof: 'balance-of-probabilities',
    recommendation: 'Acknowledge it.',
    survivorHeard: true,
    respondentNotHeardBecause: 'It is not safe for her yet.',
  });
}

const PANEL = ['kenya.lead', 'lead', 'panel.decision'];

async function seatPanel(report: number, officer: string): Promise<void> {
  for (const who of PANEL) {
    await walk.does(officer, report, 'assign', {
      role: 'panel-member',
      personId: await walk.api.personId(who),
    });
    await walk.does(who, report, 'declare-conflict', { conflict: 'none' });
  }
}

describe('a survivor who does not answer', () => {
  it('is taken down as silent when the time is over, never as agreed, and can still speak until it is delivered', async () => {
    walk.title('Report 12: silence');
    await investigated(12, {
      officer: 'senegal.officer',
      investigator: 'kenya.investigator',
      decider: 'kenya.lead',
    });
    await walk.does('kenya.lead', 12, 'decide', {
      reasons: 'As found.',
      message: 'Prouvé.',
      messageToRespondent: '30 jours.',
    });
    await walk.does('senegal.officer', 12, 'draft-acknowledgement', {
      harm: 'He pushed you.',
      acknowledgedBy: 'Réseau Sénégal',
      acknowledgedByKind: 'institution',
      responsibility: 'We were there.',
      change: 'He works elsewhere.',
      noExcuse: true,
    });
    await walk.does('senegal.officer', 12, 'share-acknowledgement', { approved: true });
    await walk.later('P20D');
    expect(await walk.refused('senegal.officer', 12, 'deliver-acknowledgement', { form: 'private' })).toEqual(
      ['answered-or-silence'],
    );
    await walk.later('P2D');
    expect((await walk.seenBy(12)).acknowledgement).toMatchObject({ answer: 'silence', delivered: false });
    expect((await verifiedLog(walk, 12)).filter((type) => type.startsWith('acknowledgement.'))).toEqual([
      'acknowledgement.drafted',
      'acknowledgement.shared',
      'acknowledgement.expired-in-silence',
    ]);
    expect(await walk.refused('senegal.officer', 12, 'deliver-acknowledgement', { form: 'public' })).toEqual([
      'publish-consent',
    ]);
    const late = await walk.reporterDoes(12, 'acknowledgement/answer', {
      answer: 'rejected',
      text: 'Il est encore là.',
    });
    expect(late.acknowledgement).toMatchObject({ answer: 'rejected' });
    await walk.does('senegal.officer', 12, 'deliver-acknowledgement', { form: 'private' });
    const answer = await (
      await walk.api.reporter(walk.of(12).accessCode)
    ).post('/api/v1/reporter/acknowledgement/answer', {
      answer: 'accepted',
    });
    expect(answer.status).toBe(409);
  });
});

describe('a panel', () => {
  it('decides by its quorum, one vote each, and never with a member who left', async () => {
    walk.title('Report 1: a panel');
    await investigated(1, { officer: 'fathers.officer', investigator: 'kenya.investigator' });
    const memberPersonIds = await Promise.all(PANEL.map((who) => walk.api.personId(who)));
    await walk.does('fathers.director', 1, 'open-panel', {
      memberPersonIds,
      quorum: 2,
      chairPersonId: memberPersonIds[0],
    });
    await walk.does('lead', 1, 'vote', { vote: 'for', reasons: 'As found.' });
    expect(await walk.refused('lead', 1, 'vote', { vote: 'for', reasons: 'Again.' })).toEqual([
      'one-vote-each',
    ]);
    const decision = {
      reasons: 'By vote.',
      message: 'It is proven.',
      messageToRespondent: 'You have 30 days.',
    };
    expect(await walk.refused('kenya.lead', 1, 'decide', decision)).toEqual([
      'panel-quorum',
      'panel-vote-closed',
    ]);
    await walk.does('panel.decision', 1, 'recuse', {});
    await expectUnknown(walk, 'panel.decision', 1);
    await walk.does('kenya.lead', 1, 'vote', { vote: 'for', reasons: 'As found.' });
    expect((await walk.does('kenya.lead', 1, 'decide', decision)).stage).toBe('acknowledgement');
  });
});

describe('a conflict that shows in the middle of a case', () => {
  it('takes the case from its officer at once and gives it to the next body up, nothing lost', async () => {
    walk.title('Report 11: the officer is the one');
    await walk.does('uk.officer', 11, 'acknowledge-receipt', { message: 'We have it.' });
    await walk.does('uk.officer', 11, 'accept', { aboutConduct: true, concernsNetwork: true });
    await walk.reporterDoes(11, 'messages', { text: 'It was the officer who told the funder.' });
    const personId = await walk.api.personId('uk.officer');
    const allegation = {
      what: 'Told the funder.',
      principle: 7,
      respondentName: 'UK Officer',
      respondentKind: 'person',
    };
    await walk.does('uk.officer', 11, 'add-allegation', { ...allegation, respondentPersonId: personId });
    await expectUnknown(walk, 'uk.officer', 11);
    const held = await walk.api.read('europe', walk.id(11));
    expect(held.body.slug).toBe('europe');
    expect(held['messages']).toMatchObject([
      { text: 'We have it.' },
      {},
      { text: 'It was the officer who told the funder.' },
      {},
    ]);
    expect((await verifiedLog(walk, 11)).filter((type) => !type.endsWith('.read'))).toContain(
      'case.rerouted',
    );
    const seen = await walk.seenBy(11);
    expect(seen.messages.map((one) => one.text).join(' ')).toContain(
      'It was the officer who told the funder.',
    );
  });
});

describe('a reporter who does not agree with how it ended', () => {
  it('appeals with the code, their words are read, and somebody else decides', async () => {
    walk.title('Report 6: an appeal');
    await walk.does('lebanon.officer', 6, 'acknowledge-receipt', { message: 'وصلنا بلاغك.' });
    await walk.does('lebanon.officer', 6, 'accept', { aboutConduct: true, concernsNetwork: true });
    await walk.does('lebanon.officer', 6, 'triage', TRIAGE);
    await walk.does('lebanon.officer', 6, 'assign', {
      role: 'decision-maker',
      personId: await walk.api.personId('kenya.lead'),
    });
    await walk.does('kenya.lead', 6, 'declare-conflict', { conflict: 'none' });
    await walk.does('kenya.lead', 6, 'dismiss', {
      outcome: 'no-information',
      message: 'لم نجد ما يكفي.',
      lookedAt: 'The minutes.',
      learning: 'Ask sooner.',
      appealExplained: true,
    });
    const why = 'لم يسألني أحد من كان في الغرفة.';
    await walk.reporterDoes(6, 'actions/appeal', { why });
    const read = await walk.api.read('lebanon.officer', walk.id(6));
    expect(JSON.stringify(read['messages'])).toContain(why);
    await walk.expectNothingLost('lebanon.officer', 6);
    await walk.later('P40D');
    expect((await walk.seenBy(6)).actions.map((one) => one.name)).not.toContain('appeal');
  });
});
