import fc from 'fast-check';
import { OpenKey } from './open-key.js';
import { seal, SealBroken, unseal } from './sealed-box.js';

const KEY = Buffer.alloc(32, 7);

describe('sealing', () => {
  it('gives back what it took, in every script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, aad) => {
        expect(unseal(KEY, seal(KEY, plain, aad), aad).toString('utf8')).toBe(plain);
      }),
    );
  });

  it('lays out version, nonce, ciphertext and tag, and never uses a nonce twice', () => {
    const sealed = Array.from({ length: 200 }, () => seal(KEY, 'abc', 'here'));
    expect(new Set(sealed.map((one) => one.subarray(1, 13).toString('hex'))).size).toBe(200);
    expect(sealed.every((one) => one[0] === 1 && one.length === 3 + 29)).toBe(true);
  });

  it('opens a value that Node never sealed (GCM test case 16 of McGrew and Viega)', () => {
    const key = Buffer.from('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308', 'hex');
    const sealed = Buffer.from(
      '01cafebabefacedbaddecaf888' +
        '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662' +
        '76fc6ece0f4e1768cddf8853bb2d551b',
      'hex',
    );
    const aad = Buffer.from('feedfacedeadbeeffeedfacedeadbeefabaddad2', 'hex');
    expect(unseal(key, sealed, aad).toString('hex')).toBe(
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    );
  });

  it('refuses any changed bit, any cut, another place and another key', () => {
    const sealed = seal(KEY, 'narrative', 'report.content:1');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => unseal(KEY, changed, 'report.content:1')).toThrow(SealBroken);
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => unseal(KEY, sealed.subarray(0, length), 'report.content:1')).toThrow(SealBroken);
    }
    expect(() => unseal(KEY, sealed, 'report.content:2')).toThrow(SealBroken);
    expect(() => unseal(Buffer.alloc(32, 8), sealed, 'report.content:1')).toThrow(SealBroken);
  });
});

describe('an open key', () => {
  const key = new OpenKey('0190', KEY);

  it('seals, opens and derives', () => {
    expect(key.open(key.seal('words', 'a'), 'a').toString()).toBe('words');
    expect(key.derive('x')).toHaveLength(32);
    expect(key.derive('x')).toEqual(new OpenKey('other', KEY).derive('x'));
    expect(key.derive('x')).not.toEqual(key.derive('y'));
    expect(key.derive('x')).not.toEqual(new OpenKey('0190', Buffer.alloc(32, 8)).derive('x'));
  });

  it('does not show its bytes', () => {
    expect(JSON.stringify(key)).toBe('{"id":"0190"}');
  });
});
