import { z } from 'zod';
import { laterThanNow, reportNamed } from './asks.js';
import { day, id, line, messageToReporter, oneOf, text, yesNo } from './fields.js';
import { reportOf } from './needs.js';
import { appealOpen, endOfDay, liveClock, personOf, survivorReports } from './queries.js';
import { row } from './row.js';
import { ANY_STAGE, OPEN_STAGES } from './situation.js';

export const setInterimMeasure = row({
  about: 'Protect somebody while the case goes on',
  form: 'staff',
  from: OPEN_STAGES,
  to: [],
  who: ['officer', 'supervisor'],
  body: z.strictObject({
    measure: text('Measure', 'What is done to protect.'),
    forWhom: line('For whom', 'Whom it protects.'),
    until: day('Until', 'The day by which it is looked at again.'),
    survivorAsked: oneOf(
      ['agreed', 'declined', 'not-touched', 'not-reachable'],
      'The survivor',
      'Was asked and agreed or declined; is not touched by it; or cannot be reached.',
    ),
    survivorBurden: text('Burden on the survivor', 'What it costs the survivor, and why that is the least possible.'),
    replacesMeasureId: id('Replaces', 'The measure that ends with this one.').optional(),
    riskOverride: text('Why against their wish', 'Where the survivor declined: the risk that leaves no choice.').optional(),
  }),
  needs: [],
  asks: [
    laterThanNow<{ until: string }>('until', (body) => body.until),
    {
      code: 'survivor-declined',
      says: 'The survivor declined: find another measure, or name the risk that leaves no choice.',
      field: 'riskOverride',
      met: (_, body) => body.survivorAsked !== 'declined' || body.riskOverride !== undefined,
    },
    {
      code: 'measure-in-force',
      says: 'No measure in force has that id.',
      field: 'replacesMeasureId',
      met: ({ facts }, body) =>
        body.replacesMeasureId === undefined ||
        facts.interimMeasures.some((one) => one.id === body.replacesMeasureId && one.endedAt === null),
    },
  ],
  starts: ['interim-review'],
  stops: ['interim-review'],
  entries: ['interim-measure.set'],
  apply: (change, body) => {
    const { facts, now } = change;
    const measureId = change.create();
    const replaced = facts.interimMeasures.find((one) => one.id === body.replacesMeasureId);
    if (replaced !== undefined) {
      replaced.endedAt = now;
      change.stop('interim-review', replaced.id, 'met');
    }
    facts.interimMeasures.push({
      id: measureId,
      measure: body.measure,
      forWhom: body.forWhom,
      until: body.until,
      survivorAsked: body.survivorAsked,
      survivorBurden: body.survivorBurden,
      setBy: change.by,
      setAt: now,
      endedAt: null,
    });
    change.start('interim-review', measureId, { dueAt: endOfDay(body.until) });
    change.entry('interim-measure.set', {
      reason: body.survivorAsked,
      payload: { measureId, until: body.until, replaces: body.replacesMeasureId ?? null },
      texts: {
        measure: body.measure,
        forWhom: body.forWhom,
        survivorBurden: body.survivorBurden,
        riskOverride: body.riskOverride,
      },
    });
  },
});

export const note = row({
  about: 'Write a note for colleagues; reporters never see it',
  form: 'staff',
  from: ANY_STAGE,
  to: [],
  who: ['anyone'],
  body: z.strictObject({
    text: text('Note', 'For those who work on this case.'),
    followsUp: id('Follows up', 'A referral, or an interim measure that ends with this note.').optional(),
  }),
  needs: [],
  asks: [
    {
      code: 'follows-up-something',
      says: 'No referral or interim measure of this case has that id.',
      field: 'followsUp',
      met: ({ facts }, body) =>
        body.followsUp === undefined ||
        [...facts.referrals, ...facts.interimMeasures].some((one) => one.id === body.followsUp),
    },
  ],
  starts: [],
  stops: ['referral-follow-up', 'interim-review'],
  entries: ['note.added'],
  apply: (change, body) => {
    const { facts, now } = change;
    const noteId = change.create();
    facts.notes.push({ id: noteId, text: body.text, by: change.by, at: now, followsUp: body.followsUp ?? null });
    const referral = facts.referrals.find((one) => one.id === body.followsUp);
    const measure = facts.interimMeasures.find((one) => one.id === body.followsUp);
    if (referral !== undefined) {
      referral.followedUpAt = now;
      change.stop('referral-follow-up', referral.id, 'met');
    }
    if (measure !== undefined) {
      measure.endedAt ??= now;
      change.stop('interim-review', measure.id, 'met');
    }
    change.entry('note.added', { payload: { noteId, followsUp: body.followsUp ?? null }, texts: { text: body.text } });
  },
});

export const message = row({
  about: 'Write to a reporter',
  form: 'staff',
  from: ANY_STAGE,
  to: [],
  who: ['officer', 'supervisor', 'assigned'],
  body: z.strictObject({
    text: messageToReporter,
    reportId: id('Reporter', 'Which one, where the case has several.').optional(),
    isFeedback: yesNo('This is the feedback', 'It says what was done about the report, or will be, and why.').optional(),
    asksSatisfaction: yesNo('It asks how satisfied they are', 'With what was done to repair.').optional(),
  }),
  needs: [
    {
      // Answers are owed for as long as a reporter waits for one, whatever the calendar says.
      code: 'appeal-window-open',
      says: 'The appeal window is over and no message waits for an answer.',
      met: ({ facts, now }) =>
        facts.stage !== 'closed' ||
        appealOpen(facts, now) ||
        facts.reports.some((one) => liveClock(facts, 'message-answer', one.id) !== null),
    },
  ],
  asks: [reportNamed()],
  starts: [],
  stops: ['message-answer', 'feedback'],
  entries: ['message.sent'],
  apply: (change, body) => {
    const { facts } = change;
    const reportId = reportOf(facts, body.reportId);
    if (reportId === null) return;
    change.write(reportId, body.text);
    change.stop('message-answer', reportId, 'met');
    if (body.isFeedback === true) change.stop('feedback', reportId, 'met');
    const asks = body.asksSatisfaction === true && survivorReports(facts).some((one) => one.id === reportId);
    if (asks) {
      facts.satisfactionAskedAt = change.now;
      change.say(reportId, 'satisfaction-asked');
    }
    change.entry('message.sent', {
      payload: { isFeedback: body.isFeedback ?? false, asksSatisfaction: asks },
      texts: { text: body.text },
      subject: reportId,
    });
  },
});

// A reporter may always write, also long after closure: whoever is threatened then must not find a shut door.
export const messageByReporter = row({
  about: 'Write to us',
  form: 'reporter',
  from: ANY_STAGE,
  to: [],
  who: ['reporter'],
  body: z.strictObject({ text: text('Message', 'What you want to say.') }),
  needs: [],
  asks: [],
  starts: ['message-answer'],
  stops: [],
  entries: ['message.received'],
  apply: (change, body) => {
    change.start('message-answer', change.by);
    change.tellAssignee('reporter-wrote');
    change.entry('message.received', { texts: { text: body.text }, subject: change.by });
  },
});

export const rateRemedy = row({
  about: 'Say how satisfied you are with what was done',
  form: 'reporter',
  from: ['remedy', 'closed'],
  to: [],
  who: ['reporter'],
  body: z.strictObject({
    score: z.int().min(1).max(5).meta({ title: 'How satisfied', description: '1 not at all, 5 fully.' }),
    text: text('Your words', 'If you want to say more.').optional(),
  }),
  needs: [],
  asks: [],
  starts: [],
  stops: [],
  entries: ['remedy.rated'],
  apply: (change, body) => {
    change.facts.ratings.push({ reportId: change.by, score: body.score, text: body.text ?? null, at: change.now });
    change.tellAssignee('survivor-answered');
    change.entry('remedy.rated', { payload: { score: body.score }, texts: { text: body.text }, subject: change.by });
  },
});

// The table's "investigation, closed", and what lies between: the check at the outcome falls into acknowledgement or remedy.
export const recordRetaliationCheck = row({
  about: 'Ask whether anybody is being punished for the report, and write down the answer',
  form: 'staff',
  from: ['investigation', 'acknowledgement', 'remedy', 'closed'],
  to: [],
  who: ['officer'],
  body: z.strictObject({
    asked: text('Asked', 'Which signs you asked about, and whom.'),
    answer: oneOf(['no-signs', 'signs', 'silence'], 'Answer', 'Silence does not mean that all is well.'),
    signs: text('Signs', 'What is happening, where there are signs.').optional(),
    action: text('Action', 'What is done about it, where there are signs.').optional(),
    checkId: id('Check', 'Which scheduled check; the next one due, where left out.').optional(),
  }),
  needs: [],
  asks: [
    {
      code: 'signs-and-action',
      says: 'There are signs: say which, and what is done about it.',
      field: 'action',
      met: (_, body) => body.answer !== 'signs' || (body.signs !== undefined && body.action !== undefined),
    },
    {
      code: 'check-open',
      says: 'No open check of this case has that id.',
      field: 'checkId',
      met: ({ facts }, body) =>
        body.checkId === undefined ||
        facts.retaliationChecks.some((one) => one.id === body.checkId && one.recorded === null),
    },
  ],
  starts: [],
  stops: ['retaliation-check'],
  entries: ['retaliation.checked', 'allegation.added'],
  apply: (change, body) => {
    const { facts, now } = change;
    const open = facts.retaliationChecks
      .filter((one) => one.recorded === null)
      .sort((a, b) => a.dueAt.localeCompare(b.dueAt));
    let check = body.checkId === undefined ? open[0] : open.find((one) => one.id === body.checkId);
    if (check === undefined) {
      check = { id: change.create(), when: 'between', dueAt: now, recorded: null };
      facts.retaliationChecks.push(check);
    }
    const allegationId = body.answer === 'signs' && facts.stage === 'investigation' ? change.create() : null;
    check.recorded = {
      asked: body.asked,
      answer: body.answer,
      signs: body.signs ?? null,
      action: body.action ?? null,
      by: personOf(change.actor) ?? '',
      at: now,
      allegationId,
    };
    change.stop('retaliation-check', check.id, 'met');
    change.entry('retaliation.checked', {
      reason: body.answer,
      payload: { checkId: check.id, when: check.when },
      texts: { asked: body.asked, signs: body.signs, action: body.action },
    });
    if (body.answer !== 'signs') return;
    change.tellRole('supervisor', 'retaliation-signs');
    // Signs open an allegation. Outside investigation nobody could find on it: there the supervisor reopens (`reopen`).
    if (allegationId !== null) {
      facts.allegations.push({
        id: allegationId,
        respondentId: null,
        what: body.signs ?? '',
        when: null,
        principle: 7,
        breachKind: 'retaliation',
        addedBy: personOf(change.actor),
        addedAt: now,
        finding: null,
      });
      if (facts.panel !== null) facts.panel.votes = [];
      change.entry('allegation.added', { payload: { allegationId, principle: 7, breachKind: 'retaliation' } });
    }
  },
});
