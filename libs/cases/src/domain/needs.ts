import { given } from './given.js';
import type { CaseFacts } from './facts.js';
import {
  assignedAs,
  declaredNone,
  handsFreeFor,
  harmStands,
  inForce,
  isHighRisk,
  measuresInForce,
  personOf,
  undecidedWithdrawals,
} from './queries.js';
import type { Hand } from './facts-people.js';
import type { Need } from './situation.js';

/** Needs that more than one row asks for. Each says what to do about it. */
export const receiptAcknowledged: Need = {
  code: 'receipt-acknowledged',
  says: 'Acknowledge the receipt to every reporter first.',
  met: ({ facts }) => facts.reports.every((one) => one.receiptAcknowledgedAt !== null),
};

export const triageComplete: Need = {
  code: 'triage-complete',
  says: 'Do the triage first: risk, safety, classification, respondents, consent, earlier cases.',
  met: ({ facts }) => facts.triage !== null && facts.principles.length > 0 && facts.breachKinds.length > 0,
};

export const safetyPlan: Need = {
  code: 'safety-plan',
  says: 'Risk is high: write a safety plan in the triage.',
  met: ({ facts }) => !isHighRisk(facts) || given(facts.triage?.safetyPlan),
};

export const interimMeasures: Need = {
  code: 'interim-measures',
  says: 'Risk is high: set an interim measure, or say in the triage why there is none.',
  met: ({ facts, now }) =>
    !isHighRisk(facts) || measuresInForce(facts, now).length > 0 || given(facts.triage?.noMeasureBecause),
};

export const respondentsSettled: Need = {
  code: 'respondents-settled',
  says: 'Say in the triage who each respondent is: matched, outside the network, or unknown.',
  met: ({ facts }) => facts.respondents.every((one) => one.standing !== 'named'),
};

export const officerAssigned: Need = {
  code: 'officer-assigned',
  says: 'Assign an officer.',
  met: ({ facts }) => assignedAs(facts, 'officer') !== null,
};

export const everyoneDeclared: Need = {
  code: 'everyone-declared',
  says: 'Everyone who is assigned declares first whether they have a conflict of interest.',
  met: ({ facts }) => {
    const open = inForce(facts).filter((one) => !declaredNone(facts, one.personId));
    if (open.length === 0) return true;
    const roles = [...new Set(open.map((one) => one.role))].join(', ');
    return `Still to declare whether they have a conflict of interest: ${roles}.`;
  },
};

export const ownDeclaration: Need = {
  code: 'own-declaration',
  says: 'Declare first that you have no conflict of interest in this case.',
  met: ({ facts, actor }) => declaredNone(facts, personOf(actor) ?? ''),
};

export const withdrawalDecided: Need = {
  code: 'withdrawal-decided',
  says: 'A reporter has withdrawn: decide first whether to stop or to go on without them.',
  met: ({ facts }) => undecidedWithdrawals(facts).length === 0,
};

export const noTransferPending: Need = {
  code: 'no-transfer-pending',
  says: 'This case is on its way to another body: wait for their answer.',
  met: ({ facts }) => facts.pendingTransfer === null,
};

export const allegationMade: Need = {
  code: 'allegation',
  says: 'Add at least one allegation.',
  met: ({ facts }) => facts.allegations.length > 0,
};

export const everyAllegationFound: Need = {
  code: 'finding-on-every-allegation',
  says: 'Record a finding on every allegation.',
  met: ({ facts }) => {
    const open = facts.allegations.filter((one) => one.finding === null).length;
    if (facts.allegations.length === 0) return 'Add at least one allegation and record a finding on it.';
    return (
      open === 0 || `${String(open)} of ${String(facts.allegations.length)} allegations have no finding yet.`
    );
  },
};

export const assignedInvestigator: Need = {
  code: 'assigned-investigator',
  says: 'Only the investigator who is assigned to this case does this: have yourself assigned.',
  met: ({ facts, actor }) => assignedAs(facts, 'investigator') === (personOf(actor) ?? ''),
};

export const nothingSubstantiated: Need = {
  code: 'nothing-substantiated',
  says: 'A finding is substantiated: this goes on to a decision and cannot be dismissed.',
  met: ({ facts }) => !harmStands(facts),
};

const JUDGING: Record<Hand, string> = {
  investigator: 'You decide or verify in this case, so somebody else investigates.',
  'decision-maker': 'You investigated or verified in this case, so somebody else decides.',
  verifier: 'You investigated or decided in this case, so somebody else verifies.',
};

/** Investigator, decision-maker and verifier are different people in one matter. */
export function separateHands(hand: Hand): Need {
  return {
    code: `separate-${hand}`,
    says: JUDGING[hand],
    met: ({ facts, actor }) => handsFreeFor(facts, personOf(actor) ?? '', hand),
  };
}

/** The report that an action is about: the one named, or the only one there is. */
export function reportOf(facts: CaseFacts, reportId: string | undefined): string | null {
  if (reportId !== undefined) return facts.reports.find((one) => one.id === reportId)?.id ?? null;
  return facts.reports.length === 1 ? (facts.reports[0]?.id ?? null) : null;
}
