import { decide } from './decide.js';
import { allRows } from './lifecycle.js';
import { appealUntil } from './queries.js';
import { above, HOME, personId, REGION, SISTER } from './spec-kit/network.js';
import {
  atAcknowledgement,
  atInvestigation,
  atRemedy,
  atTriage,
  closed,
  CLOSING,
  custodian,
  DECISION,
  decisionMaker,
  DRAFT,
  finding,
  found,
  investigator,
  officer,
  PLAN,
  readyToClose,
  readyToPlan,
  remedy,
  remedyOwner,
  shown,
  supervisor,
  TRIAGE,
} from './spec-kit/stages.js';
import { nextId, SEEN_REFUSED, Story } from './spec-kit/story.js';

const message = 'This is what happens now.';
const other = personId('investigator', 1);
const panelist = (index: number): string => personId('decision-maker', index);

function withPanel(story = found()): Story {
  for (const index of [1, 2, 3]) {
    story.do('assign', supervisor, { role: 'panel-member', personId: panelist(index) });
    story.do('declare-conflict', panelist(index), { conflict: 'none' });
  }
  return story;
}

const PANEL = { memberPersonIds: [1, 2, 3].map(panelist), quorum: 2, chairPersonId: panelist(1) };

function openPanel(): Story {
  const story = withPanel();
  story.do('open-panel', supervisor, PANEL);
  return story;
}

function consent(story: Story, kind: string, given = true, more: object = {}): void {
  story.do('record-consent', officer, { kind, given, wordingVersion: '1', language: 'en', ...more });
}

function invited(): Story {
  const story = atInvestigation();
  story.do('invite-reply', investigator, { disclosed: ['x'], survivorSafety: 'y', replyBy: story.day(9) });
  return story;
}

function delivered(): Story {
  const story = shown();
  story.do('answer-acknowledgement', story.reportId, { answer: 'accepted' });
  story.do('deliver-acknowledgement', officer, { form: 'private' });
  return story;
}

function asked(): Story {
  const story = readyToPlan();
  story.do('request-identity', officer, { purpose: 'To call her back' });
  return story;
}

/** A case in triage that a second reporter joined by a merge. */
function twoReports(): Story {
  const kept = readyToPlan();
  const gone = new Story({ reporterRole: 'witness' });
  const actor = kept.actor(officer);
  const { other } = gone.do(
    'merge',
    officer,
    { intoCaseId: kept.facts.caseId, why: 'x' },
    { facts: kept.facts, actor },
  );
  if (other !== undefined) kept.facts = other.facts;
  kept.do('acknowledge-receipt', officer, { message });
  return kept;
}

type Case = [
  need: string,
  story: () => Story,
  action: Parameters<Story['do']>[0],
  who: string | ((s: Story) => string),
  body: object | ((s: Story) => object),
];

const staffNeeds: Case[] = [
  ['receipt-open', () => atTriage(), 'acknowledge-receipt', officer, { message }],
  [
    'receipt-of-this-report-open',
    () => new Story(),
    'acknowledge-receipt',
    officer,
    { message, reportId: nextId() },
  ],
  [
    'in-their-language',
    () => new Story({ language: 'fr' }),
    'acknowledge-receipt',
    officer,
    { message, language: 'en' },
  ],
  [
    'receipt-acknowledged',
    () => new Story(),
    'accept',
    officer,
    { aboutConduct: true, concernsNetwork: true },
  ],
  ['receipt-acknowledged', () => new Story(), 'record-feedback', officer, { why: 'x', learnt: 'y', message }],
  [
    'consent-or-duty',
    () => atTriage(),
    'refer-out',
    supervisor,
    { to: 'Police', why: 'x', basis: 'consent', handover: 'y', message },
  ],
  [
    'consent-or-duty',
    () => atTriage(),
    'refer-out',
    supervisor,
    { to: 'Police', why: 'x', basis: 'duty', handover: 'y', message },
  ],
  [
    'supervisor-approves',
    () => atTriage(),
    'refer-out',
    officer,
    { to: 'Police', why: 'x', basis: 'duty', duty: 'Law', handover: 'y', message },
  ],
  [
    'supervisor-approves',
    () => atTriage(),
    'refer-out',
    officer,
    { to: 'P', why: 'x', basis: 'duty', duty: 'L', handover: 'y', message, approvedByPersonId: custodian },
  ],
  ['safety-plan', () => atTriage(), 'triage', officer, { ...TRIAGE, risk: 'high', noMeasureBecause: 'x' }],
  ['interim-measures', () => atTriage(), 'triage', officer, { ...TRIAGE, risk: 'imminent', safetyPlan: 'x' }],
  ['respondents-settled', () => atTriage(), 'triage', officer, { ...TRIAGE, othersUnknown: false }],
  [
    'respondents-of-this-case',
    () => atTriage(),
    'triage',
    officer,
    { ...TRIAGE, respondents: [{ respondentId: nextId(), standing: 'unknown' }] },
  ],
  [
    'match-known',
    () => atTriage(),
    'triage',
    officer,
    (s: Story) => ({
      ...TRIAGE,
      respondents: [{ respondentId: s.facts.respondents[0]?.id, standing: 'matched' }],
    }),
  ],
  ['person-fit', () => atTriage(), 'assign', officer, { role: 'investigator', personId: nextId() }],
  ['has-role', () => atTriage(), 'assign', officer, { role: 'investigator', personId: custodian }],
  ['separate-hands', () => readyToPlan(), 'assign', officer, { role: 'verifier', personId: investigator }],
  [
    'not-assigned-yet',
    () => readyToPlan(),
    'assign',
    officer,
    { role: 'investigator', personId: investigator },
  ],
  [
    'adviser-consent',
    () => atTriage(),
    'assign',
    officer,
    { role: 'adviser', personId: personId('adviser') },
  ],
  [
    'remedy-open',
    () => atRemedy(),
    'assign',
    officer,
    { role: 'remedy-owner', personId: custodian, remedyId: nextId() },
  ],
  [
    'survivor-declined',
    () => atTriage(),
    'set-interim-measure',
    officer,
    (s: Story) => ({
      measure: 'x',
      forWhom: 'y',
      until: s.day(9),
      survivorAsked: 'declined',
      survivorBurden: 'z',
    }),
  ],
  [
    'day-to-come',
    () => atTriage(),
    'set-interim-measure',
    officer,
    (s: Story) => ({
      measure: 'x',
      forWhom: 'y',
      until: s.day(0),
      survivorAsked: 'agreed',
      survivorBurden: 'z',
    }),
  ],
  [
    'respondent-named',
    () =>
      atTriage(
        new Story({
          respondents: [
            { name: 'A', kind: 'person' },
            { name: 'B', kind: 'person' },
          ],
        }),
      ),
    'add-allegation',
    officer,
    { what: 'x', principle: 4 },
  ],
  ['assigned-investigator', () => readyToPlan(), 'plan-investigation', other, PLAN],
  [
    'assigned-investigator',
    () => atInvestigation(),
    'record-finding',
    other,
    (s: Story) => finding(s, 'partly'),
  ],
  ['reply-invited', () => atInvestigation(), 'record-reply', investigator, { outcome: 'declined' }],
  [
    'respondent-heard',
    () => atInvestigation(),
    'record-finding',
    investigator,
    (s: Story) => ({ ...finding(s, 'partly'), respondentNotHeardBecause: undefined }),
  ],
  [
    'survivor-heard',
    () => atInvestigation(),
    'record-finding',
    investigator,
    (s: Story) => ({ ...finding(s, 'partly'), survivorHeard: false }),
  ],
  [
    'allegation-of-this-case',
    () => atInvestigation(),
    'record-finding',
    investigator,
    (s: Story) => ({ ...finding(s, 'partly'), allegationId: nextId() }),
  ],
  ['members-assigned', () => found(), 'open-panel', supervisor, PANEL],
  ['members-declared', () => found(), 'open-panel', supervisor, PANEL],
  [
    'members-distinct',
    () => withPanel(),
    'open-panel',
    supervisor,
    { ...PANEL, memberPersonIds: [1, 2, 2].map(panelist) },
  ],
  ['quorum', () => withPanel(), 'open-panel', supervisor, { ...PANEL, quorum: 4 }],
  [
    'chair-is-member',
    () => withPanel(),
    'open-panel',
    supervisor,
    { ...PANEL, chairPersonId: decisionMaker },
  ],
  ['finding-on-every-allegation', () => atInvestigation(), 'decide', decisionMaker, DECISION],
  ['assigned-decider', () => found(), 'decide', panelist(1), DECISION],
  ['panel-quorum', () => openPanel(), 'decide', panelist(1), DECISION],
  ['panel-vote-closed', () => openPanel(), 'decide', panelist(1), DECISION],
  ['panel-majority', () => openPanel(), 'decide', panelist(1), DECISION],
  ['assigned-decider', () => openPanel(), 'decide', panelist(2), DECISION],
  ['draft', () => atAcknowledgement(), 'share-acknowledgement', officer, { approved: true }],
  ['not-waiting-for-answer', () => shown(), 'draft-acknowledgement', officer, DRAFT],
  ['draft-not-shown-yet', () => shown(), 'share-acknowledgement', officer, { approved: true }],
  ['shown', () => atAcknowledgement(), 'deliver-acknowledgement', officer, { form: 'private' }],
  ['answered-or-silence', () => shown(), 'deliver-acknowledgement', officer, { form: 'private' }],
  ['delivered-or-why-none', () => atAcknowledgement(), 'start-remedy', supervisor, {}],
  ['not-waiting-for-answer', () => shown(), 'start-remedy', supervisor, {}],
  [
    'asked-for-answer',
    () => atAcknowledgement(),
    'answer-acknowledgement',
    (s) => s.reportId,
    { answer: 'accepted' },
  ],
  ['waiting-for-answer', () => atAcknowledgement(), 'answer-expired', 'system', {}],
  ['window-over', () => shown(), 'answer-expired', 'system', {}],
  [
    'mediation-consents',
    () => atRemedy(),
    'add-remedy',
    officer,
    (s: Story) => ({
      kind: 'mediation',
      character: 'restorative',
      what: 'x',
      ownerPersonId: custodian,
      dueOn: s.day(9),
      verification: 'y',
      survivorAsked: 'asked',
      facilitator: 'z',
      facilitatorFree: true,
    }),
  ],
  [
    'facilitator',
    () => atRemedy(),
    'add-remedy',
    officer,
    (s: Story) => ({
      kind: 'mediation',
      character: 'restorative',
      what: 'x',
      ownerPersonId: custodian,
      dueOn: s.day(9),
      verification: 'y',
      survivorAsked: 'asked',
    }),
  ],
  [
    'remedies-settled',
    () => {
      const s = atRemedy();
      remedy(s);
      return s;
    },
    'close',
    supervisor,
    CLOSING,
  ],
  ['satisfaction-asked', () => atRemedy(), 'close', supervisor, { ...CLOSING, noRemedyBecause: 'x' }],
  ['remedy-or-why-none', () => atRemedy(), 'close', supervisor, CLOSING],
  [
    'appeal-in-window',
    () => closed().later(31),
    'reopen',
    supervisor,
    { ground: 'appeal', why: 'x', message, decisionMakerPersonId: personId('decision-maker', 0, REGION) },
  ],
  [
    'another-decider',
    () => closed(),
    'reopen',
    supervisor,
    { ground: 'appeal', why: 'x', message, decisionMakerPersonId: panelist(1) },
  ],
  ['retaliation-signs', () => closed(), 'reopen', supervisor, { ground: 'retaliation', why: 'x', message }],
  ['appeal-window-open', () => closed().later(31), 'appeal', (s) => s.reportId, { why: 'x' }],
  ['appeal-window-open', () => closed().later(31), 'message', officer, { text: 'x' }],
  [
    'another-body',
    () => atTriage(),
    'transfer',
    supervisor,
    { toBodyId: HOME, reason: 'competence', why: 'x' },
  ],
  [
    'share-consent',
    () => atTriage(),
    'transfer',
    supervisor,
    { toBodyId: SISTER, reason: 'competence', why: 'x', sharesIdentity: true },
  ],
  ['transfer-pending', () => atTriage(), 'accept-transfer', personId('supervisor', 0, SISTER), {}],
  ['other-case', () => atTriage(), 'merge', officer, { intoCaseId: nextId(), why: 'x' }],
  ['other-case', () => atTriage(), 'link', officer, { caseId: nextId(), why: 'x' }],
  [
    'clock-running',
    () => new Story(),
    'pause-clock',
    officer,
    (s: Story) => ({ clock: 'triage', reason: 'survivor-asked', until: s.day(3), message }),
  ],
  [
    'clock-can-move',
    () => new Story(),
    'pause-clock',
    officer,
    (s: Story) => ({ clock: 'receipt-acknowledgement', reason: 'survivor-asked', until: s.day(3), message }),
  ],
  [
    'pause-cap',
    () => new Story(),
    'pause-clock',
    officer,
    (s: Story) => ({ clock: 'feedback', reason: 'survivor-asked', until: s.day(61), message }),
  ],
  ['clock-paused', () => new Story(), 'resume-clock', officer, { clock: 'feedback' }],
  [
    'supervisor-approves',
    () => new Story(),
    'extend-clock',
    officer,
    (s: Story) => ({ clock: 'feedback', reason: 'survivor-asked', to: s.day(120), message }),
  ],
  [
    'later-than-before',
    () => new Story(),
    'extend-clock',
    supervisor,
    (s: Story) => ({ clock: 'feedback', reason: 'survivor-asked', to: s.day(10), message }),
  ],
  [
    'extension-cap',
    () => new Story(),
    'extend-clock',
    supervisor,
    (s: Story) => ({ clock: 'feedback', reason: 'survivor-asked', to: s.day(300), message }),
  ],
  ['hold-in-force', () => atTriage(), 'release-hold', supervisor, { why: 'x' }],
  ['withdrawal-open', () => atTriage(), 'withdraw', officer, { decision: 'stop', reason: 'x', message }],
  [
    'withdrawal-on-file',
    () => readyToPlan(),
    'dismiss',
    decisionMaker,
    { outcome: 'withdrawn', message, lookedAt: 'x', learning: 'y', appealExplained: true },
  ],
  [
    'triage-complete',
    () => atTriage(),
    'dismiss',
    decisionMaker,
    { outcome: 'out-of-time', message, lookedAt: 'x', learning: 'y', appealExplained: true },
  ],
  [
    'nothing-substantiated',
    () => found(),
    'dismiss',
    decisionMaker,
    { outcome: 'out-of-time', message, lookedAt: 'x', learning: 'y', appealExplained: true },
  ],
  [
    'own-declaration',
    () => atTriage(),
    'dismiss',
    decisionMaker,
    { outcome: 'out-of-time', message, lookedAt: 'x', learning: 'y', appealExplained: true },
  ],
  ['request-open', () => readyToPlan(), 'approve-identity', custodian, { requestId: nextId() }],
  [
    'signs-and-action',
    () => atInvestigation(),
    'record-retaliation-check',
    officer,
    { asked: 'x', answer: 'signs' },
  ],
  ['role', () => atTriage(), 'request-identity', officer, { purpose: 'x' }],
  ['role', () => atTriage(), 'triage', investigator, TRIAGE],
  [
    'no-conflict',
    () => {
      const s = readyToPlan();
      s.do('recuse', officer, {});
      return s;
    },
    'note',
    officer,
    { text: 'x' },
  ],
  [
    'party-named',
    () => atTriage(),
    'record-consent',
    officer,
    { kind: 'mediation', given: true, wordingVersion: '1', language: 'en', respondentId: nextId() },
  ],
  [
    'respondents-consent',
    () => atTriage(),
    'record-consent',
    officer,
    (s: Story) => ({
      kind: 'publish',
      given: true,
      wordingVersion: '1',
      language: 'en',
      respondentId: s.facts.respondents[0]?.id,
    }),
  ],
  [
    'not-their-own-remedy',
    () => {
      const s = atRemedy();
      remedy(s, { ownerPersonId: personId('officer', 1) });
      return s;
    },
    'assign',
    officer,
    { role: 'verifier', personId: personId('officer', 1) },
  ],
  [
    'measure-in-force',
    () => atTriage(),
    'set-interim-measure',
    officer,
    (s: Story) => ({
      measure: 'x',
      forWhom: 'y',
      until: s.day(9),
      survivorAsked: 'agreed',
      survivorBurden: 'z',
      replacesMeasureId: nextId(),
    }),
  ],
  ['separate-investigator', () => readyToPlan(), 'plan-investigation', decisionMaker, PLAN],
  [
    'everyone-declared',
    () => {
      const s = readyToPlan();
      s.do('assign', officer, { role: 'custodian', personId: custodian });
      return s;
    },
    'plan-investigation',
    investigator,
    PLAN,
  ],
  [
    'no-transfer-pending',
    () => {
      const s = readyToPlan();
      s.do('transfer', supervisor, { toBodyId: SISTER, reason: 'competence', why: 'x' });
      return s;
    },
    'plan-investigation',
    investigator,
    PLAN,
  ],
  [
    'survivor-asked-first',
    () => {
      const s = readyToPlan();
      s.do('triage', officer, { ...TRIAGE, survivorIdentified: true, survivorConsent: 'not-asked' });
      return s;
    },
    'plan-investigation',
    investigator,
    PLAN,
  ],
  [
    'safety-plan',
    () => {
      const s = readyToPlan();
      s.facts = { ...s.facts, risk: 'high' };
      return s;
    },
    'plan-investigation',
    investigator,
    PLAN,
  ],
  [
    'respondent-known',
    () => atInvestigation(readyToPlan(atTriage(new Story({ respondents: [] })))),
    'invite-reply',
    investigator,
    (s: Story) => ({ disclosed: ['x'], survivorSafety: 'y', replyBy: s.day(9) }),
  ],
  [
    'not-invited-yet',
    () => invited(),
    'invite-reply',
    investigator,
    (s: Story) => ({ disclosed: ['x'], survivorSafety: 'y', replyBy: s.day(9) }),
  ],
  ['reply-words', () => invited(), 'record-reply', investigator, { outcome: 'replied' }],
  ['time-to-reply-over', () => invited(), 'record-reply', investigator, { outcome: 'no-reply' }],
  [
    'members-fit',
    () => withPanel(),
    'open-panel',
    supervisor,
    { ...PANEL, memberPersonIds: [panelist(1), panelist(2), investigator] },
  ],
  ['panel-open', () => found(), 'vote', decisionMaker, { vote: 'for', reasons: 'x' }],
  ['separate-decision-maker', () => found(), 'decide', investigator, DECISION],
  ['not-delivered', () => delivered(), 'draft-acknowledgement', officer, DRAFT],
  [
    'not-answered-yet',
    () => {
      const s = shown();
      s.do('answer-acknowledgement', s.reportId, { answer: 'rejected' });
      return s;
    },
    'answer-acknowledgement',
    (s) => s.reportId,
    { answer: 'accepted' },
  ],
  [
    'owner-fit',
    () => atRemedy(),
    'add-remedy',
    officer,
    (s: Story) => ({
      kind: 'training',
      character: 'restorative',
      what: 'x',
      ownerPersonId: nextId(),
      dueOn: s.day(9),
      verification: 'y',
      survivorAsked: 'asked',
    }),
  ],
  [
    'owner-separate',
    () => {
      const s = atRemedy();
      s.do('assign', supervisor, { role: 'verifier', personId: personId('officer', 1) });
      return s;
    },
    'add-remedy',
    officer,
    (s: Story) => ({
      kind: 'training',
      character: 'restorative',
      what: 'x',
      ownerPersonId: personId('officer', 1),
      dueOn: s.day(9),
      verification: 'y',
      survivorAsked: 'asked',
    }),
  ],
  [
    'remedy-of-this-case',
    () => atRemedy(),
    'verify-remedy',
    officer,
    { remedyId: nextId(), result: 'done', seen: 'x' },
  ],
  [
    'own-remedy',
    () => {
      const s = atRemedy();
      remedy(s);
      return s;
    },
    'complete-remedy',
    officer,
    (s: Story) => ({ remedyId: s.facts.remedies[0]?.id, evidence: 'x' }),
  ],
  [
    'remedy-completed',
    () => {
      const s = atRemedy();
      remedy(s);
      return s;
    },
    'verify-remedy',
    officer,
    (s: Story) => ({ remedyId: s.facts.remedies[0]?.id, result: 'done', seen: 'x' }),
  ],
  [
    'assigned-decision-maker',
    () => readyToPlan(),
    'dismiss',
    panelist(1),
    { outcome: 'out-of-time', message, lookedAt: 'x', learning: 'y', appealExplained: true },
  ],
  [
    'remedy-to-breach',
    () => {
      const s = atInvestigation();
      s.do('record-finding', investigator, finding(s, 'unfounded'));
      s.do('decide', decisionMaker, DECISION);
      return s;
    },
    'reopen',
    supervisor,
    { ground: 'remedy-breached', why: 'x', message },
  ],
  [
    'all-withdrew',
    () => {
      const s = twoReports();
      s.do('withdraw', s.reportId, {});
      return s;
    },
    'withdraw',
    officer,
    { decision: 'stop', reason: 'x', message },
  ],
  [
    'not-withdrawn-yet',
    () => {
      const s = atTriage();
      s.do('withdraw', s.reportId, {});
      return s;
    },
    'withdraw',
    (s) => s.reportId,
    {},
  ],
  [
    'reason-to-decline',
    () => {
      const s = atTriage();
      s.do('transfer', supervisor, { toBodyId: SISTER, reason: 'competence', why: 'x' });
      return s;
    },
    'accept-transfer',
    personId('supervisor', 0, SISTER),
    { accept: false },
  ],
  [
    'pause-over',
    () => {
      const s = new Story();
      s.do('pause-clock', officer, { clock: 'feedback', reason: 'survivor-asked', until: s.day(9), message });
      return s;
    },
    'pause-ended',
    'system',
    { clock: 'feedback' },
  ],
  [
    'hold-named',
    () => {
      const s = atTriage();
      for (const basis of ['a', 'b']) s.do('hold', supervisor, { basis, until: s.day(9) });
      return s;
    },
    'release-hold',
    supervisor,
    { why: 'x' },
  ],
  ['follows-up-something', () => atTriage(), 'note', officer, { text: 'x', followsUp: nextId() }],
  ['report-named', () => twoReports(), 'message', officer, { text: 'x' }],
  ['request-of-this-case', () => asked(), 'approve-identity', custodian, { requestId: nextId() }],
  [
    'not-own-request',
    () => {
      const s = asked();
      s.do('assign', officer, { role: 'custodian', personId: custodian });
      s.do('request-identity', custodian, { purpose: 'x' });
      return s;
    },
    'approve-identity',
    custodian,
    (s: Story) => ({ requestId: s.facts.identityRequests[1]?.id }),
  ],
  [
    'asker-still-in-case',
    () => {
      const s = asked();
      s.do('recuse', officer, {});
      return s;
    },
    'approve-identity',
    custodian,
    (s: Story) => ({ requestId: s.facts.identityRequests[0]?.id }),
  ],
  [
    'reason-to-refuse',
    () => asked(),
    'approve-identity',
    custodian,
    (s: Story) => ({ requestId: s.facts.identityRequests[0]?.id, approve: false }),
  ],
  [
    'check-open',
    () => atInvestigation(),
    'record-retaliation-check',
    officer,
    { asked: 'x', answer: 'silence', checkId: nextId() },
  ],
];

describe('a refusal', () => {
  it.each(staffNeeds)('names %s', (code, make, action, who, body) => {
    const story = make();
    const codes = story.refused(
      action,
      typeof who === 'string' ? who : who(story),
      typeof body === 'function' ? body(story) : body,
    );
    expect(codes).toContain(code);
  });

  it('names everything that is missing at once, the absent fields of the body too', () => {
    const story = atTriage();
    expect(story.refused('plan-investigation', investigator, {})).toEqual([
      'triage-complete',
      'respondents-settled',
      'officer-assigned',
      'assigned-investigator',
      'decider-named',
      'allegation',
      'field',
      'field',
      'field',
      'field',
    ]);
  });

  it('of a body alone is `invalid`, with every fault at its path', () => {
    const story = atTriage();
    const input = {
      actor: story.actor(officer),
      people: story.people,
      body: { risk: 'awful', principles: [9], extra: 1 },
    };
    expect(() => decide(story.facts, 'triage', input, story.now)).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        details: {
          errors: expect.arrayContaining([
            expect.objectContaining({ path: 'risk', code: 'not-one-of' }),
            expect.objectContaining({ path: 'principles.0' }),
            expect.objectContaining({ path: 'extra', code: 'unknown-field' }),
            expect.objectContaining({ path: 'earlierCases', code: 'required' }),
          ]) as unknown,
        },
      }) as Error,
    );
  });

  it('keeps out text that cannot be stored', () => {
    for (const bad of ['a\u0000b', 'a\ud800b', '   ']) {
      const story = new Story();
      expect(() => story.attempt('note', officer, { text: bad })).toThrow(
        expect.objectContaining({ kind: 'invalid' }) as Error,
      );
    }
  });
});

describe('people', () => {
  it('a matched respondent is out at once, and with them their part and what they could see', () => {
    const story = readyToPlan();
    const respondentId = story.facts.respondents[0]?.id;
    story.do('triage', officer, {
      ...TRIAGE,
      respondents: [{ respondentId, standing: 'matched', personId: investigator }],
    });
    expect(story.facts.excluded).toEqual([
      { personId: investigator, because: 'respondent', since: story.now },
    ]);
    expect(story.refused('plan-investigation', investigator, PLAN)).toEqual(['no-conflict']);
    expect(story.refused('assign', officer, { role: 'investigator', personId: investigator })).toContain(
      'person-fit',
    );
  });

  it('a conflict declared is a recusal, and the supervisor hears that the case needs an officer', () => {
    const story = readyToPlan();
    const done = story.do('declare-conflict', officer, { conflict: 'family' });
    expect(done.entries.map((one) => one.type)).toEqual(['conflict.declared', 'person.recused']);
    expect(done.tell).toEqual([{ to: { who: 'supervisor' }, template: 'case-needs-officer' }]);
    expect(story.refused('note', officer, { text: 'x' })).toEqual(['no-conflict']);
  });

  it('whoever investigated neither decides nor verifies, also after a reopening', () => {
    const story = closed();
    story.do('reopen', supervisor, { ground: 'new-facts', why: 'x', message });
    for (const role of ['decision-maker', 'verifier', 'panel-member']) {
      expect(story.refused('assign', supervisor, { role, personId: investigator })).toContain(
        'separate-hands',
      );
    }
    expect(
      story.refused('assign', supervisor, { role: 'decision-maker', personId: decisionMaker }),
    ).not.toContain('separate-hands');
  });

  it('a recusal takes the seat out of the count, and a supervisor can still have the matter decided', () => {
    const story = openPanel();
    story.do('vote', panelist(1), { vote: 'for', reasons: 'x' });
    story.do('vote', panelist(2), { vote: 'for', reasons: 'x' });
    story.do('recuse', panelist(2), {});
    expect(story.refused('decide', panelist(1), DECISION)).toContain('panel-quorum');
    story.do('assign', supervisor, { role: 'decision-maker', personId: panelist(4) });
    story.do('declare-conflict', panelist(4), { conflict: 'none' });
    story.do('decide', panelist(4), DECISION);
    expect(story.facts.stage).toBe('acknowledgement');
  });

  it('a new finding sets the votes aside', () => {
    const story = openPanel();
    story.do('vote', panelist(1), { vote: 'for', reasons: 'x' });
    expect(story.refused('vote', panelist(1), { vote: 'for', reasons: 'x' })).toContain('one-vote-each');
    story.do('record-finding', investigator, finding(story, 'inconclusive'));
    expect(story.facts.panel?.votes).toEqual([]);
  });
});

describe('the acknowledgement', () => {
  it('goes back for a change three times, then to the supervisor', () => {
    const story = atAcknowledgement();
    for (const _ of [1, 2, 3]) {
      story.do('draft-acknowledgement', officer, DRAFT);
      story.do('share-acknowledgement', officer, { approved: true });
      story.do('answer-acknowledgement', story.reportId, { answer: 'change-asked', text: 'Say what he did' });
    }
    expect(story.refused('draft-acknowledgement', officer, DRAFT)).toEqual(['supervisor-after-three-rounds']);
    story.do('draft-acknowledgement', supervisor, DRAFT);
  });

  it('records silence as silence, and a late answer still counts until it is delivered', () => {
    const story = shown().later(22);
    const done = story.do('answer-expired', 'system', {});
    expect(story.facts.acknowledgement?.answers.map((one) => one.answer)).toEqual(['silence']);
    expect(done.messages).toEqual([{ reportId: story.reportId, template: 'silence-recorded', values: {} }]);
    story.do('answer-acknowledgement', story.reportId, { answer: 'rejected' });
    expect(story.facts.acknowledgement?.answers.map((one) => one.answer)).toEqual(['rejected']);
  });

  it('is public only with consent in force, not after a rejection, and comes down when consent is withdrawn', () => {
    const story = shown();
    story.do('answer-acknowledgement', story.reportId, { answer: 'accepted' });
    expect(story.refused('deliver-acknowledgement', officer, { form: 'public' })).toEqual([
      'publish-consent',
    ]);
    consent(story, 'publish');
    story.do('deliver-acknowledgement', officer, { form: 'public' });
    consent(story, 'publish', false);
    expect(story.facts.acknowledgement?.delivered?.takenDownAt).toBe(story.now);

    const rejected = shown();
    consent(rejected, 'publish');
    rejected.do('answer-acknowledgement', rejected.reportId, { answer: 'rejected' });
    expect(rejected.refused('deliver-acknowledgement', officer, { form: 'public' })).toEqual([
      'not-rejected-in-public',
    ]);
  });

  it('needs a reason where no survivor reads the page', () => {
    const witness = atAcknowledgement(
      found('substantiated', atInvestigation(readyToPlan(atTriage(new Story({ reporterRole: 'witness' }))))),
    );
    witness.do('draft-acknowledgement', officer, DRAFT);
    expect(witness.refused('share-acknowledgement', officer, { approved: true })).toEqual([
      'survivor-or-why-not',
    ]);
    witness.do('share-acknowledgement', officer, {
      approved: true,
      notShownBecause: 'She is not known to us.',
    });
    witness.do('deliver-acknowledgement', officer, { form: 'private' });
  });
});

describe('remedies', () => {
  it('are verified by somebody who never owned them; partly done opens them again', () => {
    const story = atRemedy();
    const remedyId = remedy(story, { ownerPersonId: officer });
    story.do('complete-remedy', officer, { remedyId, evidence: 'x' });
    expect(story.refused('verify-remedy', officer, { remedyId, result: 'done', seen: 'x' })).toEqual([
      'not-own-remedy',
    ]);
    expect(story.refused('verify-remedy', investigator, { remedyId, result: 'done', seen: 'x' })).toEqual([
      'separate-verifier',
    ]);
    story.do('verify-remedy', supervisor, { remedyId, result: 'partly', seen: 'x' });
    expect(story.facts.remedies[0]?.state).toBe('open');
  });

  it('are given up only with the next body up', () => {
    const story = atRemedy();
    const remedyId = remedy(story);
    const giveUp = { remedyId, result: 'given-up', seen: 'The post is gone' };
    expect(story.refused('verify-remedy', officer, giveUp)).toEqual(['given-up-by-body-above']);
    expect(story.refused('verify-remedy', officer, { ...giveUp, approvedByPersonId: supervisor })).toEqual([
      'given-up-by-body-above',
    ]);
    story.do('verify-remedy', officer, { ...giveUp, approvedByPersonId: personId('supervisor', 0, REGION) });
    expect(story.facts.remedies[0]?.state).toBe('given-up');
  });

  it('of mediation end when one side no longer wants it', () => {
    const story = atRemedy();
    consent(story, 'mediation');
    consent(story, 'mediation', true, { respondentId: story.facts.respondents[0]?.id });
    const remedyId = remedy(story, { kind: 'mediation', facilitator: 'Ada', facilitatorFree: true });
    story.do('record-consent', story.reportId, {
      kind: 'mediation',
      given: false,
      wordingVersion: '1',
      language: 'en',
    });
    expect(story.facts.remedies.find((one) => one.id === remedyId)?.state).toBe('given-up');
    expect(story.facts.clocks.find((one) => one.subject === remedyId)?.state).toBe('cancelled');
  });

  it('pass to a new owner when theirs leaves', () => {
    const story = atRemedy();
    const remedyId = remedy(story);
    story.do('recuse', remedyOwner, {});
    expect(story.facts.remedies[0]?.ownerId).toBeNull();
    story.do('assign', supervisor, { role: 'remedy-owner', personId: personId('custodian', 2), remedyId });
    story.do('complete-remedy', personId('custodian', 2), { remedyId, evidence: 'x' });
  });

  it('leave seven days to say how satisfied somebody is', () => {
    const story = atRemedy();
    story.do('message', officer, { text: 'How was it?', asksSatisfaction: true });
    const close = { ...CLOSING, noRemedyBecause: 'None wanted' };
    expect(story.refused('close', supervisor, close)).toEqual(['satisfaction-asked']);
    story.later(7).do('close', supervisor, close);
  });
});

describe('closing, reopening, withdrawing', () => {
  it('tells every reporter, opens the appeal window and schedules two checks', () => {
    const story = readyToClose();
    const done = story.do('close', supervisor, CLOSING);
    expect(done.messages).toEqual([{ reportId: story.reportId, text: CLOSING.message }]);
    expect(done.clocks.filter((one) => one.do === 'start').map((one) => one.clock)).toEqual([
      'appeal-window',
      'retaliation-check',
      'retaliation-check',
    ]);
    expect(story.facts).toMatchObject({
      stage: 'closed',
      outcome: 'substantiated',
      closing: { reporterTold: true },
    });
  });

  it('goes to another decision-maker of the next body up on appeal', () => {
    const story = closed();
    story.do('appeal', story.reportId, { why: 'Nobody heard the driver' });
    const judge = personId('decision-maker', 0, REGION);
    story.do('reopen', supervisor, {
      ground: 'appeal',
      why: 'x',
      message,
      backTo: 'stage-left',
      decisionMakerPersonId: judge,
    });
    expect(story.facts).toMatchObject({ stage: 'remedy', outcome: null, closing: null });
    expect(story.facts.assignments.findLast((one) => one.role === 'decision-maker')?.personId).toBe(judge);
    expect(appealUntil(story.facts)).toBeNull();
  });

  it('turns signs of retaliation after closure into an allegation when it is reopened', () => {
    const story = closed();
    story.do('record-retaliation-check', officer, {
      asked: 'x',
      answer: 'signs',
      signs: 'Lost her shifts',
      action: 'y',
    });
    story.do('reopen', supervisor, { ground: 'retaliation', why: 'x', message });
    expect(story.facts.allegations.at(-1)).toMatchObject({
      what: 'Lost her shifts',
      breachKind: 'retaliation',
      finding: null,
    });
  });

  it('after a withdrawal stops only where nobody else is at risk', () => {
    const story = readyToPlan();
    story.do('withdraw', story.reportId, {});
    expect(story.refused('plan-investigation', investigator, PLAN)).toEqual(['withdrawal-decided']);
    const stop = { decision: 'stop', reason: 'She wants rest', message };
    story.do('triage', officer, { ...TRIAGE, risk: 'high', safetyPlan: 'x', noMeasureBecause: 'y' });
    expect(story.refused('withdraw', officer, stop)).toEqual(['nobody-at-risk']);
    story.do('triage', officer, TRIAGE);
    story.do('withdraw', officer, stop);
    expect(story.facts).toMatchObject({ stage: 'closed', outcome: 'withdrawn' });
  });

  it('tells the supervisor of imminent risk at once and shortens the triage, telling the reporter', () => {
    const story = atTriage();
    const done = story.do('triage', officer, {
      ...TRIAGE,
      risk: 'imminent',
      safetyPlan: 'x',
      noMeasureBecause: 'y',
    });
    expect(done.tell).toContainEqual({ to: { who: 'supervisor' }, template: 'imminent-risk' });
    expect(done.clocks.at(-1)).toMatchObject({ do: 'start', clock: 'triage', risk: 'imminent' });
    expect(done.messages).toEqual([{ reportId: story.reportId, template: 'looked-at-sooner', values: {} }]);
  });
});

describe('from body to body, from case to case', () => {
  it('moves access as a whole and keeps promised dates', () => {
    const story = readyToPlan();
    const promised = story.facts.clocks.filter((one) => one.state === 'running');
    story.do('transfer', supervisor, { toBodyId: SISTER, reason: 'competence', why: 'x' });
    expect(story.refused('accept-transfer', supervisor, {})).toContain('role');
    story.do('accept-transfer', personId('supervisor', 0, SISTER), {});
    expect(story.facts.holderBodyId).toBe(SISTER);
    expect(story.facts.assignments.filter((one) => one.until === null)).toEqual([]);
    expect(story.facts.clocks.filter((one) => one.state === 'running')).toEqual(promised);
  });

  it('leaves a body that is named in the case, whoever asks', () => {
    const story = atTriage();
    story.do('add-allegation', officer, {
      what: 'x',
      principle: 7,
      respondentName: 'Sister',
      respondentKind: 'institution',
      respondentBodyId: SISTER,
    });
    expect(
      story.refused('transfer', supervisor, { toBodyId: SISTER, reason: 'competence', why: 'x' }),
    ).toContain('body-free-of-conflict');
    story.do('reroute', 'system', { toBodyId: REGION, reason: 'holder-conflicted' });
    expect(story.facts.holderBodyId).toBe(REGION);
    expect(above(REGION)).not.toContain(SISTER);
  });

  it('a merge takes every report, its promises and its consents along, and ends the other case', () => {
    const kept = readyToPlan();
    const gone = new Story({ language: 'fr', consents: ['contact'] });
    const reportId = gone.reportId;
    const promised = gone.facts.clocks.map(({ name, subject, dueAt }) => ({ name, subject, dueAt }));
    const done = gone.do(
      'merge',
      officer,
      { intoCaseId: kept.facts.caseId, why: 'Same evening' },
      { facts: kept.facts, actor: kept.actor(officer) },
    );
    const into = done.other?.facts;
    expect(into?.reports.map((one) => one.id)).toEqual([kept.reportId, reportId]);
    expect(into?.reports[1]).toMatchObject({ language: 'fr', cameFromCaseId: gone.facts.caseId });
    expect(
      into?.clocks
        .filter((one) => one.subject === reportId)
        .map(({ name, subject, dueAt }) => ({ name, subject, dueAt })),
    ).toEqual(promised);
    expect(into?.consents.map((one) => one.reportId)).toEqual([reportId]);
    expect(into?.respondents).toHaveLength(1);
    expect(gone.facts).toMatchObject({
      stage: 'closed',
      outcome: 'merged',
      reports: [],
      movedReportIds: [reportId],
      mergedInto: kept.facts.caseId,
    });
    expect(gone.facts.clocks.every((one) => one.state !== 'running')).toBe(true);
    expect(done.other?.messages.map((one) => one.reportId)).toEqual([reportId]);
    expect(gone.refused('reopen', supervisor, { ground: 'new-facts', why: 'x', message })).toContain(
      'not-merged',
    );
  });

  it('no officer of one case learns by a merge that another exists', () => {
    const kept = readyToPlan();
    const gone = new Story();
    const blind = { facts: kept.facts, actor: { kind: 'staff' as const, personId: officer, roles: [] } };
    expect(gone.refused('merge', officer, { intoCaseId: kept.facts.caseId, why: 'x' }, blind)).toEqual([
      'other-case',
    ]);
    expect(gone.refused('merge', officer, { intoCaseId: nextId(), why: 'x' })).toEqual(['other-case']);
  });

  it('a merge into a closed case is refused', () => {
    const gone = new Story();
    const kept = closed();
    const into = { facts: kept.facts, actor: kept.actor(officer) };
    expect(gone.refused('merge', officer, { intoCaseId: kept.facts.caseId, why: 'x' }, into)).toEqual([
      'other-case-open',
    ]);
  });

  it('a link stands in both cases, once', () => {
    const [one, two] = [atTriage(), atTriage()];
    const done = one.do(
      'link',
      officer,
      { caseId: two.facts.caseId, why: 'Same office' },
      { facts: two.facts, actor: two.actor(officer) },
    );
    expect(one.facts.links[0]?.caseId).toBe(two.facts.caseId);
    expect(done.other?.facts.links[0]?.caseId).toBe(one.facts.caseId);
    const again = { facts: two.facts, actor: two.actor(officer) };
    expect(one.refused('link', officer, { caseId: two.facts.caseId, why: 'x' }, again)).toEqual([
      'not-linked-yet',
    ]);
  });
});

describe('identity', () => {
  it('is shown after a custodian approves, for a time, and stands in the ledger', () => {
    const story = readyToPlan();
    const requestId = story.do('request-identity', officer, { purpose: 'To call her back', forHours: 2 })
      .created[0];
    const done = story.do('approve-identity', custodian, { requestId });
    expect(story.facts.disclosures[0]).toMatchObject({
      toPersonId: officer,
      why: 'To call her back',
      until: '2026-11-22T11:00:00.000Z',
    });
    expect(done.entries[0]).toMatchObject({ type: 'identity.disclosed', subject: story.reportId });
    story.do('recuse', officer, {});
    expect(story.facts.disclosures[0]?.until).toBe(story.now);
  });
});

describe('the needs of the table', () => {
  // Last in the file: by now every one of them must have been seen to refuse something.
  it('have each been refused above', () => {
    const all = allRows().flatMap(({ row }) => [...row.needs, ...row.asks].map((one) => one.code));
    expect([...new Set(all)].filter((code) => !SEEN_REFUSED.has(code))).toEqual([]);
  });
});
