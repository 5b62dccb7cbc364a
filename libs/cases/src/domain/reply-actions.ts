import { z } from 'zod';
import { laterThanNow } from './asks.js';
import { day, id, lines, oneOf, text } from './fields.js';
import { assignedInvestigator, separateHands } from './needs.js';
import { endOfDay } from './queries.js';
import { row } from './row.js';
import { meant } from './respondent-meant.js';

export const inviteReply = row({
  about: 'Ask a respondent to reply',
  form: 'staff',
  from: ['investigation'],
  to: [],
  who: ['investigator'],
  body: z.strictObject({
    disclosed: lines('What is disclosed', 'Everything the respondent is told, line by line.'),
    survivorSafety: text(
      "The survivor's safety",
      'What was considered and done before the respondent learns of it.',
    ),
    replyBy: day('Reply by', 'The day until which a reply is waited for.'),
    respondentId: id('Respondent', 'May be left out where there is only one.').optional(),
  }),
  needs: [assignedInvestigator, separateHands('investigator')],
  asks: [
    {
      code: 'respondent-known',
      says: 'Say which respondent: one of this case who is known.',
      field: 'respondentId',
      met: ({ facts }, said) => {
        const one = facts.respondents.find((other) => other.id === meant(facts, said));
        return one !== undefined && (one.standing !== 'unknown' || one.name !== '');
      },
    },
    {
      code: 'not-invited-yet',
      says: 'This respondent was invited already: record the reply, or extend the time to reply.',
      field: 'respondentId',
      met: ({ facts }, said) => !facts.replies.some((one) => one.respondentId === meant(facts, said)),
    },
    laterThanNow<{ replyBy: string }>('replyBy', (said) => said.replyBy),
  ],
  starts: ['reply'],
  stops: [],
  entries: ['reply.invited'],
  apply: (change, said) => {
    const respondentId = meant(change.facts, said);
    if (respondentId === null) return;
    change.facts.replies.push({
      respondentId,
      disclosed: said.disclosed,
      survivorSafety: said.survivorSafety,
      replyBy: said.replyBy,
      invitedAt: change.now,
      invitedBy: change.by,
      outcome: null,
    });
    change.hand(change.by, 'investigator');
    change.start('reply', respondentId, { dueAt: endOfDay(said.replyBy) });
    change.entry('reply.invited', {
      payload: { respondentId, replyBy: said.replyBy },
      texts: { disclosed: said.disclosed.join('\n'), survivorSafety: said.survivorSafety },
    });
  },
});

export const recordReply = row({
  about: "Record a respondent's reply, or that none came",
  form: 'staff',
  from: ['investigation'],
  to: [],
  who: ['investigator'],
  body: z.strictObject({
    outcome: oneOf(['replied', 'no-reply', 'declined'], 'What came', 'No reply only once the time is over.'),
    reply: text('Reply', 'As it was given.').optional(),
    respondentId: id('Respondent', 'May be left out where there is only one.').optional(),
  }),
  needs: [assignedInvestigator, separateHands('investigator')],
  asks: [
    {
      code: 'reply-invited',
      says: 'Invite this respondent to reply first.',
      field: 'respondentId',
      met: ({ facts }, said) => facts.replies.some((one) => one.respondentId === meant(facts, said)),
    },
    {
      code: 'reply-words',
      says: 'Write down what the respondent replied.',
      field: 'reply',
      met: (_, said) => said.outcome !== 'replied' || said.reply !== undefined,
    },
    {
      code: 'time-to-reply-over',
      says: 'The time to reply is not over yet.',
      field: 'outcome',
      met: ({ facts, now }, said) => {
        const invited = facts.replies.find((one) => one.respondentId === meant(facts, said));
        return said.outcome !== 'no-reply' || invited === undefined || now > endOfDay(invited.replyBy);
      },
    },
  ],
  starts: [],
  stops: ['reply'],
  entries: ['reply.recorded'],
  apply: (change, said) => {
    const respondentId = meant(change.facts, said);
    const reply = change.facts.replies.find((one) => one.respondentId === respondentId);
    if (reply === undefined) return;
    reply.outcome = { is: said.outcome, text: said.reply ?? null, at: change.now };
    change.hand(change.by, 'investigator');
    change.stop('reply', respondentId, 'met');
    change.entry('reply.recorded', {
      reason: said.outcome,
      payload: { respondentId },
      texts: { reply: said.reply },
    });
  },
});
