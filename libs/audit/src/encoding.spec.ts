import fc from 'fast-check';
import { canonicalBytes, NotEncodable } from './encoding.js';
import type { JsonValue } from './json.js';

const form = (value: JsonValue) => canonicalBytes(value).toString('utf8');
const scalar = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.constant(null),
);

describe('the one encoding of a value', () => {
  it.each<[JsonValue, string]>([
    [null, 'null'],
    [0, '0'],
    [-0, '0'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [Number.MIN_SAFE_INTEGER, '-9007199254740991'],
    ['\u20ac$\u000f\nA\'B"\\/\u007f', '"\u20ac$\\u000f\\nA\'B\\"\\\\/\u007f"'],
    [[], '[]'],
    [{ b: [2, { z: null, a: true }], a: '' }, '{"a":"","b":[2,{"a":true,"z":null}]}'],
  ])('of %j', (value, expected) => {
    expect(form(value)).toBe(expected);
  });

  it('sorts keys by UTF-16 code units (RFC 8785 3.2.3)', () => {
    const keys = { '\u20ac': 1, '\r': 2, '1': 3, '\u{1f600}': 4, '\u0080': 5, '\u00f6': 6, '\uffee': 7 };
    expect(ordered(form(keys))).toBe('2356147');
  });

  it('is the same in whatever order the keys were set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), scalar), (object) => {
        const backwards = Object.fromEntries(Object.entries(object).reverse());
        expect(form(backwards)).toBe(form({ ...object }));
      }),
    );
  });

  it('is the same for every way to compose a string, in values and keys', () => {
    expect(form('e\u0301')).toBe('"\u00e9"');
    expect(form({ 'e\u0301': ['A\u030a'] })).toBe(form({ '\u00e9': ['\u212b'] }));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(form(text.normalize('NFD'))).toBe(form(text.normalize('NFC')));
      }),
    );
  });

  it('tells different values apart', () => {
    fc.assert(
      fc.property(fc.array(scalar), fc.array(scalar), (one, other) => {
        const same = JSON.stringify(one).normalize('NFC') === JSON.stringify(other).normalize('NFC');
        expect(form(one) === form(other)).toBe(same);
      }),
    );
  });

  it('reads back as what went in', () => {
    fc.assert(
      fc.property(scalar, (value) => {
        const back: unknown = JSON.parse(form(value));
        expect(back).toBe(typeof value === 'string' ? value.normalize('NFC') : value === 0 ? 0 : value);
      }),
    );
  });

  it.each<[string, unknown]>([
    ['a fraction', 0.1],
    ['a number beyond 2^53-1', 2 ** 53],
    ['NaN', NaN],
    ['infinity', -Infinity],
    ['a lone high surrogate', 'a\ud800'],
    ['a lone low surrogate', ['\udc00b']],
    ['a lone surrogate in a key', { '\ud800': 1 }],
    ['undefined', undefined],
    ['undefined in an object', { a: undefined }],
    ['a hole in an array', new Array<number>(2)],
    ['a bigint', 1n],
    ['a function', { a: () => 1 }],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['bytes', Buffer.from('a')],
    [
      'a class of its own',
      new (class Name {
        first = 'a';
      })(),
    ],
    ['keys that NFC makes equal', { 'e\u0301': 1, '\u00e9': 2 }],
    ['something nested without end', circle()],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalBytes(value as JsonValue)).toThrow(NotEncodable);
  });

  it('keeps a key named __proto__ as a key', () => {
    expect(form(JSON.parse('{"__proto__":{"a":1}}') as JsonValue)).toBe('{"__proto__":{"a":1}}');
  });
});

function ordered(text: string): string {
  return [...text.matchAll(/:(\d)/g)].map(([, digit]) => digit).join('');
}

function circle(): unknown {
  const ring: unknown[] = [];
  ring.push(ring);
  return ring;
}
