/** Every clock a case can have (lifecycle.md). What each means and its default length: docs/glossary.md and the policy. */
export const CLOCK_NAMES = [
  'receipt-acknowledgement',
  'triage',
  'feedback',
  'investigation',
  'acknowledgement',
  'survivor-answer',
  'remedy',
  'message-answer',
  'retaliation-check',
  'appeal-window',
  'reply',
  'interim-review',
  'transfer-acceptance',
  'withdrawal-decision',
  'referral-follow-up',
] as const;
export type ClockName = (typeof CLOCK_NAMES)[number];
