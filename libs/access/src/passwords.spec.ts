import { parseOptions } from '@node-rs/argon2';
import { Passwords, TooManyLogins } from './passwords.js';

describe('passwords', () => {
  it('are hashed with Argon2id, 19 MiB, two passes, each with a salt of its own', async () => {
    const passwords = new Passwords();
    const [one, other] = await Promise.all([
      passwords.hash('lake in the morning'),
      passwords.hash('lake in the morning'),
    ]);
    expect(one).not.toBe(other);
    expect(one).toMatch(/^\$argon2id\$v=19\$/);
    expect(parseOptions(one)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  });

  it('are told apart', async () => {
    const passwords = new Passwords();
    const hash = await passwords.hash('lake in the morning');
    await expect(passwords.verify(hash, 'lake in the morning')).resolves.toBe(true);
    await expect(passwords.verify(hash, 'lake in the evening')).resolves.toBe(false);
  });

  it('do the same work for nobody, and no password opens nobody', async () => {
    const passwords = new Passwords();
    await passwords.onModuleInit();
    const hash = await passwords.hash('x');
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (let round = 0; round < 9; round += 1) {
      for (const [who, of] of [
        ['known', hash],
        ['unknown', null],
      ] as const) {
        const since = performance.now();
        expect(await passwords.verify(of, 'no password is behind this hash')).toBe(false);
        times[who].push(performance.now() - since);
      }
    }
    const median = (list: number[]): number => list.sort((a, b) => a - b)[4]!;
    const [known, unknown] = [median(times.known), median(times.unknown)];
    // The work is the same; a machine that does other things too is given a factor of three, skipping the hash saves fifty.
    expect(unknown).toBeGreaterThan(known / 3);
    expect(unknown).toBeLessThan(known * 3);
  });

  it('are hashed two at a time, and a flood is turned away while those who wait are served', async () => {
    const passwords = new Passwords();
    const hash = await passwords.hash('right');
    const flood = await Promise.allSettled(Array.from({ length: 80 }, () => passwords.verify(hash, 'right')));
    const served = flood.filter((one) => one.status === 'fulfilled');
    const refused = flood.filter((one) => one.status === 'rejected');
    expect(served).toHaveLength(66);
    expect(served.every((one) => one.value)).toBe(true);
    expect(refused.every((one) => one.reason instanceof TooManyLogins)).toBe(true);
    await expect(passwords.verify(hash, 'right')).resolves.toBe(true);
  });
});
