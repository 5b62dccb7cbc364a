import { AccessCodes, newAccessCode, normaliseAccessCode } from './access-code.js';
import { EFF_LONG_LIST } from './data/eff-long-list.js';
import { MasterKeys } from './master-keys.js';

const codes = new AccessCodes(new MasterKeys(Buffer.alloc(32, 1)));

describe('the word list', () => {
  it('is the whole EFF long list', () => {
    expect(EFF_LONG_LIST).toHaveLength(7776);
    expect(new Set(EFF_LONG_LIST).size).toBe(7776);
    expect([EFF_LONG_LIST[0], EFF_LONG_LIST.at(-1)]).toEqual(['abacus', 'zoom']);
    expect(EFF_LONG_LIST.filter((word) => !/^[a-z]{3,9}$/.test(word))).toEqual([
      'drop-down',
      'felt-tip',
      't-shirt',
      'yo-yo',
    ]);
  });

  it('can be told apart without gaps: no word begins another', () => {
    const words = [...new Set(EFF_LONG_LIST.map(normaliseAccessCode))].sort();
    expect(words).toHaveLength(7775); // yo-yo and yoyo
    expect(words.filter((word, at) => words[at + 1]?.startsWith(word))).toEqual([]);
  });
});

describe('a new code', () => {
  it('has seven words of the list', () => {
    for (let n = 0; n < 200; n += 1) {
      const words = newAccessCode().split(' ');
      expect(words).toHaveLength(7);
      expect(words.every((word) => EFF_LONG_LIST.includes(word))).toBe(true);
    }
  });

  it('draws every word about equally often', () => {
    const seen = new Map<string, number>();
    for (let n = 0; n < 20_000; n += 1) {
      for (const word of newAccessCode().split(' ')) seen.set(word, (seen.get(word) ?? 0) + 1);
    }
    // 18 expected of each word; chi-square of 7775 degrees of freedom has mean 7775 and deviation 124.7.
    const expected = 140_000 / 7776;
    const chiSquare = EFF_LONG_LIST.reduce(
      (sum, word) => sum + ((seen.get(word) ?? 0) - expected) ** 2 / expected,
      0,
    );
    expect(Math.abs(chiSquare - 7775)).toBeLessThan(8 * 124.7);
  });
});

describe('a code as people type it', () => {
  const code = 'yo-yo abacus t-shirt zoom drop-down felt-tip able';

  it.each([
    ['  YO-YO  Abacus\tT-Shirt ZOOM Drop-Down felt-tip able\n'],
    ['yo yo abacus t shirt zoom drop down felt tip able'],
    ['yoyo-abacus-tshirt-zoom-dropdown-felttip-able'],
    ['yo-yo, abacus, t-shirt, zoom, drop-down, felt-tip, able.'],
    ['1. yo-yo\r\n2. abacus\r\n3. t-shirt\r\n4. zoom\r\n5. drop-down\r\n6. felt-tip\r\n7. able'],
    ['ｙｏ－ｙｏ ＡＢＡＣＵＳ ｔ－ｓｈｉｒｔ　ｚｏｏｍ　ｄｒｏｐ－ｄｏｗｎ ｆｅｌｔ－ｔｉｐ ａｂｌｅ'],
    ['yo‑yo abacus t‐shirt zoom drop–down felt—tip able'],
    ['\u200eyo\u00adyo \u00a0abacus\u200b t-shirt zoom drop-down \u202afelt-tip\u202c able'],
    ['yó-yo abácus t-shirt zoom drop-down felt-tip able'],
    ['yoyoabacustshirtzoomdropdownfelttipable'],
  ])('%j is the same code', (typed) => {
    expect(codes.mac(typed)).toEqual(codes.mac(code));
  });

  it.each([
    ['abacus yo-yo t-shirt zoom drop-down felt-tip able', 'words in another order'],
    ['yo-yo abacus t-shirt zoom drop-down felt-tip', 'a word missing'],
    ['yo-yo abacus t-shirt zoom drop-down felt-tip abler', 'a misspelt word'],
    ['', 'nothing'],
  ])('%j is another code: %s', (typed) => {
    expect(codes.mac(typed)).not.toEqual(codes.mac(code));
  });

  it('cannot be found without the master key', () => {
    expect(codes.mac(code)).toHaveLength(32);
    expect(new AccessCodes(new MasterKeys(Buffer.alloc(32, 2))).mac(code)).not.toEqual(codes.mac(code));
  });
});
