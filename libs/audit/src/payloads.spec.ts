import type { EntryType } from '#kernel/entry-type';
import { newId } from '#kernel/ids';
import type { JsonObject } from './json.js';
import { checkPayload, PayloadRefused } from './payloads.js';

const REF = 'ab'.repeat(16);

describe('what a payload may hold', () => {
  it.each<[string, JsonObject]>([
    ['nothing', {}],
    ['numbers, booleans and null', { round: 2, principles: [1, 8], byPanel: true, asked: null }],
    [
      'codes',
      { kind: 'sexual-exploitation-abuse', role: 'decision-maker', wording: 'v1.2', clock: 'remedy:first' },
    ],
    ['ids and stand-ins', { remedyId: newId(), owner: REF }],
    [
      'times',
      {
        dueOn: '2026-12-01',
        at: '2026-12-01T00:00:00.000Z',
        local: '2026-12-01T00:00+03:00',
        by: 'P3D',
        or: 'PT1H',
      },
    ],
    ['digests', { narrative: { sha256: 'ab'.repeat(32) } }],
    ['a list of objects', { passedOver: [{ body: 'africa', because: 'nobody-free' }] }],
  ])('%s', (_, payload) => {
    expect(() => {
      checkPayload('note.added', payload);
    }).not.toThrow();
  });

  it.each<[string, JsonObject]>([
    ['a sentence', { note: 'she was alone' }],
    ['a name', { respondent: 'Maria' }],
    ['a name in Arabic', { respondent: 'ليلى' }],
    ['an address', { mail: 'maria@example.org' }],
    ['an empty string', { note: '' }],
    ['a line break after a code', { kind: 'web\n' }],
    ['a word deep inside', { list: [{ inner: ['ok', 'Not ok'] }] }],
    ['words for a key', { 'she said': 1 }],
    ['a long string of letters', { note: 'a'.repeat(81) }],
    ['a half-written time', { at: '2026-12-01T' }],
    ['more than 16 KiB', { list: Array.from({ length: 4_000 }, () => 'abcdef') }],
  ])('not %s', (_, payload) => {
    expect(() => {
      checkPayload('note.added', payload);
    }).toThrow(PayloadRefused);
  });

  it('never repeats in its message what it refused', () => {
    expect(() => {
      checkPayload('note.added', { note: 'Maria was alone' });
    }).toThrow(
      'The log refuses this payload of note.added: payload.note could hold free text; commit to a digest of it instead.',
    );
  });
});

describe('the payload of entry.erased', () => {
  const type: EntryType = 'entry.erased';
  const lawful = {
    erased: [{ index: 7, slots: [9, 11] }],
    basis: 'gdpr-17',
    approvers: [REF, 'cd'.repeat(16)],
  };

  it('names what went, the ground and two approvers', () => {
    expect(() => {
      checkPayload(type, lawful);
    }).not.toThrow();
  });

  it.each<[string, JsonObject]>([
    ['one approver', { ...lawful, approvers: [REF] }],
    ['the same approver twice', { ...lawful, approvers: [REF, REF] }],
    ['no ground', { erased: lawful.erased, approvers: lawful.approvers }],
    ['nothing erased', { ...lawful, erased: [] }],
    ['a slot that does not exist', { ...lawful, erased: [{ index: 7, slots: [16] }] }],
    ['something else', { ...lawful, more: 1 }],
  ])('is refused with %s', (_, payload) => {
    expect(() => {
      checkPayload(type, payload);
    }).toThrow(PayloadRefused);
  });
});
