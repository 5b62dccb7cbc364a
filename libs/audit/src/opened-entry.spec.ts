import { OpenKey } from '#vault/open-key';
import { buildEntry } from './build-entry.js';
import { startOfChain } from './chain.js';
import { slotValues, type EntryDraft } from './entry-draft.js';
import { openingAad } from './internal/opening-aad.js';
import { LogBroken, openEntry, type StoredEntry, type StoredOpening } from './opened-entry.js';
import { SLOTS, SUBJECT_SLOTS } from './slots.js';

const CASE_REF = '01'.repeat(16);
const CASE_KEY = new OpenKey('case', Buffer.alloc(32, 1));
const SUBJECT_KEY = new OpenKey('subject', Buffer.alloc(32, 2));
const KEYS = new Map([CASE_KEY, SUBJECT_KEY].map((key) => [key.id, key]));

const DRAFT: EntryDraft = {
  type: 'message.received',
  actorRef: '02'.repeat(16),
  actorRole: 'reporter',
  subjectRef: '02'.repeat(16),
  reason: 'answered',
  payload: { text: { sha256: 'ab'.repeat(32) } },
  bodyRef: 'africa',
  stage: 'triage',
  cause: null,
  recordedAt: new Date('2026-11-22T10:00:00.123Z'),
};

function stored(draft: EntryDraft = DRAFT) {
  const values = slotValues(draft, startOfChain(CASE_REF));
  const { entry, leaf, openings } = buildEntry(values);
  const row: StoredEntry = { entryId: values.entry_id, caseRef: CASE_REF, caseSeq: 0, entry, leaf };
  const sealed = openings.map(({ slot: name, salt, encoded }, slot): StoredOpening => {
    const key = SUBJECT_SLOTS.has(name) ? SUBJECT_KEY : CASE_KEY;
    return {
      slot,
      keyId: key.id,
      sealed: key.seal(Buffer.concat([salt, encoded]), openingAad(row.entryId, slot, leaf)),
    };
  });
  return { values, row, sealed };
}

describe('opening an entry', () => {
  it('gives every value back', () => {
    const { values, row, sealed } = stored();
    const opened = openEntry(row, sealed, KEYS);
    expect(opened.open).toEqual(values);
    expect(opened.closed).toEqual({});
    expect(opened.leaf).toBe(row.leaf.toString('hex'));
    expect(values).toMatchObject({
      recorded_day: '2026-11-22',
      recorded_at: '2026-11-22T10:00:00.123Z',
      prev_leaf: '0'.repeat(64),
    });
  });

  it('leaves erased openings closed and still holds', () => {
    const { row, sealed } = stored();
    const opened = openEntry(
      row,
      sealed.filter((opening) => opening.slot !== 11),
      KEYS,
    );
    expect(opened.closed).toEqual({ payload: 'erased' });
    expect(opened.open).not.toHaveProperty('payload');
    expect(Object.keys(openEntry(row, [], KEYS).closed)).toEqual([...SLOTS]);
  });

  it('closes what is under a key that was destroyed', () => {
    const { row, sealed } = stored();
    const opened = openEntry(row, sealed, new Map([['case', CASE_KEY]]));
    expect(opened.closed).toEqual({ subject_ref: 'sealed', reason: 'sealed', payload: 'sealed' });
  });

  it('refuses an entry whose bytes, leaf or columns were changed', () => {
    const { row, sealed } = stored();
    const changed = Buffer.from(row.entry);
    changed.writeUInt8(changed.readUInt8(100) ^ 1, 100);
    const others = stored().row;
    const broken: [StoredEntry, RegExp][] = [
      [{ ...row, entry: changed }, /leaf is not the hash/],
      [{ ...row, leaf: others.leaf }, /leaf is not the hash/],
      [{ ...row, entry: row.entry.subarray(1) }, /no entry of version 1/],
      [{ ...row, entry: others.entry, leaf: others.leaf }, /does not open under its key/],
      [{ ...row, entryId: others.entryId }, /does not open under its key/],
      [{ ...row, caseRef: '03'.repeat(16) }, /column case_ref/],
      [{ ...row, caseSeq: 1 }, /column case_seq/],
    ];
    for (const [entry, rule] of broken) {
      expect(() => openEntry(entry, sealed, KEYS)).toThrow(LogBroken);
      expect(() => openEntry(entry, sealed, KEYS)).toThrow(rule);
    }
  });

  it('refuses another value under the right key and place: only the committed one opens', () => {
    const { row, sealed } = stored();
    const forged = Buffer.concat([Buffer.alloc(32), Buffer.from('"closed"')]);
    const opening = {
      slot: 13,
      keyId: 'case',
      sealed: CASE_KEY.seal(forged, openingAad(row.entryId, 13, row.leaf)),
    };
    expect(() => openEntry(row, sealed.with(13, opening), KEYS)).toThrow(
      /slot 13 is not what the entry commits to/,
    );
    const short = {
      ...opening,
      sealed: CASE_KEY.seal(Buffer.alloc(5), openingAad(row.entryId, 13, row.leaf)),
    };
    expect(() => openEntry(row, sealed.with(13, short), KEYS)).toThrow(
      /slot 13 is not what the entry commits to/,
    );
  });

  it('refuses openings that changed places', () => {
    const { row, sealed } = stored();
    const swapped = sealed.with(4, { ...sealed[5]!, slot: 4 }).with(5, { ...sealed[4]!, slot: 5 });
    expect(() => openEntry(row, swapped, KEYS)).toThrow(/slot 4 does not open/);
  });
});

describe('a draft', () => {
  it.each<[string, Partial<EntryDraft>]>([
    ['an actor by id', { actorRef: '0190b0c0-0000-7000-8000-000000000000' }],
    ['a subject by name', { subjectRef: 'maria' }],
    ['a reason in words', { reason: 'Because she asked' }],
    ['a body by name', { bodyRef: 'Africa Network' }],
    ['a cause that is no entry', { cause: 'clock' }],
    ['an id that is none', { entryId: 'x' }],
  ])('is refused with %s', (_, part) => {
    expect(() => slotValues({ ...DRAFT, ...part }, null)).toThrow(
      /The log refuses an entry message.received/,
    );
  });

  it('about no case has no case_ref, case_seq or prev_leaf', () => {
    expect(slotValues(DRAFT, null)).toMatchObject({
      case_ref: null,
      case_seq: null,
      prev_leaf: null,
      aux: null,
    });
  });
});
