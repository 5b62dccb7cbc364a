import { given } from './given.js';
import { z } from 'zod';
import type { CaseFacts } from './facts.js';
import { oneOf, text } from './fields.js';
import { personOf, survivorReports, survivorsConsent, waitingForAnswer } from './queries.js';
import { row } from './row.js';
import { notDelivered, notWaiting } from './acknowledgement-actions.js';

function newestAnswers(facts: CaseFacts): string[] {
  const draftId = facts.acknowledgement?.shared?.draftId;
  return (facts.acknowledgement?.answers ?? [])
    .filter((one) => one.draftId === draftId)
    .map((one) => one.answer);
}

export const deliverAcknowledgement = row({
  about: 'Deliver the acknowledgement',
  form: 'staff',
  from: ['acknowledgement'],
  to: [],
  who: ['officer'],
  body: z.strictObject({
    form: oneOf(
      ['private', 'meeting', 'public'],
      'Form',
      "Public only with every survivor's consent to publishing.",
    ),
  }),
  needs: [
    {
      code: 'shown',
      says: 'Show the draft to the survivor first, or say why that cannot be.',
      met: ({ facts }) => given(facts.acknowledgement?.shared),
    },
    {
      code: 'answered-or-silence',
      says: 'Wait for the answer of every survivor, or for the window to end.',
      met: ({ facts }) => waitingForAnswer(facts).length === 0,
    },
    notDelivered,
  ],
  asks: [
    {
      code: 'publish-consent',
      says: 'There is no consent to publishing in force from every survivor: deliver it privately.',
      field: 'form',
      met: ({ facts }, body) => body.form !== 'public' || survivorsConsent(facts, 'publish'),
    },
    {
      code: 'not-rejected-in-public',
      says: 'A survivor rejected this text: it is not made public.',
      field: 'form',
      met: ({ facts }, body) => body.form !== 'public' || !newestAnswers(facts).includes('rejected'),
    },
  ],
  starts: [],
  stops: ['acknowledgement'],
  entries: ['acknowledgement.delivered'],
  apply: (change, body) => {
    const { facts } = change;
    const shared = facts.acknowledgement?.shared;
    if (facts.acknowledgement === null || !given(shared)) return;
    facts.acknowledgement.delivered = {
      draftId: shared.draftId,
      form: body.form,
      at: change.now,
      by: personOf(change.actor) ?? '',
      takenDownAt: null,
    };
    change.stop('acknowledgement', null, 'met');
    for (const report of survivorReports(facts))
      change.say(report.id, 'acknowledgement-delivered', { form: body.form });
    change.entry('acknowledgement.delivered', { reason: body.form, payload: { draftId: shared.draftId } });
  },
});

export const startRemedy = row({
  about: 'Go on to making amends',
  form: 'staff',
  from: ['acknowledgement'],
  to: ['remedy'],
  who: ['supervisor'],
  body: z.strictObject({
    because: oneOf(
      ['delivered', 'survivor-wants-none', 'none-possible'],
      'The acknowledgement',
      'Was delivered; or the survivor wants none; or none is possible.',
    ).default('delivered'),
    why: text('Why there is none', 'In what words the survivor said so, or why none is possible.').optional(),
  }),
  needs: [notWaiting],
  asks: [
    {
      code: 'delivered-or-why-none',
      says: 'Deliver the acknowledgement first, or say why there is none.',
      field: 'because',
      met: ({ facts }, body) =>
        body.because === 'delivered' ? given(facts.acknowledgement?.delivered) : body.why !== undefined,
    },
  ],
  starts: [],
  stops: ['acknowledgement'],
  entries: ['remedy.started'],
  apply: (change, body) => {
    change.stop('acknowledgement', null, body.because === 'delivered' ? 'met' : 'cancelled');
    change.moveTo('remedy');
    change.sayAll('remedy-started');
    change.note(body.why);
    change.entry('remedy.started', { reason: body.because, texts: { why: body.why } });
  },
});
