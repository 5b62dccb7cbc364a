import { z } from 'zod';
import { closeCase, CLOSING_STARTS, CLOSING_STOPS } from './closing.js';
import { messageToReporter, oneOf, stated, text, unreachable } from './fields.js';
import { RETENTION_CLASSES } from './facts.js';
import {
  nothingSubstantiated,
  ownDeclaration,
  receiptAcknowledged,
  separateHands,
  triageComplete,
} from './needs.js';
import { assignedAs, personOf } from './queries.js';
import { row } from './row.js';

export const dismiss = row({
  about: 'Close with reasons and without a decision on the allegations',
  form: 'staff',
  from: ['triage', 'investigation'],
  to: ['closed'],
  who: ['decision-maker'],
  body: z.strictObject({
    outcome: oneOf(
      ['not-substantiated', 'out-of-time', 'no-information', 'withdrawn'],
      'Outcome',
      'Withdrawn only where the reporter has withdrawn.',
    ),
    message: messageToReporter,
    lookedAt: text('What was looked at', 'Before this was decided.'),
    learning: text('Learning', 'What is learnt from it, even so.'),
    appealExplained: stated('The message explains how to appeal', 'And until when.'),
    unreachable,
    retention: oneOf(RETENTION_CLASSES, 'Retention', 'How long it is kept.').optional(),
  }),
  needs: [
    receiptAcknowledged,
    triageComplete,
    {
      code: 'assigned-decision-maker',
      says: 'Another decision-maker is assigned to this case.',
      met: ({ facts, actor }) => [null, personOf(actor)].includes(assignedAs(facts, 'decision-maker')),
    },
    separateHands('decision-maker'),
    ownDeclaration,
    nothingSubstantiated,
  ],
  asks: [
    {
      code: 'withdrawal-on-file',
      says: 'No reporter has withdrawn: choose another outcome.',
      field: 'outcome',
      met: ({ facts }, said) => said.outcome !== 'withdrawn' || facts.withdrawals.length > 0,
    },
  ],
  starts: CLOSING_STARTS,
  stops: CLOSING_STOPS,
  entries: ['case.dismissed'],
  apply: (change, said) => {
    change.hand(change.by, 'decision-maker');
    closeCase(change, said);
    change.note(said.lookedAt);
    change.entry('case.dismissed', {
      reason: said.outcome,
      texts: { message: said.message, lookedAt: said.lookedAt, learning: said.learning },
    });
  },
});
