import fc from 'fast-check';
import { DomainError } from '#kernel/domain-error';
import { REPORTER_ROLES } from '#kernel/vocabulary';
import { allRows, type NamedRow } from './lifecycle.js';
import { bodyFor, type Dice } from './spec-kit/bodies.js';
import { finish } from './spec-kit/finisher.js';
import { Oracle } from './spec-kit/oracle.js';
import { personId } from './spec-kit/network.js';
import {
  officer,
  remedy,
  remedyOwner,
  supervisor,
  atAcknowledgement,
  atInvestigation,
  atRemedy,
  atTriage,
  closed,
  found,
  readyToPlan,
  shown,
} from './spec-kit/stages.js';
import { Story, type Step } from './spec-kit/story.js';

function withPanel(): Story {
  const story = found();
  for (const index of [1, 2, 3]) {
    const id = personId('decision-maker', index);
    story.do('assign', officer, { role: 'panel-member', personId: id });
    story.do('declare-conflict', id, { conflict: 'none' });
  }
  return story;
}

function voting(): Story {
  const story = withPanel();
  const memberPersonIds = [1, 2, 3].map((index) => personId('decision-maker', index));
  story.do('open-panel', supervisor, { memberPersonIds, quorum: 2, chairPersonId: memberPersonIds[0] });
  return story;
}

function verifying(): Story {
  const story = atRemedy();
  story.do('complete-remedy', remedyOwner, { remedyId: remedy(story), evidence: 'The list' });
  return story;
}

const STARTS: (() => Story)[] = [
  () => new Story(),
  () => new Story({ reporterRole: 'witness', respondents: [] }),
  () =>
    new Story({ reporterRole: 'on-behalf', respondents: [{ name: 'Their office', kind: 'institution' }] }),
  () => atTriage(),
  () => readyToPlan(),
  () => atInvestigation(),
  () => found(),
  () => withPanel(),
  () => voting(),
  () => verifying(),
  () => atAcknowledgement(),
  () => shown(),
  () => atRemedy(),
  () => closed(),
];
const ROWS = allRows().filter((one) => one.action !== 'merge' && one.action !== 'link');
const STEPS = 80;
const RARE: string[] = ['recuse', 'reroute', 'withdraw', 'refer-out', 'dismiss', 'transfer-expired'];

/** Random numbers from one seed (mulberry32): a failing walk is told by its seed alone. */
function diceOf(seed: number): Dice {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    of: (values) => values[Math.floor(next() * values.length)],
    chance: (percent) => next() * 100 < percent,
  };
}

/** Whom to let try: mostly somebody who may, sometimes anyone. */
function actorFor({ form, row }: NamedRow, story: Story, dice: Dice): string {
  const { facts, people } = story;
  if (form === 'system') return 'system';
  if (form === 'reporter') return dice.of(facts.reports)?.id ?? 'nobody';
  const parts = facts.assignments.filter((one) => one.until === null);
  const everyone = [...people.values()];
  if (dice.chance(10)) return dice.of(everyone)?.personId ?? '';
  const bodyId = row.who.includes('receiver') ? facts.pendingTransfer?.toBodyId : facts.holderBodyId;
  const roles: readonly string[] = row.who.includes('receiver') ? ['supervisor'] : row.who;
  const able = [
    ...everyone
      .filter((one) => one.roles.some((has) => has.bodyId === bodyId && roles.includes(has.role)))
      .map((one) => one.personId),
    ...parts.flatMap((one) =>
      Array<string>(roles.includes(one.role) || roles.includes('anyone') ? 6 : 1).fill(one.personId),
    ),
  ];
  return dice.of(able) ?? dice.of(everyone)?.personId ?? '';
}

/** Takes random steps, most of them fit for the stage; answers those that were lawful. */
function walk(story: Story, dice: Dice, steps = STEPS): readonly Step[] {
  const from = story.steps.length;
  for (let step = 0; step < steps; step += 1) {
    const here = ROWS.filter((one) => one.row.from.includes(story.facts.stage));
    const one = dice.of(dice.chance(85) ? here : ROWS);
    if (one === undefined) continue;
    if (dice.chance(10)) story.later(dice.of([1, 8, 31]) ?? 1);
    // Leaving is rarer than staying, or every walk would soon run out of people.
    if (RARE.includes(one.action) && dice.chance(75)) continue;
    try {
      story.attempt(one.action, actorFor(one, story, dice), bodyFor(one.action, one.form, story, dice));
    } catch (error) {
      if (!(error instanceof DomainError && error.kind === 'invalid')) throw error;
    }
  }
  return story.steps.slice(from);
}

describe('random walks', () => {
  it('keep every invariant of the lifecycle, and each reached state can still be brought to closed', () => {
    fc.assert(
      fc.property(fc.noBias(fc.integer()), (seed) => {
        const dice = diceOf(seed);
        const story = (dice.of(STARTS) ?? (() => new Story()))();
        walk(story, dice);
        finish(story);
        const oracle = new Oracle();
        const wrong = story.steps.flatMap((step) => oracle.judge(step));
        expect(wrong).toEqual([]);
        expect(story.facts.stage).toBe('closed');
      }),
      { numRuns: Number(process.env['AMENDS_WALKS'] ?? 120) },
    );
  }, 600_000);

  it('log and clocks stay within what the table declares', () => {
    const undeclared = new Set<string>();
    const done = new Set<string>();
    fc.assert(
      fc.property(fc.noBias(fc.integer()), (seed) => {
        const dice = diceOf(seed);
        for (const step of walk((dice.of(STARTS) ?? (() => new Story()))(), dice)) {
          done.add(`${step.action} ${step.actor.kind}`);
          const row = ROWS.find((one) => one.action === step.action && one.form === step.actor.kind)?.row;
          for (const { type } of step.done.entries)
            if (row?.entries.includes(type) !== true) undeclared.add(`${step.action}: ${type}`);
          for (const one of step.done.clocks) {
            const declared = one.do === 'start' ? row?.starts : one.do === 'stop' ? row?.stops : [one.clock];
            if (declared?.includes(one.clock) !== true)
              undeclared.add(`${step.action}: ${one.do} ${one.clock}`);
          }
        }
      }),
      // A fixed seed: what follows is about the table, and must not depend on luck.
      { numRuns: 120, seed: 20261122 },
    );
    expect([...undeclared]).toEqual([]);
    // A walk that never gets to do something proves nothing about it.
    const never = ROWS.filter(({ action, form }) => !done.has(`${action} ${form}`)).map(
      ({ action, form }) => `${action} ${form}`,
    );
    expect(never).toEqual([]);
  }, 600_000);

  it('lose no report, code or promise to a merge, and the surviving case can still be brought to closed', () => {
    let merged = 0;
    fc.assert(
      fc.property(fc.noBias(fc.integer()), (seed) => {
        const dice = diceOf(seed);
        const [gone, kept] = [
          dice.of(STARTS.slice(0, 6))?.() ?? new Story(),
          dice.of(STARTS)?.() ?? new Story(),
        ];
        walk(gone, dice, 15);
        walk(kept, dice, 15);
        const who = personId('officer', 1, gone.facts.holderBodyId);
        const into = { facts: kept.facts, actor: kept.actor(who) };
        const before = [...gone.facts.reports, ...kept.facts.reports].map((one) => one.id).sort();
        const owed = gone.facts.clocks.filter(
          (one) =>
            gone.facts.reports.some((report) => report.id === one.subject) &&
            ['running', 'paused'].includes(one.state),
        );
        const done = gone.attempt('merge', who, { intoCaseId: kept.facts.caseId, why: 'The same' }, into);
        if (done.kind === 'refused' || done.other === undefined) return;
        merged += 1;
        kept.facts = done.other.facts;
        expect(kept.facts.reports.map((one) => one.id).sort()).toEqual(before);
        for (const one of owed) {
          expect(kept.facts.clocks).toContainEqual(
            expect.objectContaining({
              name: one.name,
              subject: one.subject,
              dueAt: one.dueAt,
              state: 'running',
            }),
          );
        }
        finish(kept);
        expect(kept.facts.stage).toBe('closed');
      }),
      { numRuns: 60, seed: 7 },
    );
    expect(merged).toBeGreaterThan(10);
  }, 600_000);

  it.each(REPORTER_ROLES)(
    'close a case that a %s reported without a respondent or a way to be reached',
    (reporterRole) => {
      const story = new Story({
        reporterRole,
        respondents: [],
        contact: null,
        survivorConsent: 'not-possible',
      });
      finish(story);
      expect(story.facts.stage).toBe('closed');
    },
  );
});

describe('the oracle of the walks', () => {
  const judged = (story: Story, doctor: (step: Step) => void): string => {
    const oracle = new Oracle();
    const step = structuredClone(story.steps.at(-1));
    if (step !== undefined) doctor(step);
    for (const one of story.steps.slice(0, -1)) oracle.judge(one);
    return step === undefined ? '' : oracle.judge(step).join();
  };

  it('sees what must not be', () => {
    expect(
      judged(shown(), (step) => {
        step.done.facts.acknowledgement?.answers.push({
          draftId: 'x',
          reportId: 'y',
          answer: 'accepted',
          text: null,
          at: '',
        });
      }),
    ).toContain('agreement that nobody gave');
    expect(
      judged(closed(), (step) => {
        step.done.messages.length = 0;
      }),
    ).toContain('closed without telling');
    expect(
      judged(closed(), (step) => {
        step.done.facts.reports.length = 0;
      }),
    ).toContain('a report was lost');
    expect(
      judged(atInvestigation(), (step) => {
        step.before.allegations.length = 0;
        step.before.declarations.length = 0;
      }),
    ).toMatch(/without an allegation.*without a declaration of everyone/);
    expect(
      judged(found(), (step) => {
        step.done.clocks.push({ do: 'pause', clock: 'feedback', subject: null, until: '', reason: '' });
      }),
    ).toContain('moved feedback and told nobody');
    expect(
      judged(atAcknowledgement(), (step) => {
        step.actor.personId = personId('investigator');
      }),
    ).toContain('investigator and decision-maker are one person');
    expect(
      judged(atAcknowledgement(), (step) => {
        step.before.respondents.push({
          id: '',
          name: '',
          kind: 'person',
          personId: step.actor.personId ?? '',
          bodyId: null,
          standing: 'matched',
        });
      }),
    ).toContain('done by somebody in conflict');
  });
});
