import type { EntryType } from '#kernel/entry-type';
import { isId, newId } from '#kernel/ids';
import type { Stage } from '#kernel/vocabulary';
import type { CaseChain } from './chain.js';
import type { JsonObject } from './json.js';
import { checkPayload, isSafeText } from './payloads.js';
import type { ActorRole, SlotValues } from './slots.js';

/** What an entry says; the log itself adds its id, its place in the chain, and the salts. */
export interface EntryDraft {
  /** Set only where something else has to name the entry before it is appended; a new UUIDv7 otherwise. */
  entryId?: string;
  type: EntryType;
  /** The actor's stand-in in this case's log (32 hex digits); null for the system. */
  actorRef: string | null;
  actorRole: ActorRole;
  /** Stand-in of the one whose data `reason` and `payload` are about; their key must be in the ring. */
  subjectRef: string | null;
  /** A reason code, or null. */
  reason: string | null;
  /** Codes, ids, numbers, times and `{sha256}` digests; never free text (payloads.ts). */
  payload: JsonObject;
  /** Slug of the body that holds the case. */
  bodyRef: string | null;
  /** The case's stage after the entry. */
  stage: Stage | null;
  /** entry_id of the entry that caused this one. */
  cause: string | null;
  /** From the Clock. */
  recordedAt: Date;
}

const REF = /^[0-9a-f]{32}$/;

/** The 16 values of a draft at the end of `chain` (null: an entry about no case). Throws where it could not be lawful. */
export function slotValues(draft: EntryDraft, chain: CaseChain | null): SlotValues {
  const entryId = draft.entryId ?? newId();
  check(isId(entryId), draft, 'its entry_id is not a uuid');
  check(draft.cause === null || isId(draft.cause), draft, 'its cause is not a uuid');
  check(draft.actorRef === null || REF.test(draft.actorRef), draft, 'its actor_ref is not 32 hex digits');
  check(
    draft.subjectRef === null || REF.test(draft.subjectRef),
    draft,
    'its subject_ref is not 32 hex digits',
  );
  check(draft.reason === null || isSafeText(draft.reason), draft, 'its reason is not a code');
  check(draft.bodyRef === null || isSafeText(draft.bodyRef), draft, 'its body_ref is not a slug');
  checkPayload(draft.type, draft.payload);
  const recordedAt = draft.recordedAt.toISOString();
  return {
    entry_id: entryId,
    case_ref: chain?.caseRef ?? null,
    case_seq: chain?.seq ?? null,
    prev_leaf: chain?.head.toString('hex') ?? null,
    recorded_day: recordedAt.slice(0, 10),
    recorded_at: recordedAt,
    type: draft.type,
    actor_ref: draft.actorRef,
    actor_role: draft.actorRole,
    subject_ref: draft.subjectRef,
    reason: draft.reason,
    payload: draft.payload,
    body_ref: draft.bodyRef,
    stage: draft.stage,
    cause: draft.cause,
    aux: null,
  };
}

function check(holds: boolean, draft: EntryDraft, why: string): void {
  if (!holds) throw new Error(`The log refuses an entry ${draft.type}: ${why}.`);
}
