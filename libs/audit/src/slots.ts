import type { EntryType } from '#kernel/entry-type';
import type { Role, Stage } from '#kernel/vocabulary';
import type { JsonObject } from './json.js';

/** The 16 slots of every entry, in the order of their numbers (audit-log.md). Never changed within version 1. */
export const SLOTS = [
  'entry_id',
  'case_ref',
  'case_seq',
  'prev_leaf',
  'recorded_day',
  'recorded_at',
  'type',
  'actor_ref',
  'actor_role',
  'subject_ref',
  'reason',
  'payload',
  'body_ref',
  'stage',
  'cause',
  'aux',
] as const;
export type SlotName = (typeof SLOTS)[number];

/** Who acted, coarsely: a role of the contract, or the program itself. */
export type ActorRole = Role | 'system';

/** What each slot holds; the page says what each means. */
export interface SlotValues {
  entry_id: string;
  case_ref: string | null;
  case_seq: number | null;
  prev_leaf: string | null;
  recorded_day: string;
  recorded_at: string;
  type: EntryType;
  actor_ref: string | null;
  actor_role: ActorRole;
  subject_ref: string | null;
  reason: string | null;
  payload: JsonObject;
  body_ref: string | null;
  stage: Stage | null;
  cause: string | null;
  aux: null;
}

/** Slots whose openings are sealed under the subject's own key, so that erasing the person erases them. */
export const SUBJECT_SLOTS: ReadonlySet<SlotName> = new Set<SlotName>(['subject_ref', 'reason', 'payload']);
