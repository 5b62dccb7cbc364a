import { z } from 'zod';
import type { Change } from './change.js';
import { TRANSFER_REASONS } from './facts.js';
import { body, oneOf, text, yesNo } from './fields.js';
import { conflictedBodyIds, survivorsConsent } from './queries.js';
import { row } from './row.js';
import { ANY_STAGE, OPEN_STAGES, type Ask, type Need } from './situation.js';
import { noTransferPending } from './needs.js';

const transferPending: Need = {
  code: 'transfer-pending',
  says: 'No transfer waits for an answer.',
  met: ({ facts }) => facts.pendingTransfer !== null,
};

function goesElsewhere<B extends { toBodyId: string }>(): Ask<B> {
  return {
    code: 'another-body',
    says: 'Choose another body than the one that holds the case.',
    field: 'toBodyId',
    met: ({ facts }, said) => said.toBodyId !== facts.holderBodyId,
  };
}

function freeOfConflict<B extends { toBodyId: string }>(): Ask<B> {
  return {
    code: 'body-free-of-conflict',
    says: 'That body is named in the case and cannot hold it.',
    field: 'toBodyId',
    met: ({ facts }, said) => !conflictedBodyIds(facts).includes(said.toBodyId),
  };
}

/** Access moves as a whole: whoever had a part by the old body's choice has none now. Owners still owe their remedies. */
function moveTo(change: Change, bodyId: string): void {
  change.facts.holderBodyId = bodyId;
  for (const one of change.facts.assignments) {
    if (one.until === null && one.role !== 'remedy-owner') one.until = change.now;
  }
  change.facts.panel = null;
  change.sayAll('body-changed');
  change.tellRole('supervisor', 'case-needs-officer', bodyId);
}

export const transfer = row({
  about: 'Offer the case to another body of the network',
  form: 'staff',
  from: OPEN_STAGES,
  to: [],
  who: ['supervisor'],
  body: z.strictObject({
    toBodyId: body('To', 'The body that is to hold the case.'),
    reason: oneOf(TRANSFER_REASONS, 'Reason', "A conflict, their competence, or the survivor's wish."),
    why: text('Why', 'In words.'),
    sharesIdentity: yesNo('It tells them who the reporter is', 'Only with consent to sharing.').default(
      false,
    ),
  }),
  needs: [noTransferPending],
  asks: [
    goesElsewhere(),
    freeOfConflict(),
    {
      code: 'share-consent',
      says: 'Record the consent of every survivor to sharing first, or leave the identity out.',
      field: 'sharesIdentity',
      met: ({ facts }, said) => !said.sharesIdentity || survivorsConsent(facts, 'share'),
    },
  ],
  starts: ['transfer-acceptance'],
  stops: [],
  entries: ['transfer.offered'],
  apply: (change, said) => {
    const transferId = change.create();
    change.facts.pendingTransfer = {
      id: transferId,
      toBodyId: said.toBodyId,
      reason: said.reason,
      why: said.why,
      sharesIdentity: said.sharesIdentity,
      offeredBy: change.by,
      offeredAt: change.now,
    };
    change.start('transfer-acceptance', transferId);
    change.tellRole('supervisor', 'transfer-offered', said.toBodyId);
    change.note(said.why);
    change.entry('transfer.offered', {
      reason: said.reason,
      payload: { transferId, toBodyId: said.toBodyId, sharesIdentity: said.sharesIdentity },
      texts: { why: said.why },
    });
  },
});

export const acceptTransfer = row({
  about: 'Take over a case that was offered to your body, or decline it',
  form: 'staff',
  from: OPEN_STAGES,
  to: [],
  who: ['receiver'],
  body: z.strictObject({
    accept: yesNo('Accept', 'No declines it.').default(true),
    reason: text('Reason', 'Needed to decline.').optional(),
  }),
  needs: [
    transferPending,
    {
      code: 'body-free-of-conflict',
      says: 'Your body was named in the case since and cannot hold it.',
      met: ({ facts }) => !conflictedBodyIds(facts).includes(facts.pendingTransfer?.toBodyId ?? ''),
    },
  ],
  asks: [
    {
      code: 'reason-to-decline',
      says: 'Say why you decline.',
      field: 'reason',
      met: (_, said) => said.accept || said.reason !== undefined,
    },
  ],
  starts: [],
  stops: ['transfer-acceptance'],
  entries: ['transfer.accepted', 'transfer.refused'],
  apply: (change, said) => {
    const pending = change.facts.pendingTransfer;
    if (pending === null) return;
    change.facts.pendingTransfer = null;
    change.stop('transfer-acceptance', pending.id, 'met');
    change.tellPerson(pending.offeredBy, said.accept ? 'transfer-accepted' : 'transfer-refused');
    if (said.accept) moveTo(change, pending.toBodyId);
    change.note(said.reason);
    change.entry(said.accept ? 'transfer.accepted' : 'transfer.refused', {
      reason: pending.reason,
      payload: { transferId: pending.id, toBodyId: pending.toBodyId },
      texts: { reason: said.reason },
    });
  },
});

/** The system's: nobody accepted in time, so the offer goes one body up from the one that was silent. */
export const transferExpired = row({
  about: 'Nobody accepted the transfer in time: it is offered one body up',
  form: 'system',
  from: OPEN_STAGES,
  to: [],
  who: ['system'],
  body: z.strictObject({
    toBodyId: body('To', 'The next body up that is free of conflict; the holder itself where there is none.'),
  }),
  needs: [transferPending],
  asks: [freeOfConflict()],
  starts: ['transfer-acceptance'],
  stops: ['transfer-acceptance'],
  entries: ['transfer.expired', 'transfer.offered'],
  apply: (change, said) => {
    const { facts } = change;
    const pending = facts.pendingTransfer;
    if (pending === null) return;
    change.stop('transfer-acceptance', pending.id, 'cancelled');
    change.entry('transfer.expired', { payload: { transferId: pending.id, toBodyId: pending.toBodyId } });
    change.tellPerson(pending.offeredBy, 'transfer-refused');
    if (said.toBodyId === facts.holderBodyId) {
      facts.pendingTransfer = null;
      return;
    }
    const transferId = change.create();
    facts.pendingTransfer = { ...pending, id: transferId, toBodyId: said.toBodyId, offeredAt: change.now };
    change.start('transfer-acceptance', transferId);
    change.tellRole('supervisor', 'transfer-offered', said.toBodyId);
    change.entry('transfer.offered', {
      reason: pending.reason,
      payload: { transferId, toBodyId: said.toBodyId, sharesIdentity: pending.sharesIdentity },
    });
  },
});

/** The system's: the body that holds the case was named in it, so it moves at once; nobody there is asked. */
export const reroute = row({
  about: 'The holding body was named in the case, or nobody there is free: the next body up holds it now',
  form: 'system',
  from: ANY_STAGE,
  to: [],
  who: ['system'],
  body: z.strictObject({
    toBodyId: body('To', 'The next body up that is free of conflict.'),
    reason: oneOf(['holder-conflicted', 'nobody-available'], 'Reason', 'Why it moves.'),
  }),
  needs: [],
  asks: [goesElsewhere(), freeOfConflict()],
  starts: [],
  stops: ['transfer-acceptance'],
  entries: ['case.rerouted'],
  apply: (change, said) => {
    const pending = change.facts.pendingTransfer;
    if (pending !== null) change.stop('transfer-acceptance', pending.id, 'cancelled');
    change.facts.pendingTransfer = null;
    moveTo(change, said.toBodyId);
    change.entry('case.rerouted', { reason: said.reason, payload: { toBodyId: said.toBodyId } });
  },
});
