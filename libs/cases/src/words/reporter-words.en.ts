import type { ReporterWords } from './history-type.js';

/** What reporters read in English. Voice: look.md; reading level grade 7 or lower. */
export const EN: ReporterWords = {
  templates: {
    'receipt-acknowledged': 'A person has read your report and will look after it.',
    accepted: 'We have taken up your report. Next we look at how to keep you and others safe.',
    'looked-at-sooner': 'We are looking at your report sooner, because someone may be in danger.',
    'investigation-started': 'We have started to find out what happened. You decide how far you take part.',
    'acknowledgement-to-read':
      'We have written down the harm that was done and who takes responsibility. You can read it here, and accept it, ask us to change it, or reject it. You don’t have to answer.',
    'silence-recorded': 'You didn’t answer, and you don’t have to. We have not counted that as agreement.',
    'acknowledgement-delivered': 'The acknowledgement of the harm has been delivered.',
    'acknowledgement-taken-down':
      'You took back your consent, so what was published has been taken down. We can’t undo that people have read it.',
    'remedy-started': 'We have started to put things right. Below you see what will be done and by when.',
    'body-changed': 'Another part of the network now looks after your report. The dates we promised stay.',
    'cases-joined':
      'Someone else reported the same matter. We handle both together. Nobody sees your words or your name because of that.',
    'date-paused':
      'We have paused a date we promised you. It runs again on {until, select, none {a day we will tell you} other {{until}}}.',
    'date-resumed': 'The date we paused is running again.',
    'date-moved':
      'We need more time than we promised. The new date is {to, select, none {below} other {{to}}}.',
    'withdrawal-received': 'You asked to stop. We will tell you within 5 working days whether we can.',
    'identity-disclosed':
      'Someone who works on your case was allowed to see who you are. Below you see who, when and why.',
    'consent-recorded':
      'We have written down what you agreed to or took back. You can change it at any time.',
    'retaliation-asked': 'Has anyone treated you worse since you reported? You can tell us here.',
    'satisfaction-asked':
      'What we promised to do has been done. Did it help? You can tell us here, or leave it.',
    'appeal-received': 'We have your objection. Someone else, one step further up, will look at it.',
    reopened: 'We have opened your case again.',
    closed: 'We have closed your case. Our reasons are in this list of messages.',
  },
  history: {
    'report.received': 'We received your report.',
    'case.receipt-acknowledged': 'A person answered you.',
    'case.accepted': 'We took up your report.',
    'case.recorded-as-feedback': 'We recorded what you told us as feedback.',
    'case.referred-out': 'We passed the matter to somebody who can act on it.',
    'case.triaged': 'We looked at how urgent it is and how to keep people safe.',
    'investigation.planned': 'We started to find out what happened.',
    'case.decided': 'A decision was made.',
    'case.dismissed': 'A decision was made.',
    'acknowledgement.shared': 'We showed you what we want to acknowledge.',
    'acknowledgement.answered': 'You answered.',
    'acknowledgement.expired-in-silence': 'The time to answer ended. We have not counted that as agreement.',
    'acknowledgement.delivered': 'The acknowledgement was delivered.',
    'remedy.started': 'We started to put things right.',
    'remedy.added': 'A remedial action was agreed.',
    'remedy.verified': 'Somebody checked a remedial action.',
    'case.closed': 'Your case was closed.',
    'case.reopened': 'Your case was opened again.',
    'case.merged-in': 'Your report was joined with another about the same matter.',
    'transfer.accepted': 'Another part of the network took over.',
    'clock.paused': 'A date was paused.',
    'clock.resumed': 'A paused date runs again.',
    'clock.extended': 'A date was moved.',
    'clock.missed': 'We missed a date we had promised.',
    'clock.escalated': 'We told the next body up that we are late.',
    'withdrawal.received': 'You asked to stop.',
    'withdrawal.decided': 'We decided about your wish to stop.',
    'appeal.received': 'You objected to the outcome.',
    'identity.disclosed': 'Somebody was allowed to see who you are.',
    'consent.given': 'You gave a consent.',
    'consent.withdrawn': 'You took back a consent.',
    'retaliation.checked': 'We asked whether you were treated worse because of your report.',
    'message.sent': 'We wrote to you.',
    'message.received': 'You wrote to us.',
  },
};
