import type { SlotName } from '#audit/slots';
import type { Audience, ReasonCode } from './audience.js';

/** What a field of the log gives away. Every slot and every field of a payload has exactly one class. */
export type FieldClass =
  /** Position in the case's chain; says nothing about anybody. Open to all, or no chain could be checked. */
  | 'structure'
  /** Codes, counts and days that describe the handling, not a person. */
  | 'coarse'
  /** A moment to the millisecond, and every UUIDv7, which holds one: compared with a network's own logs it tells who sat there. */
  | 'exact-time'
  /** A stand-in of a person in this case. */
  | 'pseudonym'
  /** The reason code of an action. */
  | 'reason'
  /** True of so few in a body that it can point at one of them. */
  | 'quasi-identifier'
  /** Digest of a file without a salt: whoever has the file can show that it is the one. */
  | 'file-digest'
  /** A field that nobody has thought about yet. Closed to everyone outside the case until somebody has. */
  | 'unlisted';

/** Class of each slot; `payload` has the classes of its fields (PAYLOAD_FIELDS). */
export const SLOT_CLASSES: Readonly<Record<Exclude<SlotName, 'payload'>, FieldClass>> = {
  entry_id: 'exact-time',
  case_ref: 'structure',
  case_seq: 'structure',
  prev_leaf: 'structure',
  recorded_day: 'coarse',
  recorded_at: 'exact-time',
  type: 'coarse',
  actor_ref: 'pseudonym',
  actor_role: 'coarse',
  subject_ref: 'pseudonym',
  reason: 'reason',
  body_ref: 'coarse',
  stage: 'coarse',
  cause: 'exact-time',
  aux: 'structure',
};

/**
 * The policy: what is open (null) to whom, and why not where it is not.
 *
 * - An officer of the holding body works with all of it; what is sealed under a key they were not handed stays closed.
 * - An auditor checks the handling: day, type, role, stage, body, reason, counts; never who or when to the second.
 * - An adviser is asked about the handling with the survivor's consent, and sees no reasons for what was done to people.
 * - A reporter sees the handling of their own report and, besides it, what is about the case and nobody else in it
 *   (present-log-entry.ts closes entries about others); staff stay stand-ins.
 * - A respondent, and the public, see that the chain is whole and nothing else.
 */
export const LOG_POLICY: Readonly<Record<FieldClass, Readonly<Record<Audience, ReasonCode | null>>>> = {
  structure: { officer: null, auditor: null, adviser: null, reporter: null, respondent: null, public: null },
  coarse: {
    officer: null,
    auditor: null,
    adviser: null,
    reporter: null,
    respondent: 'scope',
    public: 'scope',
  },
  'exact-time': {
    officer: null,
    auditor: 'identity',
    adviser: 'identity',
    reporter: null,
    respondent: 'identity',
    public: 'identity',
  },
  pseudonym: {
    officer: null,
    auditor: 'identity',
    adviser: 'identity',
    reporter: 'identity',
    respondent: 'identity',
    public: 'identity',
  },
  reason: {
    officer: null,
    auditor: null,
    adviser: 'scope',
    reporter: null,
    respondent: 'scope',
    public: 'scope',
  },
  'quasi-identifier': {
    officer: null,
    auditor: 'small-group',
    adviser: 'small-group',
    reporter: null,
    respondent: 'small-group',
    public: 'small-group',
  },
  'file-digest': {
    officer: null,
    auditor: 'narrative',
    adviser: 'narrative',
    reporter: 'narrative',
    respondent: 'narrative',
    public: 'narrative',
  },
  unlisted: {
    officer: null,
    auditor: 'scope',
    adviser: 'scope',
    reporter: 'scope',
    respondent: 'scope',
    public: 'scope',
  },
};
