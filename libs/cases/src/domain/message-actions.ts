import { z } from 'zod';
import { reportNamed } from './asks.js';
import { id, messageToReporter, text, yesNo } from './fields.js';
import { reportOf } from './needs.js';
import { appealOpen, liveClock, survivorReports } from './queries.js';
import { row } from './row.js';
import { ANY_STAGE } from './situation.js';

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
    facts.notes.push({
      id: noteId,
      text: body.text,
      by: change.by,
      at: now,
      followsUp: body.followsUp ?? null,
    });
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
    change.entry('note.added', {
      payload: { noteId, followsUp: body.followsUp ?? null },
      texts: { text: body.text },
    });
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
    isFeedback: yesNo(
      'This is the feedback',
      'It says what was done about the report, or will be, and why.',
    ).optional(),
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
    change.hear(body.text);
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
    change.facts.ratings.push({
      reportId: change.by,
      score: body.score,
      text: body.text ?? null,
      at: change.now,
    });
    change.tellAssignee('survivor-answered');
    change.entry('remedy.rated', {
      payload: { score: body.score },
      texts: { text: body.text },
      subject: change.by,
    });
  },
});
