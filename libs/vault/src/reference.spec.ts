import { newRef, newReference } from './reference.js';

describe('references', () => {
  it('are short, without look-alikes or vowels, and have no order', () => {
    const drawn = Array.from({ length: 2_000 }, newReference);
    expect(drawn.every((one) => /^([2-9B-DF-HJKMNP-RTV-Z]{3}-){2}[2-9B-DF-HJKMNP-RTV-Z]{3}$/.test(one))).toBe(
      true,
    );
    expect(new Set(drawn).size).toBe(2_000);
    expect(new Set(drawn.join('').replaceAll('-', '')).size).toBe(27); // 27^9 > 2^42
    const ascending = drawn.filter((one, at) => at > 0 && one > (drawn[at - 1] ?? '')).length;
    expect(Math.abs(ascending - 1_000)).toBeLessThan(150);
  });

  it('have stand-ins for the log of 32 hex digits', () => {
    expect(newRef()).toMatch(/^[0-9a-f]{32}$/);
    expect(newRef()).not.toBe(newRef());
  });
});
