import { z } from 'zod';
import { CLOSING_STARTS, CLOSING_STOPS, closeCase } from './closing.js';
import { messageToReporter, oneOf, text, unreachable } from './fields.js';
import { row } from './row.js';

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
    change.hear(body.reason);
    change.entry('withdrawal.received', {
      payload: { withdrawalId },
      texts: { reason: body.reason },
      subject: change.by,
    });
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
    decision: oneOf(
      ['stop', 'go-on'],
      'Decision',
      'Stop and close; or go on without them, where others are at risk.',
    ),
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
