import type { ClockChange } from '#kernel/clock-change';
import type { Missing } from '#kernel/domain-error';
import type { EntryType } from '#kernel/entry-type';
import type { Role, StaffRole } from '#kernel/vocabulary';
import type { CaseFacts } from './facts.js';

/**
 * Who acts, as seen from one case. `roles` is worked out by libs/access: grants at the holding body, of a body let in by an
 * escalation, and by assignment; empty when the person is conflicted or has no access.
 */
export interface CaseActor {
  kind: 'staff' | 'reporter' | 'system';
  /** Set when kind is `staff`. */
  personId?: string;
  /** Set when kind is `reporter`. */
  reportId?: string;
  roles: readonly Role[];
}

export interface PersonStanding {
  personId: string;
  name: string;
  roles: readonly { role: StaffRole; bodyId: string }[];
  absent: boolean;
  active: boolean;
  /** Excluded from this case, by whatever the service knows beyond the facts. */
  excluded: boolean;
}

/** Everyone the body mentions (`mentioned`, actions.ts) and the actor, by person id. Somebody absent from it is unknown. */
export type PeopleLookup = ReadonlyMap<string, PersonStanding>;

export type { ClockChange } from '#kernel/clock-change';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = Record<string, JsonValue>;

/** The other case of a merge or a link: its facts and what this actor is there. */
export interface OtherCase {
  facts: CaseFacts;
  actor: CaseActor;
}

/** What the service hands to a decision besides the facts. Nothing here is trusted from outside: all of it is looked up. */
export interface Surroundings {
  actor: CaseActor;
  /** The body of the action; checked against the action's schema by `decide` itself. */
  body: unknown;
  people: PeopleLookup;
  /** Ids of the bodies above the holding body, nearest first. Needed to judge "the next body up". */
  bodiesAbove?: readonly string[];
  /** Merge and link only. */
  other?: OtherCase;
  /** Source of new ids; UUIDv7 from the kernel unless a test fixes it. */
  newId?: () => string;
}

/** An entry for the log. Free text is never in `payload`: it goes in `texts`, of which the log keeps salted digests only. */
export interface EntryDraftOf {
  type: EntryType;
  /** A reason code from a closed list, or null. */
  reason: string | null;
  payload: JsonObject;
  /** Person ids, by what they are in this entry. The service puts each one's ref in this case's log in the payload instead. */
  people?: Readonly<Record<string, string>>;
  texts: Readonly<Record<string, string>>;
  /** Whose data the payload is about: a report's id, a person's id, or null for the case itself. */
  subject: string | null;
}

export const TELL_TEMPLATES = [
  'you-were-assigned',
  'you-own-a-remedy',
  'named-as-approver',
  'case-needs-officer',
  'case-needs-owner',
  'imminent-risk',
  'holder-is-conflicted',
  'reporter-wrote',
  'reporter-withdrew',
  'reporter-appealed',
  'survivor-answered',
  'three-rounds-without-agreement',
  'answer-window-over',
  'publication-withdrawn',
  'consent-withdrawn',
  'transfer-offered',
  'transfer-accepted',
  'transfer-refused',
  'identity-requested',
  'identity-answered',
  'retaliation-signs',
  'panel-opened',
  'votes-set-aside',
  'remedy-completed',
  'remedy-not-accepted',
] as const;
export type TellTemplate = (typeof TELL_TEMPLATES)[number];

/** A notice to staff; it carries no case content. `supervisor` and `custodian` are those of `bodyId`, or of the holder. */
export interface Tell {
  to:
    | { who: 'assignee' }
    | { who: 'supervisor' | 'custodian' | 'officer'; bodyId?: string }
    | { who: 'person'; personId: string };
  template: TellTemplate;
}

export const REPORTER_TEMPLATES = [
  'receipt-acknowledged',
  'accepted',
  'looked-at-sooner',
  'investigation-started',
  'acknowledgement-to-read',
  'silence-recorded',
  'acknowledgement-delivered',
  'acknowledgement-taken-down',
  'remedy-started',
  'body-changed',
  'cases-joined',
  'date-paused',
  'date-resumed',
  'date-moved',
  'withdrawal-received',
  'identity-disclosed',
  'consent-recorded',
  'retaliation-asked',
  'satisfaction-asked',
  'appeal-received',
  'reopened',
  'closed',
] as const;
export type ReporterTemplate = (typeof REPORTER_TEMPLATES)[number];

/** A message to one reporter (never the same row for two): staff's own words, or a template in the reporter's language. */
export interface ReporterMessage {
  reportId: string;
  text?: string;
  template?: ReporterTemplate;
  /** Values of the template; never names. Dates as `YYYY-MM-DD`. */
  values?: Readonly<Record<string, string>>;
}

/** What a reporter wrote of their own accord; kept as a message from them. */
export interface ReporterWords {
  reportId: string;
  text: string;
}

export interface Decided {
  kind: 'done';
  facts: CaseFacts;
  entries: EntryDraftOf[];
  clocks: ClockChange[];
  tell: Tell[];
  messages: ReporterMessage[];
  heard: ReporterWords[];
  /** Ids of what this action made or changed, for the answer and for tests. */
  created: string[];
  /** What happens to the other case of a merge or link, in the same transaction. */
  other?: Omit<Decided, 'other'>;
}

export interface Refused {
  kind: 'refused';
  missing: Missing[];
}

export type Decision = Decided | Refused;
