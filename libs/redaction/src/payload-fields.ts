import type { JsonValue } from '#audit/json';
import type { FieldClass } from './log-policy.js';

/** Fields of payloads that say how a case is handled, whatever the entry's type. */
const COARSE: ReadonlySet<string> = new Set([
  // what it is about
  'kind',
  'risk',
  'principle',
  'principles',
  'breachKind',
  'breachKinds',
  'receivedVia',
  'reporterRole',
  'survivorConsent',
  // counts
  'allegations',
  'asked',
  'forHours',
  'members',
  'quorum',
  'reports',
  'respondents',
  'round',
  'score',
  'withdrawals',
  // how it went
  'acknowledgedByKind',
  'asksSatisfaction',
  'because',
  'byPanel',
  'character',
  'findings',
  'harmEstablished',
  'into',
  'isFeedback',
  'noExcuse',
  'remedies',
  'result',
  'role',
  'sharesIdentity',
  'standardOfProof',
  'state',
  'staysOpen',
  'survivorHeard',
  'survivorTakesPart',
  'unreachable',
  'when',
  'wordingVersion',
  // clocks and dates
  'backTo',
  'clock',
  'dueOn',
  'from',
  'replyBy',
  'retention',
  'rung',
  'step',
  'to',
  'until',
  // what went and on what ground (entry.erased)
  'basis',
  'erased',
  'index',
  'slots',
]);

/** Ids of bodies: a body is no person, and slot 12 names it as well. */
const BODIES: ReadonlySet<string> = new Set(['bodyId', 'fromBodyId', 'toBodyId', 'passedOver']);

const QUASI_IDENTIFIERS: ReadonlySet<string> = new Set(['language']);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const REF = /^[0-9a-f]{32}$/;
const SHA256 = /^[0-9a-f]{64}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T/;

/**
 * Class of one field of a payload. What a value looks like outweighs what its name promises: a stand-in, a moment, a uuid or a
 * file's digest is treated as such under any name (`null` where the value is an object or a list, which is classed by what
 * is in it).
 */
export function classOfField(name: string, value: JsonValue): FieldClass | null {
  if (value === null || isSaltedDigest(value)) return 'coarse';
  if (typeof value === 'object') return null;
  if (typeof value === 'string') {
    if (REF.test(value)) return 'pseudonym';
    if (INSTANT.test(value)) return 'exact-time';
    if (SHA256.test(value)) return 'file-digest';
    if (UUID.test(value)) return BODIES.has(name) ? 'coarse' : 'exact-time';
  }
  if (QUASI_IDENTIFIERS.has(name)) return 'quasi-identifier';
  return COARSE.has(name) || BODIES.has(name) ? 'coarse' : 'unlisted';
}

/** `{sha256}` with nothing beside it: its salt is kept under the case's key, so it tells nobody anything (audit-log.md, slot 11). */
function isSaltedDigest(value: JsonValue): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const [[name, digest] = [], ...more] = Object.entries(value);
  return name === 'sha256' && typeof digest === 'string' && SHA256.test(digest) && more.length === 0;
}
