import { z } from 'zod';
import { laterThanNow, supervisorApproves } from './asks.js';
import { CLOSING_STARTS, CLOSING_STOPS, closeCase } from './closing.js';
import {
  id,
  language,
  line,
  messageToReporter,
  oneOf,
  person,
  stated,
  text,
  unreachable,
  yesNo,
  day,
} from './fields.js';
import { receiptAcknowledged } from './needs.js';
import { addDays, endOfDay, survivorReports, survivorsConsent, liveClock } from './queries.js';
import { row } from './row.js';
import { OPEN_STAGES } from './situation.js';

/** From this day the feedback clock runs for someone whose receipt nobody acknowledged (Directive (EU) 2019/1937, 9(1)(f)). */
export const FEEDBACK_FROM_DAY = 7;

// In any open stage, not only intake: a merge can bring in a report whose receipt is still owed.
export const acknowledgeReceipt = row({
  about: 'Tell the reporter, in person, that their report is here',
  form: 'staff',
  from: OPEN_STAGES,
  to: [],
  who: ['officer'],
  body: z.strictObject({
    message: messageToReporter,
    language: language.optional(),
    reportId: id('Report', 'Which report, where the case has several.').optional(),
    unreachable,
  }),
  needs: [
    {
      code: 'receipt-open',
      says: 'Every receipt is acknowledged already.',
      met: ({ facts }) => facts.reports.some((one) => one.receiptAcknowledgedAt === null),
    },
  ],
  asks: [
    {
      code: 'receipt-of-this-report-open',
      says: 'Say which report: one whose receipt is not acknowledged yet.',
      field: 'reportId',
      met: ({ facts }, body) =>
        facts.reports.some(
          (one) =>
            one.receiptAcknowledgedAt === null && (body.reportId === undefined || one.id === body.reportId),
        ) &&
        (body.reportId !== undefined ||
          facts.reports.filter((one) => one.receiptAcknowledgedAt === null).length === 1),
    },
    {
      code: 'in-their-language',
      says: "Write in the reporter's language.",
      field: 'language',
      met: ({ facts }, body) => {
        const open = facts.reports.filter((one) => one.receiptAcknowledgedAt === null);
        const report = open.find((one) => body.reportId === undefined || one.id === body.reportId);
        if (body.language === undefined || report === undefined || report.language === body.language)
          return true;
        return `Write in the reporter's language (${report.language}).`;
      },
    },
  ],
  starts: ['feedback'],
  stops: ['receipt-acknowledgement', 'feedback'],
  entries: ['case.receipt-acknowledged'],
  apply: (change, body) => {
    const report = change.facts.reports.find(
      (one) =>
        one.receiptAcknowledgedAt === null && (body.reportId === undefined || one.id === body.reportId),
    );
    if (report === undefined) return;
    report.receiptAcknowledgedAt = change.now;
    report.unreachableBecause = body.unreachable ?? null;
    change.stop('receipt-acknowledgement', report.id, 'met');
    // Three months from the acknowledgement; from day 7 where it came later. So a late one never moves the promise.
    if (
      change.now < addDays(report.receivedAt, FEEDBACK_FROM_DAY) ||
      liveClock(change.facts, 'feedback', report.id) === null
    ) {
      change.restart('feedback', report.id);
    }
    change.write(report.id, body.message);
    change.entry('case.receipt-acknowledged', {
      payload: { reportId: report.id, unreachable: body.unreachable !== undefined },
      texts: { message: body.message, unreachable: body.unreachable },
      subject: report.id,
    });
  },
});

export const accept = row({
  about: 'Take the report on as a complaint',
  form: 'staff',
  from: ['intake'],
  to: ['triage'],
  who: ['officer'],
  body: z.strictObject({
    aboutConduct: stated('It is about conduct', 'It tells of something that somebody did or failed to do.'),
    concernsNetwork: stated(
      'It concerns a body or person of the network',
      'If it concerns somebody else, refer it out instead.',
    ),
    note: text('Note', 'What was weighed, where it was not plain.').optional(),
  }),
  needs: [receiptAcknowledged],
  asks: [],
  starts: ['triage'],
  stops: [],
  entries: ['case.accepted'],
  apply: (change, body) => {
    change.facts.acceptedAt = change.now;
    change.moveTo('triage');
    change.start('triage');
    change.sayAll('accepted');
    change.note(body.note);
    change.entry('case.accepted', { texts: { note: body.note } });
  },
});

export const recordFeedback = row({
  about: 'Record it as feedback and close',
  form: 'staff',
  from: ['intake'],
  to: ['closed'],
  who: ['officer'],
  body: z.strictObject({
    why: text('Why it is feedback', 'And not a complaint about conduct.'),
    learnt: text('What was learnt', 'What changes because of it, or what is kept in mind.'),
    message: messageToReporter,
    unreachable,
  }),
  needs: [receiptAcknowledged],
  asks: [],
  starts: CLOSING_STARTS,
  stops: CLOSING_STOPS,
  entries: ['case.recorded-as-feedback'],
  apply: (change, body) => {
    closeCase(change, {
      outcome: 'feedback',
      message: body.message,
      unreachable: body.unreachable,
      learning: body.learnt,
    });
    change.note(body.why);
    change.entry('case.recorded-as-feedback', {
      reason: 'feedback',
      texts: { why: body.why, learnt: body.learnt, message: body.message },
    });
  },
});

export const referOut = row({
  about: 'Hand the matter to the police, another body or a service outside the network',
  form: 'staff',
  from: ['intake', 'triage', 'investigation'],
  to: ['closed'],
  who: ['officer', 'supervisor'],
  body: z.strictObject({
    to: line('Where to', 'The authority, organisation or service.'),
    why: text('Why', 'What they can do that we cannot.'),
    basis: oneOf(
      ['consent', 'duty'],
      'On what ground',
      "The survivor's consent, or a duty that overrides it.",
    ),
    duty: text('Which duty', 'The law or rule, where no consent is the ground.').optional(),
    handover: text('Safe hand-over', 'How it is handed over without putting anyone at risk, and to whom.'),
    message: messageToReporter,
    unreachable,
    staysOpen: yesNo('We go on as well', 'Both act: the case stays where it is.').optional(),
    followUpOn: day('Follow up on', 'The day on which you ask what became of it.').optional(),
    approvedByPersonId: person(
      'Approved by',
      'A supervisor; needed once the case has left intake.',
    ).optional(),
  }),
  needs: [receiptAcknowledged],
  asks: [
    {
      code: 'consent-or-duty',
      says: "Record the survivor's consent to share first, or name the duty that overrides it.",
      field: 'basis',
      met: ({ facts }, body) => {
        if (body.basis === 'duty') return body.duty !== undefined || 'Name the duty that overrides consent.';
        // With nobody who speaks as survivor there is no consent to be had: then only a duty can be the ground.
        return survivorReports(facts).length === 0
          ? 'No survivor has reported, so consent cannot be the ground: name the duty.'
          : survivorsConsent(facts, 'share');
      },
    },
    supervisorApproves(({ facts }) => facts.stage !== 'intake'),
    laterThanNow<{ followUpOn?: string | undefined }>('followUpOn', (body) => body.followUpOn),
  ],
  starts: ['referral-follow-up', ...CLOSING_STARTS],
  stops: CLOSING_STOPS,
  entries: ['case.referred-out'],
  apply: (change, body) => {
    const referralId = change.create();
    const staysOpen = body.staysOpen ?? false;
    change.facts.referrals.push({
      id: referralId,
      to: body.to,
      why: body.why,
      basis: body.basis,
      duty: body.duty ?? null,
      handover: body.handover,
      closedCase: !staysOpen,
      at: change.now,
      followedUpAt: null,
    });
    const due = body.followUpOn === undefined ? {} : { dueAt: endOfDay(body.followUpOn) };
    change.start('referral-follow-up', referralId, due);
    if (body.approvedByPersonId !== undefined)
      change.tellPerson(body.approvedByPersonId, 'named-as-approver');
    if (staysOpen) change.writeAll(body.message);
    else closeCase(change, { outcome: 'referred', message: body.message, unreachable: body.unreachable });
    change.entry('case.referred-out', {
      reason: body.basis,
      payload: { referralId, staysOpen },
      people: { approvedBy: body.approvedByPersonId },
      texts: { to: body.to, why: body.why, duty: body.duty, handover: body.handover, message: body.message },
    });
  },
});
