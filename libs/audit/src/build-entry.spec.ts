import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { buildEntry } from './build-entry.js';
import { digestIn, entryOf, fieldDigest, isEntry, leafOf } from './commitment.js';
import { canonicalBytes } from './encoding.js';
import type { JsonValue } from './json.js';
import { SLOTS, type SlotValues } from './slots.js';

interface Vector {
  about: string;
  values: SlotValues;
  salts: string[];
  encoded: string[];
  digests: string[];
  entry: string;
  leaf: string;
}

const { vectors } = JSON.parse(
  readFileSync(new URL('./testdata/golden-v1.json', import.meta.url), 'utf8'),
) as { vectors: Vector[] };
const SALTS = Buffer.concat(vectors[0]!.salts.map((salt) => Buffer.from(salt, 'hex')));
const VALUES = vectors[0]!.values;

/** The page's formulas again, written for nothing but to be compared. */
function independently(values: readonly JsonValue[], salts: Buffer): string {
  const form = (value: JsonValue): string => {
    if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'));
    if (value === null || typeof value !== 'object') return JSON.stringify(value);
    if (Array.isArray(value)) return `[${value.map(form).join()}]`;
    const members = Object.entries(value).map(([key, item]) => [key.normalize('NFC'), form(item)] as const);
    return `{${members
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${item}`)
      .join()}}`;
  };
  const leaf = createHash('sha256').update('\0AEV1\u0010', 'latin1');
  values.forEach((value, slot) => {
    const v = Buffer.from(form(value), 'utf8');
    const length = Buffer.from(v.length.toString(16).padStart(8, '0'), 'hex');
    const field = createHash('sha256')
      .update(Buffer.from([2, slot]))
      .update(salts.subarray(slot * 32, slot * 32 + 32));
    leaf.update(field.update(length).update(v).digest());
  });
  return leaf.digest('hex');
}

describe.each(vectors)('golden vector: $about', (vector) => {
  const salts = Buffer.concat(vector.salts.map((salt) => Buffer.from(salt, 'hex')));

  it('has the committed encodings, digests, entry and leaf', () => {
    const built = buildEntry(vector.values, salts);
    expect(built.openings.map((opening) => opening.encoded.toString('utf8'))).toEqual(vector.encoded);
    expect(SLOTS.map((_, slot) => Buffer.from(digestIn(built.entry, slot)).toString('hex'))).toEqual(
      vector.digests,
    );
    expect(built.entry.toString('hex')).toBe(vector.entry);
    expect(built.leaf.toString('hex')).toBe(vector.leaf);
  });

  it('comes out the same by the formulas of the page', () => {
    expect(
      independently(
        SLOTS.map((slot) => vector.values[slot]),
        salts,
      ),
    ).toBe(vector.leaf);
  });
});

describe('an entry', () => {
  it('has 517 bytes and random salts, so that the same values never look the same', () => {
    const [one, other] = [buildEntry(VALUES), buildEntry(VALUES)];
    expect(one.entry).toHaveLength(517);
    expect(isEntry(one.entry)).toBe(true);
    for (let slot = 0; slot < 16; slot += 1) {
      expect(digestIn(one.entry, slot)).not.toEqual(digestIn(other.entry, slot));
    }
    expect(new Set(one.openings.map((opening) => opening.salt.toString('hex'))).size).toBe(16);
  });

  it('agrees with the page for any payload', () => {
    fc.assert(
      fc.property(payloads(), fc.uint8Array({ minLength: 512, maxLength: 512 }), (payload, salts) => {
        const values = { ...VALUES, payload };
        const built = buildEntry(values, Buffer.from(salts));
        expect(built.leaf.toString('hex')).toBe(
          independently(
            SLOTS.map((slot) => values[slot]),
            Buffer.from(salts),
          ),
        );
      }),
    );
  });

  it('has another leaf when any bit of any salt or value changes', () => {
    const leaf = buildEntry(VALUES, SALTS).leaf;
    for (let bit = 0; bit < SALTS.length * 8; bit += 37) {
      const salts = Buffer.from(SALTS);
      salts.writeUInt8(salts.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(buildEntry(VALUES, salts).leaf).not.toEqual(leaf);
    }
    fc.assert(
      fc.property(fc.nat(15), fc.nat(), (slot, at) => {
        const digests = buildEntry(VALUES, SALTS).openings.map((opening, n) => {
          const encoded = Buffer.from(opening.encoded);
          const bit = at % (encoded.length * 8);
          if (n === slot) encoded.writeUInt8(encoded.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
          return fieldDigest(n, opening.salt, encoded);
        });
        expect(leafOf(entryOf(digests))).not.toEqual(leaf);
      }),
    );
  });

  it('has another leaf when two slots change places, be their values equal', () => {
    const built = buildEntry({ ...VALUES, cause: null, reason: null }, SALTS);
    const at = (name: (typeof SLOTS)[number]) => SLOTS.indexOf(name);
    const digests = built.openings.map((opening, slot) => fieldDigest(slot, opening.salt, opening.encoded));
    const swapped = [...digests];
    [swapped[at('cause')], swapped[at('reason')]] = [digests[at('reason')]!, digests[at('cause')]!];
    expect(leafOf(entryOf(swapped))).not.toEqual(built.leaf);
    expect(fieldDigest(at('cause'), SALTS.subarray(0, 32), canonicalBytes(null))).not.toEqual(
      fieldDigest(at('reason'), SALTS.subarray(0, 32), canonicalBytes(null)),
    );
  });

  it('refuses what has another shape', () => {
    expect(() => fieldDigest(16, Buffer.alloc(32), Buffer.alloc(1))).toThrow(RangeError);
    expect(() => fieldDigest(0, Buffer.alloc(31), Buffer.alloc(1))).toThrow(RangeError);
    expect(() => entryOf([Buffer.alloc(32)])).toThrow(RangeError);
    const entry = buildEntry(VALUES, SALTS).entry;
    expect(isEntry(entry.subarray(1))).toBe(false);
    expect(isEntry(Buffer.concat([Buffer.from('AEV2\u0010', 'latin1'), entry.subarray(5)]))).toBe(false);
  });
});

function payloads(): fc.Arbitrary<Record<string, JsonValue>> {
  const scalar = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
  );
  const value = fc.oneof(scalar, fc.array(scalar), fc.dictionary(fc.string(), scalar));
  return fc.dictionary(fc.string(), value).map((object) => ({ ...object }));
}
