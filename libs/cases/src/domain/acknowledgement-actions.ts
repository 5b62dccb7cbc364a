import { given } from './given.js';
import { z } from 'zod';
import { RESPONDENT_KINDS } from '#kernel/vocabulary';
import { line, oneOf, stated, text } from './fields.js';
import { endOfDay, liveClock, survivorReports, waitingForAnswer } from './queries.js';
import { row } from './row.js';
import type { Need } from './situation.js';

export const ROUNDS = 3;

export const notDelivered: Need = {
  code: 'not-delivered',
  says: 'The acknowledgement was delivered already.',
  met: ({ facts }) => !given(facts.acknowledgement?.delivered),
};

export const notWaiting: Need = {
  code: 'not-waiting-for-answer',
  says: 'The survivor is reading the last draft: wait for the answer, or for the window to end.',
  met: ({ facts }) => waitingForAnswer(facts).length === 0,
};

export const draftAcknowledgement = row({
  about: 'Write what harm is acknowledged, by whom, and what responsibility is taken',
  form: 'staff',
  from: ['acknowledgement'],
  to: [],
  who: ['officer', 'supervisor'],
  body: z.strictObject({
    harm: text('Harm', 'What harm is acknowledged, plainly.'),
    acknowledgedBy: line('Acknowledged by', 'The person or institution that says this.'),
    acknowledgedByKind: oneOf(RESPONDENT_KINDS, 'Which is', 'A person or an institution.'),
    responsibility: text('Responsibility', 'What responsibility is taken.'),
    change: text('Change', 'What will be different.'),
    noExcuse: stated(
      'It excuses nothing',
      'There is no "but", no "if anyone felt", no reference to intentions.',
    ),
  }),
  needs: [
    notDelivered,
    notWaiting,
    {
      code: 'supervisor-after-three-rounds',
      says: 'The survivor asked for a change three times: a supervisor writes the next draft.',
      met: ({ facts, actor }) =>
        (facts.acknowledgement?.rounds ?? 0) < ROUNDS || actor.roles.includes('supervisor'),
    },
  ],
  asks: [],
  starts: [],
  stops: [],
  entries: ['acknowledgement.drafted'],
  apply: (change, body) => {
    const { facts } = change;
    facts.acknowledgement ??= { drafts: [], shared: null, answers: [], rounds: 0, delivered: null };
    const draftId = change.create();
    const { noExcuse, ...draft } = body;
    facts.acknowledgement.drafts.push({ id: draftId, ...draft, by: change.by, at: change.now });
    facts.acknowledgement.shared = null;
    change.entry('acknowledgement.drafted', {
      payload: {
        draftId,
        round: facts.acknowledgement.rounds + 1,
        acknowledgedByKind: body.acknowledgedByKind,
        noExcuse,
      },
      texts: {
        harm: body.harm,
        acknowledgedBy: body.acknowledgedBy,
        responsibility: body.responsibility,
        change: body.change,
      },
    });
  },
});

export const shareAcknowledgement = row({
  about: 'Show the draft to the survivor',
  form: 'staff',
  from: ['acknowledgement'],
  to: [],
  who: ['officer'],
  body: z.strictObject({
    approved: stated('Approved', 'The one who acknowledges has approved this text.'),
    notShownBecause: text(
      'Why the survivor is not shown it',
      'Only where no survivor can be reached or wishes to see it. Left out, they are asked on their page.',
    ).optional(),
  }),
  needs: [
    {
      code: 'draft',
      says: 'Write a draft first.',
      met: ({ facts }) => (facts.acknowledgement?.drafts.length ?? 0) > 0,
    },
    {
      code: 'draft-not-shown-yet',
      says: 'This draft was shown already: write another one.',
      met: ({ facts }) => !given(facts.acknowledgement?.shared),
    },
    notDelivered,
  ],
  asks: [
    {
      code: 'survivor-or-why-not',
      says: 'No survivor reads this page: say why the acknowledgement cannot be shown to them.',
      field: 'notShownBecause',
      met: ({ facts }, body) => survivorReports(facts).length > 0 || body.notShownBecause !== undefined,
    },
  ],
  starts: ['survivor-answer'],
  stops: [],
  entries: ['acknowledgement.shared'],
  apply: (change, body) => {
    const { facts } = change;
    const draft = facts.acknowledgement?.drafts.at(-1);
    if (facts.acknowledgement === null || draft === undefined) return;
    const shown = body.notShownBecause === undefined;
    const asked = shown ? survivorReports(facts).map((one) => one.id) : [];
    facts.acknowledgement.shared = {
      draftId: draft.id,
      how: shown ? 'page' : 'not-shown',
      because: body.notShownBecause ?? null,
      at: change.now,
      asked,
    };
    if (shown) {
      change.start('survivor-answer');
      for (const reportId of asked) change.say(reportId, 'acknowledgement-to-read');
    }
    change.entry('acknowledgement.shared', {
      reason: shown ? 'page' : 'not-shown',
      payload: { draftId: draft.id, asked: asked.length },
      texts: { because: body.notShownBecause },
    });
  },
});

export const answerAcknowledgement = row({
  about: 'Say what you think of the acknowledgement',
  form: 'reporter',
  from: ['acknowledgement'],
  to: [],
  who: ['reporter'],
  body: z.strictObject({
    answer: oneOf(
      ['accepted', 'change-asked', 'rejected'],
      'Answer',
      'You can also leave it: silence is not agreement.',
    ),
    text: text('Your words', 'If you want to say more.').optional(),
  }),
  needs: [
    {
      code: 'asked-for-answer',
      says: 'There is nothing here that waits for your answer.',
      met: ({ facts, actor }) => {
        // Until it is delivered a late answer still counts: silence is only what was not said so far.
        const shared = facts.acknowledgement?.shared;
        return shared?.asked.includes(actor.reportId ?? '') === true;
      },
    },
    {
      code: 'not-answered-yet',
      says: 'You have answered this draft already. Write a message to change that.',
      met: ({ facts, actor }) =>
        !facts.acknowledgement?.answers.some(
          (one) =>
            one.draftId === facts.acknowledgement?.shared?.draftId &&
            one.reportId === actor.reportId &&
            one.answer !== 'silence',
        ),
    },
    notDelivered,
  ],
  asks: [],
  starts: [],
  stops: ['survivor-answer'],
  entries: ['acknowledgement.answered'],
  apply: (change, body) => {
    const { facts, now } = change;
    const acknowledgement = facts.acknowledgement;
    const draftId = acknowledgement?.shared?.draftId;
    if (!given(acknowledgement) || draftId === undefined) return;
    acknowledgement.answers = acknowledgement.answers.filter(
      (one) => one.draftId !== draftId || one.reportId !== change.by,
    );
    acknowledgement.answers.push({
      draftId,
      reportId: change.by,
      answer: body.answer,
      text: body.text ?? null,
      at: now,
    });
    if (body.answer === 'change-asked') {
      acknowledgement.rounds += 1;
      acknowledgement.shared = null;
      change.stop('survivor-answer', null, 'met');
      if (acknowledgement.rounds >= ROUNDS) change.tellRole('supervisor', 'three-rounds-without-agreement');
    } else if (waitingForAnswer(facts).length === 0) {
      change.stop('survivor-answer', null, 'met');
    }
    change.tellAssignee('survivor-answered');
    change.entry('acknowledgement.answered', {
      reason: body.answer,
      payload: { draftId, round: acknowledgement.rounds },
      texts: { text: body.text },
      subject: change.by,
    });
  },
});

export const answerExpired = row({
  about: 'The window for an answer is over: silence is recorded, never agreement',
  form: 'system',
  from: ['acknowledgement'],
  to: [],
  who: ['system'],
  body: z.strictObject({}),
  needs: [
    {
      code: 'waiting-for-answer',
      says: 'No answer is waited for.',
      met: ({ facts }) => waitingForAnswer(facts).length > 0,
    },
    {
      code: 'window-over',
      says: 'The window is not over yet.',
      met: ({ facts, now }) => {
        const clock = liveClock(facts, 'survivor-answer', null);
        if (clock?.state === 'paused') return clock.pausedUntil === null || now > endOfDay(clock.pausedUntil);
        return !given(clock?.dueAt) || now >= clock.dueAt;
      },
    },
  ],
  asks: [],
  starts: [],
  stops: ['survivor-answer'],
  entries: ['acknowledgement.expired-in-silence'],
  apply: (change) => {
    const acknowledgement = change.facts.acknowledgement;
    const draftId = acknowledgement?.shared?.draftId;
    if (!given(acknowledgement) || draftId === undefined) return;
    for (const reportId of waitingForAnswer(change.facts)) {
      acknowledgement.answers.push({ draftId, reportId, answer: 'silence', text: null, at: change.now });
      change.say(reportId, 'silence-recorded');
    }
    change.stop('survivor-answer', null, 'met');
    change.tellAssignee('answer-window-over');
    change.entry('acknowledgement.expired-in-silence', { reason: 'silence', payload: { draftId } });
  },
});
