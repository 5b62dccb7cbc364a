import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabase, type TestDatabase } from '#testing/test-database';
import { expectCodesOpen, expectStepsOnce, expectWhole, readLogs } from './evidence.js';
import { Filing } from './filing.js';
import { Programs, until, type ProgramName } from './programs.js';

const ROUNDS = 10;

let database: TestDatabase;
let programs: Programs;

beforeAll(async () => {
  database = await freshDatabase();
  programs = await Programs.on(database, { AMENDS_CLOCK: '2026-11-23T09:00:00Z' });
  programs.start('api');
  programs.start('worker');
  await programs.ready();
}, 60_000);

afterAll(async () => {
  await programs.end();
  await database.drop();
});

/** Which programs a round kills: each alone and both, in turn. */
function victims(round: number): ProgramName[] {
  const choices: ProgramName[][] = [['worker'], ['api'], ['api', 'worker']];
  return choices[round % choices.length] ?? [];
}

it('loses nothing and fires no step twice, whenever its programs are killed', async () => {
  const filing = new Filing(programs.api, 2, 300);
  for (let round = 0; round < ROUNDS; round += 1) {
    // A day or two at a time: each makes reminders, missed deadlines and escalations due, which the kill interrupts.
    const moved = programs.advance(round % 2 === 0 ? 'P1D' : 'P2D');
    await sleep(randomInt(10, 400));
    const killed = victims(round);
    await Promise.all(killed.map((name) => programs.kill(name)));
    await moved;
    for (const name of killed) programs.start(name);
    await programs.ready();
  }
  await filing.stop();
  await programs.advance('P2D');
  await until('everything due has fired', async () => (await programs.outstanding()) === 0, 60_000);

  expect(filing.filed.length).toBeGreaterThan(ROUNDS);
  await expectWhole(programs.owner, filing.filed);
  await expectCodesOpen(programs.api, filing.filed.slice(-10));
  const fired = await expectStepsOnce(programs.owner, await readLogs(programs.api, programs.owner));
  expect(Math.min(...Object.values(fired))).toBeGreaterThan(0);
}, 240_000);
