import type { ActionName } from '#kernel/action-name';
import { CLOCK_NAMES } from '#kernel/clock-name';
import { BREACH_KINDS, RISKS, SURVIVOR_CONSENTS } from '#kernel/vocabulary';
import { ASSIGNMENT_ROLES, CONFLICTS } from '../facts-people.js';
import { CONSENT_KINDS } from '../facts.js';
import { FINDINGS } from '../facts-investigation.js';
import { REMEDY_KINDS } from '../facts-amends.js';
import { BODIES } from './network.js';
import { CLOSING, DECISION, DRAFT, PLAN } from './stages.js';
import type { Story } from './story.js';

export interface Dice {
  /** One of them, at random; undefined of none. */
  of: <T>(values: readonly T[]) => T | undefined;
  /** True about `percent` times in a hundred. */
  chance: (percent: number) => boolean;
}

const ids = (list: readonly { id: string }[]): string[] => list.map((one) => one.id);

/** A body that fits the shape of the action and may or may not fit the case. */
export function bodyFor(action: ActionName, form: string, story: Story, dice: Dice): Record<string, unknown> {
  const { facts } = story;
  const person = dice.of([...story.people.keys()]);
  const message = 'This is what happens now.';
  const why = 'Because of what was found.';
  const soon = story.day(dice.of([-1, 1, 5, 30]) ?? 1);
  const report = dice.chance(60) || facts.reports.length > 1 ? { reportId: dice.of(ids(facts.reports)) } : {};
  const approvedByPersonId = dice.chance(50) ? { approvedByPersonId: person } : {};
  switch (action) {
    case 'acknowledge-receipt':
      return { message, ...report };
    case 'accept':
      return { aboutConduct: true, concernsNetwork: true };
    case 'record-feedback':
      return { why, learnt: why, message };
    case 'refer-out':
      return {
        to: 'Police',
        why,
        basis: dice.of(['consent', 'duty']),
        handover: why,
        message,
        staysOpen: dice.chance(60),
        ...(dice.chance(60) ? { duty: 'Child protection law' } : {}),
        ...approvedByPersonId,
      };
    case 'triage':
      return {
        risk: dice.of(RISKS),
        principles: [1 + (facts.evidence.length % 8)],
        breachKinds: [dice.of(BREACH_KINDS)],
        survivorConsent: dice.of(SURVIVOR_CONSENTS),
        earlierCases: why,
        othersUnknown: dice.chance(80),
        survivorIdentified: dice.chance(20),
        ...(dice.chance(70) ? { safetyPlan: why, noMeasureBecause: why } : {}),
        ...(dice.chance(15) && facts.respondents.length > 0
          ? {
              respondents: [
                { respondentId: dice.of(ids(facts.respondents)), standing: 'matched', personId: person },
              ],
            }
          : {}),
      };
    case 'assign':
      return {
        role: dice.of(ASSIGNMENT_ROLES),
        personId: person,
        ...(dice.chance(50) ? { remedyId: dice.of(ids(facts.remedies)) } : {}),
      };
    case 'declare-conflict':
      return { conflict: dice.chance(85) ? 'none' : dice.of(CONFLICTS) };
    case 'recuse':
      return dice.chance(50) ? {} : { reason: why };
    case 'set-interim-measure':
      return {
        measure: why,
        forWhom: 'her',
        until: soon,
        survivorAsked: dice.of(['agreed', 'declined']),
        survivorBurden: 'none',
      };
    case 'plan-investigation':
      return { ...PLAN, ...(dice.chance(50) ? { riskOverride: why } : {}) };
    case 'add-allegation':
      return {
        what: why,
        principle: 4,
        ...(dice.chance(60) ? { respondentId: dice.of(ids(facts.respondents)) } : {}),
        ...(dice.chance(10)
          ? { respondentName: 'Another', respondentKind: 'person', respondentPersonId: person }
          : {}),
      };
    case 'add-evidence':
      return form === 'reporter'
        ? { kind: 'message', description: why }
        : { kind: 'document', description: why, source: 'the board' };
    case 'invite-reply':
      return {
        disclosed: [why],
        survivorSafety: why,
        replyBy: soon,
        respondentId: dice.of(ids(facts.respondents)),
      };
    case 'record-reply':
      return {
        outcome: dice.of(['replied', 'no-reply', 'declined']),
        respondentId: dice.of(ids(facts.respondents)),
        ...(dice.chance(60) ? { reply: why } : {}),
      };
    case 'record-finding':
      return {
        allegationId: dice.of(ids(facts.allegations)),
        finding: dice.of(FINDINGS),
        reasons: why,
        evidenceWeighed: why,
        standardOfProof: 'balance-of-probabilities',
        recommendation: why,
        survivorHeard: dice.chance(80),
        ...(dice.chance(80) ? { respondentNotHeardBecause: why } : {}),
      };
    case 'open-panel': {
      const members = facts.assignments.filter((one) => one.role === 'panel-member' && one.until === null);
      const memberPersonIds = members.map((one) => one.personId);
      return { memberPersonIds, quorum: 2, chairPersonId: dice.of(memberPersonIds) };
    }
    case 'vote':
      return { vote: dice.of(['for', 'for', 'against', 'abstain']), reasons: why };
    case 'decide':
      return { ...DECISION, ...(dice.chance(60) ? { harm: why } : {}) };
    case 'draft-acknowledgement':
      return DRAFT;
    case 'share-acknowledgement':
      return dice.chance(70) ? { approved: true } : { approved: true, notShownBecause: why };
    case 'answer-acknowledgement':
      return { answer: dice.of(['accepted', 'change-asked', 'rejected']) };
    case 'deliver-acknowledgement':
      return { form: dice.of(['private', 'public']) };
    case 'start-remedy':
      return dice.chance(70) ? {} : { because: 'survivor-wants-none', why };
    case 'add-remedy': {
      const remedy = {
        kind: dice.of(REMEDY_KINDS),
        character: 'restorative',
        what: why,
        ownerPersonId: person,
      };
      return {
        ...remedy,
        dueOn: soon,
        verification: why,
        survivorAsked: 'asked',
        facilitator: 'Ada',
        facilitatorFree: true,
      };
    }
    case 'complete-remedy':
      return { remedyId: dice.of(ids(facts.remedies)), evidence: why };
    case 'verify-remedy':
      return {
        remedyId: dice.of(ids(facts.remedies)),
        result: dice.of(['done', 'done', 'partly', 'not-done', 'given-up']),
        seen: why,
        ...approvedByPersonId,
      };
    case 'rate-remedy':
      return { score: 3 };
    case 'close':
      return { ...CLOSING, ...(dice.chance(50) ? { noRemedyBecause: why } : {}) };
    case 'reopen':
      return {
        ground: dice.of(['new-facts', 'appeal', 'retaliation', 'remedy-breached']),
        why,
        message,
        backTo: dice.of(['triage', 'stage-left']),
        ...(dice.chance(70) ? { decisionMakerPersonId: person } : {}),
      };
    case 'appeal':
      return { why };
    case 'withdraw':
      return form === 'reporter' ? {} : { decision: dice.of(['stop', 'go-on']), reason: why, message };
    case 'dismiss':
      return {
        outcome: dice.of(['not-substantiated', 'out-of-time', 'withdrawn']),
        message,
        lookedAt: why,
        learning: why,
        appealExplained: true,
      };
    case 'transfer':
      return { toBodyId: dice.of(BODIES), reason: 'competence', why, sharesIdentity: dice.chance(20) };
    case 'accept-transfer':
      return dice.chance(80) ? {} : { accept: false, reason: why };
    case 'transfer-expired':
      return { toBodyId: dice.of(BODIES) };
    case 'reroute':
      return { toBodyId: dice.of(BODIES), reason: 'nobody-available' };
    case 'merge':
      return { intoCaseId: facts.caseId, why };
    case 'link':
      return { caseId: facts.caseId, why };
    case 'pause-clock':
      return { ...clock(story, dice), reason: 'survivor-asked', until: soon, message };
    case 'resume-clock':
    case 'pause-ended':
      return clock(story, dice);
    case 'extend-clock':
      return {
        ...clock(story, dice),
        to: story.day(60),
        reason: 'outside-proceedings',
        message,
        ...approvedByPersonId,
      };
    case 'hold':
      return { basis: 'Court order', until: soon };
    case 'release-hold':
      return { why, ...(dice.chance(50) ? { holdId: dice.of(ids(facts.holds)) } : {}) };
    case 'note':
      return { text: why };
    case 'message':
      return form === 'reporter'
        ? { text: message }
        : { text: message, ...report, asksSatisfaction: dice.chance(30) };
    case 'request-identity':
      return { purpose: why, ...report };
    case 'approve-identity':
      return { requestId: dice.of(ids(facts.identityRequests)) };
    case 'record-consent': {
      const consent = {
        kind: dice.of(CONSENT_KINDS),
        given: dice.chance(75),
        wordingVersion: '1',
        language: 'en',
      };
      if (form === 'reporter') return consent;
      return dice.chance(20)
        ? { ...consent, kind: 'mediation', respondentId: dice.of(ids(facts.respondents)) }
        : { ...consent, ...report };
    }
    case 'record-retaliation-check':
      return { asked: why, answer: dice.of(['no-signs', 'signs', 'silence']), signs: why, action: why };
    case 'answer-expired':
      return {};
  }
}

function clock(story: Story, dice: Dice): Record<string, unknown> {
  const live = story.facts.clocks.filter((one) => one.state === 'running' || one.state === 'paused');
  const one = dice.of(live);
  if (one === undefined) return { clock: dice.of(CLOCK_NAMES) };
  return one.subject === null ? { clock: one.name } : { clock: one.name, subject: one.subject };
}
