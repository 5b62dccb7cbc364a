/**
 * Marks that people leave out or type differently: Latin, Greek and Cyrillic diacritics, Hebrew points, Arabic harakat and
 * the hamza and madda that NFD splits from their alef, waw or ya. Vowel signs of Indic scripts are letters and stay.
 */
const MARKS =
  /[\u0300-\u036f]|[\u0591-\u05c7]|[\u0610-\u061a]|[\u064b-\u065f]|\u0670|[\u06d6-\u06ed]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe20-\ufe2f]/gu;

/** Tatweel, joiners, direction marks and other characters that show nothing. */
const INVISIBLE = /[\u0640\p{Cf}]/gu;

/** Apostrophes stand inside a name (O'Brien, N’Diaye): they go without parting it. */
const APOSTROPHES = /['`´\u02b9-\u02bf\u2018\u2019\u201b\u2032\uff07]/gu;

const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}]+/u;

/** Letters that are one in people's typing and do not come apart under NFD. */
const SAME: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ک: 'ك',
  ة: 'ه',
  ہ: 'ه',
  ۃ: 'ه',
};
const SAME_LETTERS = new RegExp(`[${Object.keys(SAME).join('')}]`, 'gu');

/**
 * The key by which two spellings of a name are taken for the same: Unicode NFKC, case folded, without diacritics and
 * punctuation, Arabic alef, ya and ta marbuta forms unified, words in a fixed order ("Mwangi, Grace" is "Grace Mwangi").
 * An equal key is a *possible* match, and a possible match is kept out of the case. Empty where nothing of a name is left;
 * an empty key matches nobody.
 */
export function nameKey(name: string): string {
  // Down, up and down again folds ß, ẞ, ς and the like, as Unicode's case folding does.
  const folded = name.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase();
  const bare = folded.normalize('NFD').replace(MARKS, '').replace(INVISIBLE, '').replace(APOSTROPHES, '');
  const unified = bare.replace(SAME_LETTERS, (letter) => SAME[letter] ?? letter).normalize('NFC');
  return unified
    .split(BETWEEN_WORDS)
    .filter((word) => word !== '')
    .sort()
    .join(' ');
}
