import { STAFF_ACTIONS } from '#kernel/action-name';
import { CLOCK_NAMES } from '#kernel/clock-name';
import { ENTRY_TYPES } from '#kernel/entry-type';
import {
  BODY_LEVELS,
  BREACH_KINDS,
  LANGUAGES,
  OUTCOMES,
  PRINCIPLES,
  REPORT_KINDS,
  REPORTER_ROLES,
  RESPONDENT_KINDS,
  RISKS,
  STAFF_ROLES,
  STAGES,
  SURVIVOR_CONSENTS,
} from '#kernel/vocabulary';

/**
 * Keys that are put together from a family and a name of a closed list (`t('stage.' ~ case.stage)`): every name of the list
 * must have its message. catalogues.spec.ts checks that.
 */
export const KEY_FAMILIES: Readonly<Record<string, readonly (string | number)[]>> = {
  stage: STAGES,
  'mine.stage': STAGES,
  'mine.stage-text': STAGES,
  risk: RISKS,
  role: [...STAFF_ROLES, 'reporter', 'system'],
  breach: BREACH_KINDS,
  principle: PRINCIPLES,
  clock: CLOCK_NAMES,
  action: STAFF_ACTIONS,
  entry: ENTRY_TYPES,
  outcome: OUTCOMES,
  language: LANGUAGES,
  level: BODY_LEVELS.filter((level) => level !== 'external'),
  reporterRole: REPORTER_ROLES,
  reporterIs: REPORTER_ROLES,
  reportKind: REPORT_KINDS,
  respondentKind: RESPONDENT_KINDS,
  consentState: SURVIVOR_CONSENTS,
  yesNo: ['true', 'false'],
  'time.left': ['days', 'hours', 'minutes'],
  'time.ago': ['days', 'hours', 'minutes'],
  'mine.done': ['message', 'answer', 'withdrawal', 'rating', 'appeal'],
  'mine.rate': [1, 2, 3, 4, 5],
  'mine.ack.answered': ['accepted', 'change-asked', 'rejected', 'silence'],
  'report.contact': ['name', 'email', 'phone'],
  nav: ['cases', 'waiting', 'logs'],
  login: ['email', 'password', 'otp'],
  'login.fault': ['email', 'password'],
  queue: ['stage', 'risk'],
  'queue.column': ['due', 'case', 'stage', 'risk', 'principles', 'body', 'assignee', 'received'],
  'log.column': ['index', 'day', 'type', 'role', 'closed', 'hash'],
};

/**
 * Families whose names come as data from the API and may grow there; `word()` shows a name without a message in its own
 * letters. Their messages count as used.
 */
export const OPEN_FAMILIES: readonly string[] = [
  'choice',
  'promise',
  'consentKind',
  'remedyKind',
  'remedyState',
  'standing',
  'messageWay',
  'checkWhen',
  'redaction',
  'logField',
  'role',
];
