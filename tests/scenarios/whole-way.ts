import { verifiedLog } from './verified-log.js';
import type { Walk } from './walk.js';

const OFFICER = 'fathers.officer';
const DIRECTOR = 'fathers.director';
const INVESTIGATOR = 'kenya.investigator';
const DECIDER = 'kenya.lead';
const OWNER = 'kenya.officer';
const VERIFIER = 'uk.officer';

const RECEIPT = 'We have your report. He will not learn of it from us.';
const DECIDED = 'We believe you. What you told us is proven.';
const CLOSED = 'This is how it ended, and you can still write to us.';

const DRAFT = {
  harm: 'He pressed you to share a room and punished you when you said no.',
  acknowledgedBy: 'Fathers First',
  acknowledgedByKind: 'institution',
  responsibility: 'We let him decide alone who works in the field.',
  change: 'Nobody decides alone on field teams.',
  noExcuse: true,
};

/** The first report on its first day: taken in, made safe, its people named. */
export function describeFirstDay(walk: () => Walk): void {
  it('is acknowledged and accepted by its officer', async () => {
    walk().title('Report 1 goes the whole way');
    await walk().does(OFFICER, 1, 'acknowledge-receipt', { message: RECEIPT, language: 'en' });
    const after = await walk().does(OFFICER, 1, 'accept', { aboutConduct: true, concernsNetwork: true });
    expect(after.stage).toBe('triage');
  });

  it('is triaged as high risk only with a plan for safety and a measure, and both are asked for at once', async () => {
    const triage = {
      risk: 'high',
      principles: [4, 5],
      breachKinds: ['sexual-harassment', 'retaliation'],
      survivorConsent: 'given',
      earlierCases: 'One complaint about the same man in 2024, never answered.',
      othersUnknown: true,
    };
    expect(await walk().refused(OFFICER, 1, 'triage', triage)).toEqual(['safety-plan', 'interim-measures']);
    await walk().does(OFFICER, 1, 'set-interim-measure', {
      measure: 'He leads no field trip until this is closed.',
      forWhom: 'The reporter and the field team',
      until: walk().day(120),
      survivorAsked: 'agreed',
      survivorBurden: 'None: she is back on the team at once.',
    });
    const after = await walk().does(OFFICER, 1, 'triage', {
      ...triage,
      safetyPlan: 'A colleague she trusts travels along.',
    });
    expect(after['risk']).toBe('high');
  });

  it('gets its people, each of whom says that they are free of conflict', async () => {
    for (const [role, who] of [
      ['officer', OFFICER],
      ['investigator', INVESTIGATOR],
      ['decision-maker', DECIDER],
    ] as const) {
      const personId = await walk().api.personId(who);
      await walk().does(OFFICER, 1, 'assign', { role, personId });
    }
    const decider = await walk().api.personId(DECIDER);
    expect(await walk().refused(OFFICER, 1, 'assign', { role: 'investigator', personId: decider })).toEqual([
      'has-role',
      'separate-hands',
    ]);
    await walk().does(OFFICER, 1, 'declare-conflict', { conflict: 'none' });
    await walk().does(DECIDER, 1, 'declare-conflict', { conflict: 'none' });
  });

  it('is planned by its investigator once nothing is missing', async () => {
    const plan = {
      questions: ['Who decided that she leaves the field team, and when?'],
      sources: ['Her messages', 'The travel bookings'],
      hearing: ['The survivor', 'The driver', 'The programme lead'],
      survivorTakesPart: 'yes',
    };
    expect(await walk().refused(INVESTIGATOR, 1, 'plan-investigation', plan)).toEqual([
      'everyone-declared',
      'allegation',
    ]);
    await walk().does(INVESTIGATOR, 1, 'declare-conflict', { conflict: 'none' });
    const told = {
      what: 'Asked her to share a room, then took her off the team.',
      principle: 4,
      when: 'March 2026',
    };
    const after = await walk().does(OFFICER, 1, 'add-allegation', told);
    expect(after.allegations).toHaveLength(1);
    expect((await walk().does(INVESTIGATOR, 1, 'plan-investigation', plan)).stage).toBe('investigation');
  });
}

/** The rest of its way, over some months. */
export function describeTheRest(walk: () => Walk): void {
  it('is investigated: evidence, the respondent heard, a finding', async () => {
    walk().title('Report 1: investigation');
    const file = {
      kind: 'message',
      description: 'Her messages of March.',
      source: 'The survivor',
      sha256: 'ab'.repeat(32),
    };
    await walk().does(INVESTIGATOR, 1, 'add-evidence', file);
    const invited = {
      disclosed: ['A complaint about the trip in March'],
      survivorSafety: 'She knows the day.',
    };
    await walk().does(INVESTIGATOR, 1, 'invite-reply', { ...invited, replyBy: walk().day(10) });
    expect(await walk().refused(INVESTIGATOR, 1, 'record-reply', { outcome: 'no-reply' })).toEqual([
      'time-to-reply-over',
    ]);
    await walk().later('P3D');
    await walk().does(OFFICER, 1, 'record-retaliation-check', {
      asked: 'Contract, hours, tone.',
      answer: 'no-signs',
    });
    await walk().later('P8D');
    const { allegations } = await walk().does(INVESTIGATOR, 1, 'record-reply', {
      outcome: 'replied',
      reply: 'He says it was about the budget.',
    });
    expect(
      await walk().refused(DECIDER, 1, 'decide', { reasons: 'x', message: 'x', messageToRespondent: 'x' }),
    ).toEqual(['finding-on-every-allegation']);
    await walk().does(INVESTIGATOR, 1, 'record-finding', {
      allegationId: allegations[0]!.id,
      finding: 'substantiated',
      reasons: 'The messages say so and the bookings agree.',
      evidenceWeighed: 'Messages and bookings against his word.',
      standardOfProof: 'balance-of-probabilities',
      recommendation: 'Acknowledge it and change who decides.',
      survivorHeard: true,
    });
  });

  it('is decided by somebody else than its investigator', async () => {
    const decision = { reasons: 'As found.', harm: 'She lost her place and her trust.', message: DECIDED };
    const tried = await walk().api.attempt(INVESTIGATOR, walk().id(1), 'decide', {
      ...decision,
      messageToRespondent: 'No.',
    });
    expect(tried.status).toBe(409);
    const after = await walk().does(DECIDER, 1, 'decide', {
      ...decision,
      messageToRespondent: 'You have 30 days to appeal.',
    });
    expect(after.stage).toBe('acknowledgement');
  });

  it('is acknowledged in words that the survivor had changed once and then accepted', async () => {
    walk().title('Report 1: acknowledgement');
    await walk().does(OFFICER, 1, 'draft-acknowledgement', DRAFT);
    await walk().does(OFFICER, 1, 'share-acknowledgement', { approved: true });
    expect(await walk().refused(OFFICER, 1, 'deliver-acknowledgement', { form: 'private' })).toEqual([
      'answered-or-silence',
    ]);
    expect((await walk().seenBy(1)).acknowledgement).toMatchObject({ harm: DRAFT.harm, answer: null });
    const asked = { answer: 'change-asked', text: 'Say that he was not the only one who knew.' };
    await walk().reporterDoes(1, 'acknowledgement/answer', asked);

    const change = 'Nobody decides alone, and whoever knew says so.';
    await walk().does(OFFICER, 1, 'draft-acknowledgement', { ...DRAFT, change });
    await walk().does(OFFICER, 1, 'share-acknowledgement', { approved: true });
    const seen = await walk().reporterDoes(1, 'acknowledgement/answer', { answer: 'accepted' });
    expect(seen.acknowledgement).toMatchObject({ change, answer: 'accepted', delivered: false });
    expect(await walk().refused(OFFICER, 1, 'deliver-acknowledgement', { form: 'public' })).toEqual([
      'publish-consent',
    ]);
    await walk().does(OFFICER, 1, 'deliver-acknowledgement', { form: 'private' });
    expect((await walk().seenBy(1)).acknowledgement).toMatchObject({ delivered: true });
  });

  it('is made good: promised, started, done and verified by four different people', async () => {
    walk().title('Report 1: remedy');
    const added = await walk().does(OFFICER, 1, 'add-remedy', {
      kind: 'policy-change',
      character: 'restorative',
      what: 'Field teams are chosen by two people.',
      ownerPersonId: await walk().api.personId(OWNER),
      dueOn: walk().day(30),
      verification: 'The signed minutes of the board',
      survivorAsked: 'asked',
    });
    const remedyId = added.remedies[0]!.id;
    expect((await walk().does(DIRECTOR, 1, 'start-remedy')).stage).toBe('remedy');
    await walk().does(DIRECTOR, 1, 'assign', {
      role: 'verifier',
      personId: await walk().api.personId(VERIFIER),
    });
    await walk().later('P5D');
    await walk().does(OFFICER, 1, 'record-retaliation-check', {
      asked: 'Contract, hours, tone.',
      answer: 'no-signs',
    });
    await walk().later('P15D');
    await walk().does(OWNER, 1, 'complete-remedy', { remedyId, evidence: 'The minutes of the board.' });
    const own = await walk().api.attempt(OWNER, walk().id(1), 'verify-remedy', {
      remedyId,
      result: 'done',
      seen: 'Mine.',
    });
    expect(own.status).toBe(409);
    const seen = { remedyId, result: 'done', seen: 'The minutes, signed by the board.' };
    expect((await walk().does(VERIFIER, 1, 'verify-remedy', seen)).remedies[0]!.state).toBe('verified');
  });

  it('is closed when the survivor has been asked how satisfied they are', async () => {
    const closing = { message: CLOSED, lessons: 'Two people choose.', retention: 'standard' };
    expect(await walk().refused(DIRECTOR, 1, 'close', closing)).toEqual(['satisfaction-asked']);
    await walk().does(OFFICER, 1, 'message', { text: 'How satisfied are you?', asksSatisfaction: true });
    await walk().reporterDoes(1, 'actions/rate-remedy', { score: 4 });
    const after = await walk().does(DIRECTOR, 1, 'close', closing);
    expect([after.stage, after.outcome]).toEqual(['closed', 'substantiated']);
    await walk().later('P29D');
    await walk().does(OFFICER, 1, 'record-retaliation-check', { asked: 'A month later.', answer: 'silence' });
  });

  it('is told to its reporter from the first day to the last, by the code alone', async () => {
    walk().title('Report 1: what its reporter reads in the end');
    const seen = await walk().seenBy(1);
    expect([seen.reference, seen.stage, seen.outcome]).toEqual([
      walk().of(1).reference,
      'closed',
      'substantiated',
    ]);
    const texts = seen.messages.map((one) => one.text);
    expect(texts).toEqual(expect.arrayContaining([RECEIPT, DECIDED, CLOSED, 'How satisfied are you?']));
    expect(seen.acknowledgement).toMatchObject({ answer: 'accepted', delivered: true });
    expect(seen.remedies).toMatchObject([{ state: 'verified', yourRating: 4 }]);
    const days = seen.history.map((one) => one.at);
    expect(days).toEqual([...days].sort());
    expect(days[0]).toBe(walk().of(1).receivedAt);
    expect(seen.history.length).toBeGreaterThan(10);
    for (const { at, what } of seen.history) walk().say(`(${at.slice(0, 10)}) ${what}`);
  });

  it('has kept every word that anybody wrote in it', async () => {
    await walk().expectNothingLost(OFFICER, 1);
  });

  it('has a log that names every step of it and nobody in it', async () => {
    const types = await verifiedLog(walk(), 1);
    const steps = types.filter((type) => !/^(case\.read|log\.read|clock\.)/.test(type));
    expect(steps).toEqual(STEPS);
  });
}

/** Every entry of the whole way, in order; readings and clocks apart. */
const STEPS = [
  'report.received',
  'case.receipt-acknowledged',
  'case.accepted',
  'interim-measure.set',
  'case.triaged',
  'case.assigned',
  'case.assigned',
  'case.assigned',
  'conflict.declared',
  'conflict.declared',
  'conflict.declared',
  'allegation.added',
  'investigation.planned',
  'evidence.added',
  'reply.invited',
  'retaliation.checked',
  'reply.recorded',
  'finding.recorded',
  'case.decided',
  'acknowledgement.drafted',
  'acknowledgement.shared',
  'acknowledgement.answered',
  'acknowledgement.drafted',
  'acknowledgement.shared',
  'acknowledgement.answered',
  'acknowledgement.delivered',
  'remedy.added',
  'remedy.started',
  'case.assigned',
  'retaliation.checked',
  'remedy.completed',
  'remedy.verified',
  'message.sent',
  'remedy.rated',
  'case.closed',
  'retaliation.checked',
];
