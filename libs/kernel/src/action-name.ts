/** The names of the lifecycle's actions. What each needs and does is the table in libs/cases (docs/lifecycle.md). */
export const STAFF_ACTIONS = [
  'acknowledge-receipt',
  'accept',
  'record-feedback',
  'refer-out',
  'triage',
  'assign',
  'declare-conflict',
  'recuse',
  'set-interim-measure',
  'plan-investigation',
  'add-allegation',
  'add-evidence',
  'invite-reply',
  'record-reply',
  'record-finding',
  'open-panel',
  'vote',
  'decide',
  'draft-acknowledgement',
  'share-acknowledgement',
  'deliver-acknowledgement',
  'add-remedy',
  'complete-remedy',
  'verify-remedy',
  'start-remedy',
  'close',
  'reopen',
  'transfer',
  'accept-transfer',
  'merge',
  'link',
  'pause-clock',
  'resume-clock',
  'extend-clock',
  'hold',
  'release-hold',
  'withdraw',
  'dismiss',
  'note',
  'message',
  'request-identity',
  'approve-identity',
  'record-consent',
  'record-retaliation-check',
] as const;
export type StaffAction = (typeof STAFF_ACTIONS)[number];

/** What somebody can do with an access code. Some share their name with the staff's own form of it. */
export const REPORTER_ACTIONS = [
  'answer-acknowledgement',
  'message',
  'withdraw',
  'record-consent',
  'add-evidence',
  'rate-remedy',
  'appeal',
] as const;
export type ReporterAction = (typeof REPORTER_ACTIONS)[number];

/** What follows from time or from a change elsewhere, and from nobody's word. */
export const SYSTEM_ACTIONS = ['answer-expired', 'pause-ended', 'transfer-expired', 'reroute'] as const;
export type SystemAction = (typeof SYSTEM_ACTIONS)[number];

export type ActionName = StaffAction | ReporterAction | SystemAction;

export function isStaffAction(name: string): name is StaffAction {
  return (STAFF_ACTIONS as readonly string[]).includes(name);
}

export function isReporterAction(name: string): name is ReporterAction {
  return (REPORTER_ACTIONS as readonly string[]).includes(name);
}
