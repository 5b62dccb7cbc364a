import { together } from './together.js';

const later = <T>(value: T, ms: number): Promise<T> => new Promise((done) => setTimeout(done, ms, value));
const failing = async (error: unknown, ms: number): Promise<never> => {
  await later(null, ms);
  throw error as Error;
};
const aborted = Object.assign(new Error('current transaction is aborted'), { code: '25P02' });

describe('statements asked for together', () => {
  it('answer in order', async () => {
    await expect(together([later(1, 5), later('two', 1)])).resolves.toEqual([1, 'two']);
  });

  it('fail with what the others followed from, though it is heard of last', async () => {
    const full = Object.assign(new Error('disk full'), { driverError: { code: '53100' } });
    await expect(together([later(1, 1), failing(full, 10), failing(aborted, 1)])).rejects.toBe(full);
  });

  it('fail with the consequence where the cause is not among them', async () => {
    await expect(together([failing(aborted, 1), later(1, 1)])).rejects.toBe(aborted);
  });

  it('are all over when they fail', async () => {
    let over = false;
    const slow = later(null, 15).then(() => {
      over = true;
    });
    await expect(together([failing(new Error('first'), 1), slow])).rejects.toThrow('first');
    expect(over).toBe(true);
  });
});
