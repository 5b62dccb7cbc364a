import { z } from 'zod';
import { CLOSING_STARTS, CLOSING_STOPS, closeCase } from './closing.js';
import { RETENTION_CLASSES } from './facts.js';
import { messageToReporter, oneOf, text, unreachable } from './fields.js';
import { noTransferPending, receiptAcknowledged, withdrawalDecided } from './needs.js';
import { addDays, dayOf, harmStands, survivorReports } from './queries.js';
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
    return (
      now >= until ||
      `The survivor was asked how satisfied they are: wait for an answer until ${dayOf(until)}.`
    );
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
    noRemedyBecause: text(
      'Why there is no remedy',
      'Where none was promised: what the survivor said, or why.',
    ).optional(),
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
    change.note(body.noRemedyBecause);
    change.entry('case.closed', {
      reason: facts.outcome ?? 'substantiated',
      payload: {
        retention: body.retention,
        remedies: facts.remedies.map((one) => ({
          kind: one.kind,
          character: one.character,
          state: one.state,
        })),
        satisfaction: ratings.length > 0 ? ratings : 'silence',
      },
      texts: { message: body.message, lessons: body.lessons, noRemedyBecause: body.noRemedyBecause },
    });
  },
});
