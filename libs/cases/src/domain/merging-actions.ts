import { z } from 'zod';
import type { Change } from './change.js';
import { exclude } from './excluding.js';
import { type CaseFacts } from './facts.js';
import { id, text } from './fields.js';
import { personOf } from './queries.js';
import { row } from './row.js';
import { ANY_STAGE, type Ask } from './situation.js';
import { noTransferPending } from './needs.js';

/** The other case must be one that this person may act on too; else it is as if there were none. */
function otherCase<B>(field: string, get: (said: B) => string): Ask<B> {
  return {
    code: 'other-case',
    says: 'There is no such other case.',
    field,
    met: ({ facts, other }, said) =>
      other !== null &&
      other.facts.caseId === get(said) &&
      get(said) !== facts.caseId &&
      other.actor.roles.includes('officer'),
  };
}

// Not past investigation: two cases that were both decided are two histories, and joining them would lose one. Link those.
export const merge = row({
  about: 'Join this case to another about the same matter; this one ends, its reporters go along',
  form: 'staff',
  from: ['intake', 'triage', 'investigation'],
  to: ['closed'],
  who: ['officer'],
  body: z.strictObject({
    intoCaseId: id('Into', 'The case that goes on.'),
    why: text('Why', 'What shows that it is the same matter.'),
  }),
  needs: [noTransferPending],
  asks: [
    otherCase<{ intoCaseId: string }>('intoCaseId', (said) => said.intoCaseId),
    {
      code: 'other-case-open',
      says: 'The other case is closed: reopen it first, or link the two.',
      field: 'intoCaseId',
      met: ({ other }) => other === null || other.facts.stage !== 'closed',
    },
  ],
  starts: [],
  stops: [],
  entries: ['case.merged', 'case.merged-in'],
  apply: (change, said, { other }) => {
    if (other === null) return;
    const into = change.beside(other.facts, other.actor);
    mergeInto(change, into);
    into.note(said.why);
    change.entry('case.merged', {
      payload: { into: true },
      texts: { why: said.why, intoCaseId: said.intoCaseId },
    });
    into.entry('case.merged-in', {
      payload: { reports: change.facts.movedReportIds.length },
      texts: { why: said.why, fromCaseId: change.facts.caseId },
    });
  },
});

function mergeInto(change: Change, into: Change): void {
  const from = change.facts;
  const to = into.facts;
  for (const report of from.reports) {
    to.reports.push({ ...report, cameFromCaseId: report.cameFromCaseId ?? from.caseId });
    from.movedReportIds.push(report.id);
  }
  // Every promise made to a reporter goes along with the day it had.
  const theirs = new Set(from.reports.map((one) => one.id));
  for (const clock of change.live()) {
    const { name, subject, dueAt, startedAt } = clock;
    change.stop(name, subject, 'cancelled');
    const goes = (subject !== null && theirs.has(subject)) || GO_ALONG.has(name);
    if (goes) into.start(name, subject, dueAt === null ? { from: startedAt } : { dueAt, from: startedAt });
  }
  const same = mergeRespondents(from, to);
  to.keepFrom.push(...from.keepFrom);
  to.principles = [...new Set([...to.principles, ...from.principles])].sort();
  to.breachKinds = [...new Set([...to.breachKinds, ...from.breachKinds])];
  to.hands.push(...from.hands);
  to.consents.push(
    ...from.consents.map((one) => ({
      ...one,
      respondentId: same.get(one.respondentId ?? '') ?? one.respondentId,
    })),
  );
  to.evidence.push(...from.evidence);
  to.notes.push(...from.notes);
  to.holds.push(...from.holds);
  to.withdrawals.push(...from.withdrawals);
  to.disclosures.push(...from.disclosures);
  to.identityRequests.push(...from.identityRequests);
  to.interimMeasures.push(...from.interimMeasures);
  to.referrals.push(...from.referrals);
  to.retaliationChecks.push(...from.retaliationChecks.filter((one) => one.recorded === null));
  mergeAllegations(from, to, same);
  for (const one of from.excluded) exclude(into, one.personId, one.because);
  for (const one of to.respondents) {
    if (one.kind === 'person' && one.personId !== null) exclude(into, one.personId, 'respondent');
  }
  // Risk is never lost: the higher of the two stands until it is assessed anew.
  if (from.risk !== null && RISK_ORDER.indexOf(from.risk) > RISK_ORDER.indexOf(to.risk ?? 'low'))
    to.risk = from.risk;
  for (const report of from.reports) into.say(report.id, 'cases-joined');
  from.mergedInto = to.caseId;
  from.outcome = 'merged';
  from.closing = {
    outcome: 'merged',
    from: from.stage,
    at: change.now,
    by: personOf(change.actor),
    reporterTold: true,
    notToldBecause: null,
    learning: null,
    retention: 'standard',
  };
  from.reports = [];
  change.moveTo('closed');
}

const RISK_ORDER = ['low', 'medium', 'high', 'imminent'];

const GO_ALONG = new Set<string>([
  'interim-review',
  'referral-follow-up',
  'retaliation-check',
  'withdrawal-decision',
]);

/** Brings the respondents together; answers which id each one has in the surviving case. */
function mergeRespondents(from: CaseFacts, to: CaseFacts): Map<string, string> {
  const same = new Map<string, string>();
  for (const one of from.respondents) {
    const known = to.respondents.find(
      (other) =>
        other.kind === one.kind &&
        (other.name === one.name || (one.personId !== null && other.personId === one.personId)),
    );
    if (known === undefined) to.respondents.push({ ...one });
    else known.personId ??= one.personId;
    same.set(one.id, known?.id ?? one.id);
  }
  return same;
}

/** Allegations go along only while findings can still be made on them; afterwards the record of the other case is closed. */
function mergeAllegations(from: CaseFacts, to: CaseFacts, same: ReadonlyMap<string, string>): void {
  if (to.stage === 'acknowledgement' || to.stage === 'remedy') return;
  for (const one of from.allegations) {
    to.allegations.push({ ...one, respondentId: same.get(one.respondentId ?? '') ?? null });
  }
  if (to.panel !== null) to.panel.votes = [];
}

export const link = row({
  about: 'Say that this case has to do with another',
  form: 'staff',
  from: ANY_STAGE,
  to: [],
  who: ['officer'],
  body: z.strictObject({
    caseId: id('Case', 'The other case.'),
    why: text('Why', 'What they have to do with each other.'),
  }),
  needs: [],
  asks: [
    otherCase<{ caseId: string }>('caseId', (said) => said.caseId),
    {
      code: 'not-linked-yet',
      says: 'The two are linked already.',
      field: 'caseId',
      met: ({ facts }, said) => !facts.links.some((one) => one.caseId === said.caseId),
    },
  ],
  starts: [],
  stops: [],
  entries: ['case.linked'],
  apply: (change, said, { other }) => {
    if (other === null) return;
    const beside = change.beside(other.facts, other.actor);
    change.facts.links.push({ caseId: said.caseId, why: said.why, at: change.now });
    beside.facts.links.push({ caseId: change.facts.caseId, why: said.why, at: change.now });
    change.entry('case.linked', { texts: { why: said.why, caseId: said.caseId } });
    beside.entry('case.linked', { texts: { why: said.why, caseId: change.facts.caseId } });
  },
});
