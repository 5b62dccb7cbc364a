import { FakeClock } from './fake-clock.js';

describe('FakeClock', () => {
  it('stands still until it is moved', () => {
    const clock = new FakeClock('2026-01-01T00:00:00Z');
    expect(clock.now().toISOString()).toBe('2026-01-01T00:00:00.000Z');
    clock.advance('P3DT1H');
    clock.advance(1500);
    expect(clock.now().toISOString()).toBe('2026-01-04T01:00:01.500Z');
    clock.set('2026-06-01T12:00:00+02:00');
    expect(clock.now().toISOString()).toBe('2026-06-01T10:00:00.000Z');
  });

  it('hands out copies, which nobody can move it by', () => {
    const clock = new FakeClock('2026-01-01T00:00:00Z');
    clock.now().setFullYear(1999);
    expect(clock.now().getUTCFullYear()).toBe(2026);
  });

  it.each(['-P1D', 'tomorrow', -1, Number.NaN])('refuses to be moved on by %s', (by) => {
    expect(() => new FakeClock().advance(by)).toThrow('cannot be moved');
  });

  it('refuses what is not a time', () => {
    expect(() => new FakeClock('yesterday')).toThrow('is not a time');
  });
});
