import { OneAtATime } from './one-at-a-time.js';

/** Work that runs until it is let go. */
function held() {
  const runs: { release: () => void; fail: (error: Error) => void }[] = [];
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      runs.push({ release: resolve, fail: reject });
    });
  return { runs, work };
}

describe('OneAtATime', () => {
  it('never runs twice at once, and once more for all who asked meanwhile', async () => {
    const { runs, work } = held();
    const once = new OneAtATime(work);
    const first = once.run();
    const later = [once.run(), once.run(), once.run()];
    expect(runs).toHaveLength(1);
    runs[0]?.release();
    await first;
    await new Promise(setImmediate);
    expect(runs).toHaveLength(2);
    runs[1]?.release();
    await Promise.all(later);
    expect(runs).toHaveLength(2);
  });

  it('goes on after a failure, which only its own callers hear of', async () => {
    const { runs, work } = held();
    const once = new OneAtATime(work);
    const first = once.run();
    const second = once.run();
    runs[0]?.fail(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await new Promise(setImmediate);
    runs[1]?.release();
    await expect(second).resolves.toBeUndefined();
  });

  it('is idle once nothing is left', async () => {
    const { runs, work } = held();
    const once = new OneAtATime(work);
    await once.idle();
    void once.run();
    let idle = false;
    const waiting = once.idle().then(() => {
      idle = true;
    });
    await new Promise(setImmediate);
    expect(idle).toBe(false);
    runs[0]?.release();
    await waiting;
    expect(idle).toBe(true);
  });
});
