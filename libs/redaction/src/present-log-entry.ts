import type { JsonObject, JsonValue } from '#audit/json';
import type { OpenedEntry } from '#audit/opened-entry';
import { SLOTS, type SlotName, type SlotValues } from '#audit/slots';
import type { Audience, ReasonCode } from './audience.js';
import { LOG_POLICY, SLOT_CLASSES } from './log-policy.js';
import { classOfField } from './payload-fields.js';

/** Who looks, beyond their audience. */
export interface LogViewer {
  audience: Audience;
  /** A reporter's own stand-in in this case. Without it a reporter sees nothing that is about a person. */
  subjectRef?: string;
}

/** An entry as one viewer may see it. Every slot is in exactly one of `open` and `closed`. */
export interface PresentedEntry {
  /** case_seq; null for an entry about no case. */
  seq: number | null;
  /** Leaf hash, hex. */
  leaf: string;
  open: Partial<SlotValues>;
  closed: Partial<Record<SlotName, ReasonCode>>;
  /**
   * The payload field by field, for pages: some of it may be shown although the slot as a whole, which is what the entry
   * commits to, is closed. Both are empty where the entry is closed to the viewer or its payload erased.
   */
  payload: { open: JsonObject; closed: Record<string, ReasonCode> };
}

/** A presented entry among others of its case. */
export interface PresentedLogEntry extends PresentedEntry {
  /** case_seq of the entry that caused this one, where it is among those given: `cause` itself is a uuid and tells the time. */
  causedBySeq: number | null;
}

/** Presents one entry by the policy's table (log-policy.ts). Pure; opens nothing that was closed before. */
export function presentLogEntry(entry: OpenedEntry, viewer: LogViewer): PresentedEntry {
  const payload = presentPayload(entry, viewer);
  const presented: PresentedEntry = { seq: entry.caseSeq, leaf: entry.leaf, open: {}, closed: {}, payload };
  for (const slot of SLOTS) {
    const because = whyClosed(slot, entry, viewer, payload);
    if (because === null) Object.assign(presented.open, { [slot]: entry.open[slot] });
    else presented.closed[slot] = because;
  }
  return presented;
}

/** Presents entries of one case, each with the place of its cause. */
export function presentLog(entries: readonly OpenedEntry[], viewer: LogViewer): PresentedLogEntry[] {
  const seqs = new Map(entries.map((entry) => [entry.entryId, entry.caseSeq]));
  return entries.map((entry) => {
    const presented = presentLogEntry(entry, viewer);
    const told = presented.closed.stage === undefined;
    const cause = entry.open.cause ?? null;
    return { ...presented, causedBySeq: told && cause !== null ? (seqs.get(cause) ?? null) : null };
  });
}

function whyClosed(
  slot: SlotName,
  entry: OpenedEntry,
  viewer: LogViewer,
  payload: PresentedEntry['payload'],
): ReasonCode | null {
  const before = entry.closed[slot];
  // Sealed under a key that the caller was not given, or that was destroyed: either way it is somebody's own.
  if (before !== undefined) return before === 'erased' ? 'erased' : 'identity';
  if (slot !== 'payload' && SLOT_CLASSES[slot] === 'structure') return null;
  if (isAboutSomebodyElse(entry, viewer)) return 'scope';
  if (slot !== 'payload') return LOG_POLICY[SLOT_CLASSES[slot]][viewer.audience];
  // An empty payload says nothing, but not to those who may not see what is said.
  const reasons = Object.values(payload.closed);
  return LOG_POLICY.coarse[viewer.audience] ?? (reasons.length === 0 ? null : strongest(reasons));
}

/** To a reporter: an entry by or about another person of the case, or one of which that can no longer be told. */
function isAboutSomebodyElse(entry: OpenedEntry, viewer: LogViewer): boolean {
  if (viewer.audience !== 'reporter') return false;
  const own = (ref: string | null | undefined) => ref !== undefined && ref === viewer.subjectRef;
  const subject = entry.open.subject_ref;
  if (subject !== null && !own(subject)) return true;
  return entry.open.actor_role === 'reporter' && !own(entry.open.actor_ref);
}

function presentPayload(entry: OpenedEntry, viewer: LogViewer): PresentedEntry['payload'] {
  const presented: PresentedEntry['payload'] = { open: {}, closed: {} };
  if (entry.open.payload === undefined || isAboutSomebodyElse(entry, viewer)) return presented;
  for (const [name, value] of Object.entries(entry.open.payload)) {
    const reasons = reasonsIn(name, value, viewer.audience);
    if (reasons.length === 0) presented.open[name] = value;
    else presented.closed[name] = strongest(reasons);
  }
  return presented;
}

/** Every reason for which a field, or anything inside it, is closed. */
function reasonsIn(name: string, value: JsonValue, audience: Audience): ReasonCode[] {
  const fieldClass = classOfField(name, value);
  if (fieldClass !== null) {
    const because = LOG_POLICY[fieldClass][audience];
    return because === null ? [] : [because];
  }
  if (Array.isArray(value)) return value.flatMap((item) => reasonsIn(name, item, audience));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([inner, item]) => reasonsIn(inner, item, audience));
}

/** What weighs most is named, as one code has to stand for the whole. */
const BY_WEIGHT: readonly ReasonCode[] = ['identity', 'narrative', 'small-group', 'legal', 'scope', 'erased'];

function strongest(reasons: readonly ReasonCode[]): ReasonCode {
  return BY_WEIGHT.find((code) => reasons.includes(code)) ?? 'scope';
}
