import { z } from 'zod';
import { fitForWork } from './asks.js';
import { CLOSING_STARTS, CLOSING_STOPS, closeCase } from './closing.js';
import { endAssignments } from './excluding.js';
import { RETENTION_CLASSES } from './facts.js';
import { messageToReporter, oneOf, person, text, unreachable } from './fields.js';
import { noTransferPending, receiptAcknowledged, withdrawalDecided } from './needs.js';
import {
  addDays,
  appealOpen,
  appealUntil,
  dayOf,
  handsOf,
  harmStands,
  personOf,
  survivorReports,
} from './queries.js';
import { row } from './row.js';
import type { Need } from './situation.js';

/** How long a survivor has to say how satisfied they are before their silence is taken down as silence. */
export const SATISFACTION_DAYS = 7;

const remediesSettled: Need = {
  code: 'remedies-settled',
  says: 'Every remedy is verified, or given up with the approval of the next body up.',
  met: ({ facts }) => {
    const open = facts.remedies.filter((one) => one.state !== 'verified' && one.state !== 'given-up');
    if (open.length === 0) return true;
    return `${String(open.length)} of ${String(facts.remedies.length)} remedies are neither verified nor given up.`;
  },
};

const satisfactionAsked: Need = {
  code: 'satisfaction-asked',
  says: 'Ask the survivor how satisfied they are: send a message that asks it.',
  met: ({ facts, now }) => {
    if (survivorReports(facts).length === 0 || facts.ratings.length > 0) return true;
    if (facts.satisfactionAskedAt === null) return false;
    const until = addDays(facts.satisfactionAskedAt, SATISFACTION_DAYS);
    return now >= until || `The survivor was asked how satisfied they are: wait for an answer until ${dayOf(until)}.`;
  },
};

export const close = row({
  about: 'Close the case',
  form: 'staff',
  from: ['remedy'],
  to: ['closed'],
  who: ['supervisor'],
  body: z.strictObject({
    message: messageToReporter,
    lessons: text('Lessons', 'What is learnt, and who needs to know.'),
    retention: oneOf(RETENTION_CLASSES, 'Retention', 'How long it is kept.'),
    noRemedyBecause: text('Why there is no remedy', 'Where none was promised: what the survivor said, or why.').optional(),
    unreachable,
  }),
  needs: [receiptAcknowledged, remediesSettled, satisfactionAsked, withdrawalDecided, noTransferPending],
  asks: [
    {
      code: 'remedy-or-why-none',
      says: 'No remedy was promised: add one, or say why there is none.',
      field: 'noRemedyBecause',
      met: ({ facts }, body) => facts.remedies.length > 0 || body.noRemedyBecause !== undefined,
    },
  ],
  starts: CLOSING_STARTS,
  stops: CLOSING_STOPS,
  entries: ['case.closed'],
  apply: (change, body) => {
    const substantiated = harmStands(change.facts);
    closeCase(change, {
      outcome: substantiated ? 'substantiated' : 'not-substantiated',
      message: body.message,
      unreachable: body.unreachable,
      learning: body.lessons,
      retention: body.retention,
    });
    const { facts } = change;
    const ratings = facts.ratings.map((one) => one.score);
    change.entry('case.closed', {
      reason: facts.outcome ?? 'substantiated',
      payload: {
        retention: body.retention,
        remedies: facts.remedies.map((one) => ({ kind: one.kind, character: one.character, state: one.state })),
        satisfaction: ratings.length > 0 ? ratings : 'silence',
      },
      texts: { message: body.message, lessons: body.lessons, noRemedyBecause: body.noRemedyBecause },
    });
  },
});

export const reopen = row({
  about: 'Take a closed case up again',
  form: 'staff',
  from: ['closed'],
  to: ['intake', 'triage', 'investigation', 'acknowledgement', 'remedy'],
  who: ['supervisor'],
  body: z.strictObject({
    ground: oneOf(
      ['new-facts', 'appeal', 'retaliation', 'remedy-breached'],
      'Ground',
      'An appeal within its window; or signs of retaliation found in a check.',
    ),
    why: text('Why', 'What is new.'),
    message: messageToReporter,
    backTo: oneOf(['triage', 'stage-left'], 'Back to', 'Triage, or the stage from which it was closed.').default('triage'),
    decisionMakerPersonId: person(
      'Decision-maker',
      'For an appeal: somebody else than before, of the next body up.',
    ).optional(),
  }),
  needs: [
    {
      code: 'not-merged',
      says: 'This case lives on in the one it was merged into: reopen that one.',
      met: ({ facts }) => facts.mergedInto === null,
    },
  ],
  asks: [
    {
      code: 'appeal-in-window',
      says: 'No appeal was made within the window.',
      field: 'ground',
      met: ({ facts, now }, body) =>
        body.ground !== 'appeal' || appealOpen(facts, now) || facts.appeals.some((one) => one.answeredAt === null),
    },
    {
      code: 'another-decider',
      says: 'An appeal goes to another decision-maker, who neither investigated nor decided, of the next body up: name them.',
      field: 'decisionMakerPersonId',
      met: (s, body) => {
        if (body.ground !== 'appeal') return true;
        const decider = body.decisionMakerPersonId;
        if (decider === undefined || fitForWork(s, decider) !== true) return false;
        // At the very top there is no body above: then another decision-maker of the same body.
        const bodies = s.bodiesAbove.length > 0 ? s.bodiesAbove : [s.facts.holderBodyId];
        const roles = s.people.get(decider)?.roles ?? [];
        return (
          handsOf(s.facts, decider).size === 0 &&
          roles.some((one) => one.role === 'decision-maker' && bodies.includes(one.bodyId))
        );
      },
    },
    {
      code: 'retaliation-signs',
      says: 'No retaliation check found signs: record one first.',
      field: 'ground',
      met: ({ facts }, body) =>
        body.ground !== 'retaliation' || facts.retaliationChecks.some((one) => one.recorded?.answer === 'signs'),
    },
    {
      code: 'remedy-to-breach',
      says: 'This case had no remedy that could be breached.',
      field: 'ground',
      met: ({ facts }, body) => body.ground !== 'remedy-breached' || facts.remedies.length > 0,
    },
  ],
  starts: ['triage', 'investigation', 'acknowledgement', 'feedback'],
  stops: ['appeal-window'],
  entries: ['case.reopened', 'allegation.added'],
  apply: (change, body) => {
    const { facts, now } = change;
    if (facts.closing === null) return;
    const left = facts.closing.from;
    const stage = body.backTo === 'triage' ? 'triage' : left;
    facts.pastClosings.push(facts.closing);
    facts.closing = null;
    facts.outcome = null;
    change.stop('appeal-window', null, 'met');
    for (const appeal of facts.appeals) appeal.answeredAt ??= now;
    facts.satisfactionAskedAt = null;
    facts.ratings = [];
    if (stage === 'triage' || stage === 'investigation') {
      if (facts.decision !== null) facts.pastDecisions.push(facts.decision);
      facts.decision = null;
      facts.panel = null;
      endAssignments(change, (one) => one.role === 'panel-member');
    }
    if (facts.acknowledgement !== null && stage !== 'remedy') {
      facts.pastAcknowledgements.push(facts.acknowledgement);
      facts.acknowledgement = null;
    }
    if (body.ground === 'appeal' && body.decisionMakerPersonId !== undefined) {
      endAssignments(change, (one) => one.role === 'decision-maker');
      facts.assignments.push({
        personId: body.decisionMakerPersonId,
        role: 'decision-maker',
        since: now,
        until: null,
      });
      change.tellPerson(body.decisionMakerPersonId, 'you-were-assigned');
    }
    change.moveTo(stage);
    if (stage === 'triage' || stage === 'investigation' || stage === 'acknowledgement') change.start(stage);
    if (stage !== 'intake') facts.acceptedAt ??= now;
    for (const report of facts.reports) change.start('feedback', report.id);
    if (stage === 'triage' || stage === 'investigation') raiseSigns(change);
    change.writeAll(body.message);
    change.entry('case.reopened', {
      reason: body.ground,
      payload: { backTo: stage },
      people: { decisionMaker: body.decisionMakerPersonId },
      texts: { why: body.why, message: body.message },
    });
  },
});

/** Signs of retaliation that were found while nobody could investigate them become allegations now. */
function raiseSigns(change: Parameters<typeof closeCase>[0]): void {
  for (const check of change.facts.retaliationChecks) {
    if (check.recorded?.answer !== 'signs' || check.recorded.allegationId !== null) continue;
    const allegationId = change.create();
    check.recorded.allegationId = allegationId;
    change.facts.allegations.push({
      id: allegationId,
      respondentId: null,
      what: check.recorded.signs ?? '',
      when: null,
      principle: 7,
      breachKind: 'retaliation',
      addedBy: personOf(change.actor),
      addedAt: change.now,
      finding: null,
    });
    change.entry('allegation.added', { payload: { allegationId, principle: 7, breachKind: 'retaliation' } });
  }
}

export const appeal = row({
  about: 'Say that you do not agree with how it ended',
  form: 'reporter',
  from: ['closed'],
  to: [],
  who: ['reporter'],
  body: z.strictObject({ why: text('Why', 'What was wrong or was missed.') }),
  needs: [
    {
      code: 'appeal-window-open',
      says: 'The time to appeal is over. You can still write to us.',
      met: ({ facts, now }) => appealOpen(facts, now),
    },
  ],
  asks: [],
  starts: ['message-answer'],
  stops: [],
  entries: ['appeal.received'],
  apply: (change, body) => {
    const appealId = change.create();
    change.facts.appeals.push({ id: appealId, reportId: change.by, at: change.now, answeredAt: null });
    change.tellRole('supervisor', 'reporter-appealed');
    change.start('message-answer', change.by);
    change.say(change.by, 'appeal-received', { until: dayOf(appealUntil(change.facts) ?? change.now) });
    change.entry('appeal.received', { payload: { appealId }, texts: { why: body.why }, subject: change.by });
  },
});

export const withdrawByReporter = row({
  about: 'Withdraw your report; we tell you what happens then',
  form: 'reporter',
  from: ['intake', 'triage', 'investigation', 'acknowledgement', 'remedy'],
  to: [],
  who: ['reporter'],
  body: z.strictObject({ reason: text('Reason', 'You need not give one.').optional() }),
  needs: [
    {
      code: 'not-withdrawn-yet',
      says: 'You have withdrawn already; we will tell you what was decided.',
      met: ({ facts, actor }) =>
        !facts.withdrawals.some((one) => one.reportId === actor.reportId && one.decision === null),
    },
  ],
  asks: [],
  starts: ['withdrawal-decision'],
  stops: [],
  entries: ['withdrawal.received'],
  apply: (change, body) => {
    const withdrawalId = change.create();
    change.facts.withdrawals.push({ id: withdrawalId, reportId: change.by, at: change.now, decision: null });
    change.start('withdrawal-decision', withdrawalId);
    change.tellAssignee('reporter-withdrew');
    change.say(change.by, 'withdrawal-received');
    change.entry('withdrawal.received', { payload: { withdrawalId }, texts: { reason: body.reason }, subject: change.by });
  },
});

// The contract has one name for both sides: the reporter withdraws, then the officer records here what follows from it.
export const decideWithdrawal = row({
  about: 'Decide what happens after a reporter withdrew',
  form: 'staff',
  from: ['intake', 'triage', 'investigation', 'acknowledgement', 'remedy'],
  to: ['closed'],
  who: ['officer'],
  body: z.strictObject({
    decision: oneOf(['stop', 'go-on'], 'Decision', 'Stop and close; or go on without them, where others are at risk.'),
    reason: text('Reason', 'Why; where you go on, who is at risk.'),
    message: messageToReporter,
    unreachable,
  }),
  needs: [
    {
      code: 'withdrawal-open',
      says: 'No reporter has withdrawn.',
      met: ({ facts }) => facts.withdrawals.some((one) => one.decision === null),
    },
  ],
  asks: [
    {
      code: 'receipt-acknowledged',
      says: 'Acknowledge the receipt to every reporter first.',
      met: ({ facts }, body) =>
        body.decision === 'go-on' || facts.reports.every((one) => one.receiptAcknowledgedAt !== null),
    },
    {
      code: 'all-withdrew',
      says: 'Other reporters have not withdrawn: go on.',
      field: 'decision',
      met: ({ facts }, body) =>
        body.decision === 'go-on' ||
        facts.reports.every((report) => facts.withdrawals.some((one) => one.reportId === report.id)),
    },
    {
      code: 'nobody-at-risk',
      says: 'Risk is high: go on without them, or have it assessed anew in the triage.',
      field: 'decision',
      // Past triage risk is not assessed anew; there a supervisor may stop.
      met: ({ facts, actor }, body) =>
        body.decision === 'go-on' ||
        (facts.risk !== 'high' && facts.risk !== 'imminent') ||
        (facts.stage !== 'triage' && actor.roles.includes('supervisor')),
    },
  ],
  starts: CLOSING_STARTS,
  stops: CLOSING_STOPS,
  entries: ['withdrawal.decided'],
  apply: (change, body) => {
    const { facts, now } = change;
    const open = facts.withdrawals.filter((one) => one.decision === null);
    for (const one of open) {
      one.decision = { is: body.decision, reason: body.reason, by: change.by, at: now };
      change.stop('withdrawal-decision', one.id, 'met');
    }
    if (body.decision === 'stop') {
      closeCase(change, { outcome: 'withdrawn', message: body.message, unreachable: body.unreachable });
    } else {
      for (const one of open) change.write(one.reportId, body.message);
    }
    change.entry('withdrawal.decided', {
      reason: body.decision,
      payload: { withdrawals: open.length },
      texts: { reason: body.reason, message: body.message },
    });
  },
});
