import fc from 'fast-check';
import type { JsonObject } from '#audit/json';
import type { OpenedEntry } from '#audit/opened-entry';
import { SLOTS, type SlotName, type SlotValues } from '#audit/slots';
import { AUDIENCES, REASON_CODES, type Audience } from './audience.js';
import { presentLog, presentLogEntry, type LogViewer } from './present-log-entry.js';

const REPORTER = '02'.repeat(16);
const OTHER = '03'.repeat(16);
const ID = '0197a1b2-c3d4-7e5f-8a6b-0123456789ab';

function entry(part: Partial<SlotValues> = {}, closed: OpenedEntry['closed'] = {}): OpenedEntry {
  const values: SlotValues = {
    entry_id: ID,
    case_ref: '01'.repeat(16),
    case_seq: 3,
    prev_leaf: 'ab'.repeat(32),
    recorded_day: '2026-11-22',
    recorded_at: '2026-11-22T10:00:00.123Z',
    type: 'case.triaged',
    actor_ref: OTHER,
    actor_role: 'officer',
    subject_ref: null,
    reason: 'risk',
    payload: { risk: 'high', respondents: 1 },
    body_ref: 'africa',
    stage: 'triage',
    cause: '0197a1b2-c3d4-7e5f-8a6b-0123456789aa',
    aux: null,
    ...part,
  };
  const open = Object.fromEntries(Object.entries(values).filter(([name]) => !(name in closed)));
  return { entryId: values.entry_id, caseSeq: values.case_seq, leaf: 'cd'.repeat(32), open, closed };
}

const EVERY: SlotName[] = [...SLOTS];
const CHAIN: SlotName[] = ['case_ref', 'case_seq', 'prev_leaf', 'aux'];
const COARSE: SlotName[] = [...CHAIN, 'recorded_day', 'type', 'actor_role', 'body_ref', 'stage', 'payload'];

describe('a log entry for each audience', () => {
  it.each<[Audience, SlotName[]]>([
    ['officer', EVERY],
    ['auditor', [...COARSE, 'reason']],
    ['adviser', COARSE],
    ['reporter', EVERY.filter((slot) => slot !== 'actor_ref' && slot !== 'subject_ref')],
    ['respondent', CHAIN],
    ['public', CHAIN],
  ])('%s sees exactly its slots', (audience, open) => {
    const presented = presentLogEntry(entry(), { audience, subjectRef: REPORTER });
    expect(Object.keys(presented.open).sort()).toEqual([...open].sort());
    expect(presented.seq).toBe(3);
    expect(presented.leaf).toBe('cd'.repeat(32));
  });

  it('opens or closes every slot, with a reason, whoever looks at whatever', () => {
    const values = fc.oneof(
      fc.constantFrom('risk', ID, REPORTER, '2026-11-22T10:00:00Z', 'ab'.repeat(32)),
      fc.integer(),
      fc.constant(null),
    );
    const payloads = fc.dictionary(
      fc.constantFrom('risk', 'reportId', 'language', 'new', 'owner', 'at'),
      values,
    );
    const refs = fc.constantFrom(null, REPORTER, OTHER);
    fc.assert(
      fc.property(
        fc.constantFrom(...AUDIENCES),
        payloads,
        refs,
        fc.subarray(EVERY),
        (audience, payload, subject_ref, erased) => {
          const closed = Object.fromEntries(erased.map((slot) => [slot, 'erased' as const]));
          const given = entry({ payload: { ...payload }, subject_ref }, closed);
          const presented = presentLogEntry(given, { audience, subjectRef: REPORTER });
          const names = [...Object.keys(presented.open), ...Object.keys(presented.closed)];
          expect(names.sort()).toEqual([...EVERY].sort());
          expect(Object.values(presented.closed).every((code) => REASON_CODES.includes(code))).toBe(true);
          expect(erased.every((slot) => presented.closed[slot] === 'erased')).toBe(true);
          expect(CHAIN.every((slot) => slot in presented.open || erased.includes(slot))).toBe(true);
        },
      ),
    );
  });

  it('tells those outside the case neither who nor when, be it in a slot or a payload', () => {
    const secrets = [ID, REPORTER, OTHER, '2026-11-22T10:00:00.123Z', 'ef'.repeat(32), 'pt', 'word'];
    const payload: JsonObject = {
      reportId: ID,
      risk: REPORTER,
      owner: OTHER,
      until: '2026-11-22T10:00:00.123Z',
      sha256: 'ef'.repeat(32),
      language: 'pt',
      somethingNew: 'word',
      remedies: [{ kind: 'apology', owner: OTHER }],
      kind: [[REPORTER]],
    };
    for (const audience of ['auditor', 'adviser', 'respondent', 'public'] as const) {
      const shown = JSON.stringify(presentLogEntry(entry({ payload, subject_ref: REPORTER }), { audience }));
      expect(secrets.filter((secret) => shown.includes(`"${secret}"`))).toEqual([]);
    }
  });
});

describe('a payload', () => {
  const auditor: LogViewer = { audience: 'auditor' };
  const present = (payload: JsonObject) => presentLogEntry(entry({ payload }), auditor);

  it('is open to an auditor when nothing in it points at anybody', () => {
    const payload = {
      risk: 'high',
      principles: [2, 4],
      findings: ['unfounded', null],
      dueOn: '2026-12-01',
      note: { sha256: 'ab'.repeat(32) },
    };
    const presented = present(payload);
    expect(presented.open.payload).toEqual(payload);
    expect(presented.payload).toEqual({ open: payload, closed: {} });
  });

  it.each<[string, JsonObject, string]>([
    ['an id', { reportId: ID }, 'identity'],
    ['a stand-in', { assigned: REPORTER }, 'identity'],
    ['a moment', { until: '2026-12-01T00:00:00Z' }, 'identity'],
    ['a file’s digest', { sha256: 'ab'.repeat(32) }, 'narrative'],
    ['a digest with something beside it', { text: { sha256: 'ab'.repeat(32), kind: 'file' } }, 'narrative'],
    ['a language', { language: 'ar' }, 'small-group'],
    ['a field of which nobody has decided', { brandNew: true }, 'scope'],
    [
      'a stand-in under a harmless name, deep inside',
      { remedies: [{ kind: 'apology' }, { kind: [OTHER] }] },
      'identity',
    ],
    ['several: what weighs most', { brandNew: 1, language: 'ar', reportId: ID }, 'identity'],
  ])('is closed to an auditor as a whole for %s', (_, payload, reason) => {
    const presented = present({ ...payload, risk: 'high' });
    expect(presented.closed.payload).toBe(reason);
    expect(presented.open).not.toHaveProperty('payload');
    expect(presented.payload.open).toEqual({ risk: 'high' });
    expect(Object.keys(presented.payload.closed)).toEqual(Object.keys(payload));
  });

  it('names the body that a case goes to: a body is no person', () => {
    expect(present({ toBodyId: ID }).open.payload).toEqual({ toBodyId: ID });
  });

  it('shows nothing of itself where it was erased', () => {
    const presented = presentLogEntry(entry({}, { payload: 'erased', reason: 'sealed' }), {
      audience: 'officer',
    });
    expect(presented.closed).toEqual({ payload: 'erased', reason: 'identity' });
    expect(presented.payload).toEqual({ open: {}, closed: {} });
  });
});

describe('a reporter', () => {
  const viewer: LogViewer = { audience: 'reporter', subjectRef: REPORTER };
  const openTo = (given: OpenedEntry, who = viewer) => Object.keys(presentLogEntry(given, who).open).sort();

  it('sees entries by and about themselves', () => {
    const own = entry({
      type: 'message.received',
      actor_ref: REPORTER,
      actor_role: 'reporter',
      subject_ref: REPORTER,
    });
    expect(openTo(own)).toContain('payload');
  });

  it.each<[string, OpenedEntry]>([
    ['about another reporter of the same case', entry({ subject_ref: OTHER })],
    ['by another reporter', entry({ actor_role: 'reporter', actor_ref: OTHER })],
    ['of which it can no longer be told', entry({}, { subject_ref: 'erased' })],
  ])('sees only the chain of an entry %s', (_, given) => {
    expect(openTo(given)).toEqual([...CHAIN].sort());
    expect(presentLogEntry(given, viewer).payload).toEqual({ open: {}, closed: {} });
  });

  it('sees nothing about persons while it is not known which of them they are', () => {
    expect(openTo(entry({ subject_ref: REPORTER }), { audience: 'reporter' })).toEqual([...CHAIN].sort());
  });
});

describe('a log', () => {
  const cause = entry({ case_seq: 0, entry_id: ID, cause: null });
  const effect = entry({ case_seq: 1, entry_id: '0197a1b2-c3d4-7e5f-8a6b-0123456789ac', cause: ID });

  it('says which entry caused which without telling the time', () => {
    const [first, second] = presentLog([cause, effect], { audience: 'auditor' });
    expect([first?.causedBySeq, second?.causedBySeq]).toEqual([null, 0]);
    expect(second?.closed.cause).toBe('identity');
    expect(presentLog([effect], { audience: 'auditor' })[0]?.causedBySeq).toBeNull();
  });

  it('does not say it to those who see the chain alone', () => {
    expect(presentLog([cause, effect], { audience: 'public' })[1]?.causedBySeq).toBeNull();
  });
});
