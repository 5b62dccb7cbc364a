import { IdempotencySeal } from './idempotency-seal.js';
import { MasterKeys } from './master-keys.js';
import { SealBroken } from './sealed-box.js';

const seals = new IdempotencySeal(new MasterKeys(Buffer.alloc(32, 1)));
const others = new IdempotencySeal(new MasterKeys(Buffer.alloc(32, 2)));

describe('what is kept for a repeated request', () => {
  it('opens with the same key only', () => {
    const sealed = seals.seal('k-1', '{"accessCode":"seven words"}');
    expect(seals.open('k-1', sealed)).toBe('{"accessCode":"seven words"}');
    expect(() => seals.open('k-2', sealed)).toThrow(SealBroken);
    expect(() => others.open('k-1', sealed)).toThrow(SealBroken);
    expect(sealed.includes('seven')).toBe(false);
  });

  it('is found by a keyed mac that is none of the other keys', () => {
    expect(seals.macOf('k-1')).toEqual(seals.macOf('k-1'));
    const all = [seals.macOf('k-1'), seals.macOf('k-2'), others.macOf('k-1'), seals.bodyHash('k-1', '')];
    expect(new Set(all.map((one) => one.toString('hex'))).size).toBe(4);
    expect(all.every((one) => one.length === 32)).toBe(true);
  });

  it('tells one body from another, text and bytes alike', () => {
    expect(seals.bodyHash('k-1', 'body')).toEqual(seals.bodyHash('k-1', Buffer.from('body')));
    expect(seals.bodyHash('k-1', 'body')).not.toEqual(seals.bodyHash('k-1', 'Body'));
    expect(seals.bodyHash('k-1', 'body')).not.toEqual(seals.bodyHash('k-2', 'body'));
    expect(seals.bodyHash('k-1', 'body')).not.toEqual(others.bodyHash('k-1', 'body'));
  });
});
