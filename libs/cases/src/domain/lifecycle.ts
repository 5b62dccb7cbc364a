import type { ActionName } from '#kernel/action-name';
import type { Row } from './row.js';
import type { Form } from './situation.js';
import {
  answerAcknowledgement,
  answerExpired,
  draftAcknowledgement,
  shareAcknowledgement,
} from './acknowledgement-actions.js';
import { recordRetaliationCheck, setInterimMeasure } from './care-actions.js';
import { extendClock, pauseClock, pauseEnded, resumeClock } from './clock-actions.js';
import { close } from './closing-actions.js';
import {
  approveIdentity,
  recordConsent,
  recordConsentByReporter,
  requestIdentity,
} from './consent-identity-actions.js';
import { decideCase, openPanel, vote } from './decision-actions.js';
import { deliverAcknowledgement, startRemedy } from './delivery-actions.js';
import { dismiss } from './dismissal-actions.js';
import { addEvidence, addEvidenceByReporter } from './evidence-actions.js';
import { hold, releaseHold } from './hold-actions.js';
import { accept, acknowledgeReceipt, recordFeedback, referOut } from './intake-actions.js';
import { addAllegation, recordFinding } from './investigation-actions.js';
import { link, merge } from './merging-actions.js';
import { message, messageByReporter, note, rateRemedy } from './message-actions.js';
import { acceptTransfer, reroute, transfer, transferExpired } from './passage-actions.js';
import { assign, declareConflict, recuse } from './people-actions.js';
import { planInvestigation } from './planning-actions.js';
import { addRemedy, completeRemedy, verifyRemedy } from './remedy-actions.js';
import { appeal, reopen } from './reopening-actions.js';
import { inviteReply, recordReply } from './reply-actions.js';
import { triage } from './triage-actions.js';
import { decideWithdrawal, withdrawByReporter } from './withdrawal-actions.js';

/** The rows of one action: the staff's, the reporter's and the system's form of it, as far as there are such. */
export type Forms = Partial<Record<Form, Row>>;

/** The lifecycle (lifecycle.md): the one table of what can be done to a case. Checked at start by `checkLifecycle`. */
export const LIFECYCLE: Readonly<Record<ActionName, Forms>> = {
  'acknowledge-receipt': { staff: acknowledgeReceipt },
  accept: { staff: accept },
  'record-feedback': { staff: recordFeedback },
  'refer-out': { staff: referOut },
  triage: { staff: triage },
  assign: { staff: assign },
  'declare-conflict': { staff: declareConflict },
  recuse: { staff: recuse },
  'set-interim-measure': { staff: setInterimMeasure },
  'plan-investigation': { staff: planInvestigation },
  'add-allegation': { staff: addAllegation },
  'add-evidence': { staff: addEvidence, reporter: addEvidenceByReporter },
  'invite-reply': { staff: inviteReply },
  'record-reply': { staff: recordReply },
  'record-finding': { staff: recordFinding },
  'open-panel': { staff: openPanel },
  vote: { staff: vote },
  decide: { staff: decideCase },
  'draft-acknowledgement': { staff: draftAcknowledgement },
  'share-acknowledgement': { staff: shareAcknowledgement },
  'answer-acknowledgement': { reporter: answerAcknowledgement },
  'answer-expired': { system: answerExpired },
  'deliver-acknowledgement': { staff: deliverAcknowledgement },
  'start-remedy': { staff: startRemedy },
  'add-remedy': { staff: addRemedy },
  'complete-remedy': { staff: completeRemedy },
  'verify-remedy': { staff: verifyRemedy },
  'rate-remedy': { reporter: rateRemedy },
  dismiss: { staff: dismiss },
  close: { staff: close },
  reopen: { staff: reopen },
  appeal: { reporter: appeal },
  withdraw: { staff: decideWithdrawal, reporter: withdrawByReporter },
  transfer: { staff: transfer },
  'accept-transfer': { staff: acceptTransfer },
  'transfer-expired': { system: transferExpired },
  reroute: { system: reroute },
  merge: { staff: merge },
  link: { staff: link },
  'pause-clock': { staff: pauseClock },
  'resume-clock': { staff: resumeClock },
  'pause-ended': { system: pauseEnded },
  'extend-clock': { staff: extendClock },
  hold: { staff: hold },
  'release-hold': { staff: releaseHold },
  note: { staff: note },
  message: { staff: message, reporter: messageByReporter },
  'request-identity': { staff: requestIdentity },
  'approve-identity': { staff: approveIdentity },
  'record-consent': { staff: recordConsent, reporter: recordConsentByReporter },
  'record-retaliation-check': { staff: recordRetaliationCheck },
};

/** The row of an action in one form, or null where it has none. */
export function rowOf(action: ActionName, form: Form): Row | null {
  return LIFECYCLE[action][form] ?? null;
}

export interface NamedRow {
  action: ActionName;
  form: Form;
  row: Row;
}

const FORMS: readonly Form[] = ['staff', 'reporter', 'system'];

/** Every row with its action and form, in the order of the table. */
export function allRows(): NamedRow[] {
  return (Object.keys(LIFECYCLE) as ActionName[]).flatMap((action) =>
    FORMS.flatMap((form) => {
      const row = rowOf(action, form);
      return row === null ? [] : [{ action, form, row }];
    }),
  );
}
