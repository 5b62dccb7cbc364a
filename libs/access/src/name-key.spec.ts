import fc from 'fast-check';
import { nameKey } from './name-key.js';

describe('the key of a name', () => {
  it.each([
    ['case', 'GRACE MWANGI', 'grace mwangi'],
    ['order and commas', 'Mwangi, Grace', 'Grace Mwangi'],
    ['spaces of all kinds', '  Grace\u00a0\t Mwangi ', 'Grace Mwangi'],
    ['diacritics', 'José Peña', 'Jose Pena'],
    ['composed and decomposed', 'Jos\u00e9', 'Jose\u0301'],
    ['letters that do not decompose', 'Øystein Łukasz', 'Oystein Lukasz'],
    ['sharp s', 'Groß', 'GROSS'],
    ['capital sharp s', 'GROẞ', 'Gross'],
    ['Turkish i', 'İrem Işık', 'irem isik'],
    ['apostrophes', 'O’Brien', "O'Brien"],
    ['apostrophes left out', 'N’Diaye', 'Ndiaye'],
    ['hyphens', 'Anne-Marie Diop', 'Anne Marie Diop'],
    ['full width', 'Ｇｒａｃｅ', 'Grace'],
    ['invisible characters', 'Gra\u200bce\u202e', 'Grace'],
    ['Arabic harakat', 'مُحَمَّد', 'محمد'],
    ['Arabic tatweel', 'محـــمد', 'محمد'],
    ['Arabic alef forms', 'أحمد إبراهيم آل', 'احمد ابراهيم ال'],
    ['Arabic ya and ta marbuta', 'فاطمة ليلى', 'فاطمه ليلي'],
    ['Arabic presentation forms', 'ﻣﺤﻤﺪ', 'محمد'],
    ['Persian kaf and ya', 'کریم', 'كريم'],
  ])('is the same whatever the %s', (_what, one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
    expect(nameKey(one)).not.toBe('');
  });

  it.each([
    ['Grace Mwangi', 'Grace Wangari'],
    ['Ana', 'Ana Ana'],
    ['منسقة إقليمية', 'منسقة وطنية'],
    ['राम', 'रमा'],
  ])('tells %s from %s', (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other));
  });

  it('is empty where no letter or digit is left, so that "???" matches nobody', () => {
    expect(nameKey('??? — …')).toBe('');
  });

  it('is its own key and does not depend on the order of the words, for any name', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 4 }), (words) => {
        const key = nameKey(words.join(' '));
        expect(nameKey(key)).toBe(key);
        expect(nameKey([...words].reverse().join(' '))).toBe(key);
      }),
      { numRuns: 500 },
    );
  });
});
