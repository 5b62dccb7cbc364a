import { WorkCalendar } from '../calendar.js';
import { publicHolidays } from '../holidays.js';
import {
  expired,
  extended,
  nextDue,
  paused,
  resumed,
  started,
  stopped,
  type ClockRow,
  type Rules,
} from './clock-row.js';

const rules: Rules = {
  ladder: { remindAt: [50, 80], ending: 'escalate', stepUp: { workingDays: 2 } },
  calendar: new WorkCalendar('Africa/Nairobi', 'KE', publicHolidays),
};
const windowRules: Rules = { ...rules, ladder: { ...rules.ladder, remindAt: [], ending: 'expire' } };

function day(date: number, month = 11): Date {
  return new Date(Date.UTC(2026, month - 1, date, 6));
}

/** Ten days from 2 November, reminders on the 7th and the 10th. */
function fresh(): ClockRow {
  return started(
    { id: 'clock', caseId: 'case', name: 'investigation', subject: null, startedAt: day(2), dueAt: day(12) },
    rules,
    day(2),
  );
}

describe('a clock', () => {
  it('starts with its first reminder', () => {
    expect(fresh()).toMatchObject({
      state: 'running',
      promisedAt: day(12),
      nextStep: 'remind-50',
      nextAt: day(7),
      round: 1,
    });
  });

  it('keeps to the millisecond what was left when it was paused', () => {
    const pause = paused(fresh(), day(20), 'survivor-asked', day(4));
    expect(pause).toMatchObject({ state: 'paused', nextAt: day(20), heldStep: 'remind-50', dueAt: day(12) });
    const running = resumed(pause, rules, day(20));
    expect(running).toMatchObject({
      state: 'running',
      dueAt: day(28),
      promisedAt: day(12),
      nextStep: 'remind-50',
      nextAt: day(23),
      pausedUntil: null,
      heldStep: null,
    });
  });

  it('gives back what a pause that ends early did not use', () => {
    const running = resumed(paused(fresh(), day(20), 'survivor-asked', day(4)), rules, day(6));
    expect(running).toMatchObject({ dueAt: day(14), nextAt: day(9) });
  });

  it('adds up two pauses', () => {
    const once = resumed(paused(fresh(), day(6), 'survivor-asked', day(4)), rules, day(6));
    const twice = resumed(paused(once, day(10), 'survivor-asked', day(7)), rules, day(10));
    expect(twice).toMatchObject({
      dueAt: day(17),
      pausedMs: 5 * 86_400_000,
      nextStep: 'remind-50',
      nextAt: day(12),
    });
  });

  it('has its pause prolonged by a second one without losing the step that waits', () => {
    const pause = paused(
      paused(fresh(), day(20), 'survivor-asked', day(4)),
      day(24),
      'survivor-asked',
      day(5),
    );
    expect(resumed(pause, rules, day(24))).toMatchObject({
      dueAt: new Date(Date.UTC(2026, 11, 2, 6)),
      nextStep: 'remind-50',
    });
  });

  it('is not moved by resuming what runs', () => {
    expect(resumed(fresh(), rules, day(9))).toEqual(fresh());
  });

  it('starts its ladder anew when it is extended', () => {
    const missed: ClockRow = { ...fresh(), missedAt: day(12), nextStep: 'up-1', nextAt: day(16) };
    expect(extended(missed, day(22), 'key-person-ill', rules, day(13))).toMatchObject({
      dueAt: day(22),
      promisedAt: day(12),
      missedAt: day(12),
      round: 2,
      nextStep: 'remind-80',
      nextAt: day(18),
    });
  });

  it('counts from the extension what is left of a pause', () => {
    const pause = paused(fresh(), day(20), 'survivor-asked', day(4));
    const moved = extended(pause, day(24), 'survivor-asked', rules, day(14));
    expect(resumed(moved, rules, day(20))).toMatchObject({ state: 'running', dueAt: day(30) });
  });

  it('has nothing more to do once it is met in time', () => {
    expect(stopped(fresh(), 'met', rules, day(9))).toMatchObject({
      state: 'met',
      stoppedAt: day(9),
      nextStep: null,
      nextAt: null,
      missedAt: null,
    });
  });

  it('stays late where it is met late and no sweep has seen it', () => {
    expect(stopped(fresh(), 'met', rules, day(13))).toMatchObject({
      state: 'met',
      nextStep: 'due',
      nextAt: day(12),
    });
  });

  it.each<[string, () => ClockRow]>([
    [
      'it was missed already',
      () =>
        stopped({ ...fresh(), missedAt: day(12), nextStep: 'up-1', nextAt: day(16) }, 'met', rules, day(13)),
    ],
    ['it is cancelled', () => stopped(fresh(), 'cancelled', rules, day(13))],
    [
      'it was paused',
      () => stopped(paused(fresh(), day(20), 'survivor-asked', day(4)), 'met', rules, day(13)),
    ],
    ['its time was somebody else’s', () => stopped(fresh(), 'met', windowRules, day(13))],
  ])('has nothing more to do once it stops late and %s', (_, stop) => {
    expect(stop()).toMatchObject({ nextStep: null, nextAt: null, pausedAt: null });
  });

  it('expires', () => {
    expect(expired(fresh(), day(12))).toMatchObject({ state: 'expired', stoppedAt: day(12), nextStep: null });
  });
});

describe('nextDue', () => {
  it('is the running clock that is due first, paused and ended ones aside', () => {
    const late = { ...fresh(), id: 'late', dueAt: day(20) };
    const waiting = { ...fresh(), id: 'paused', state: 'paused' as const, dueAt: day(3) };
    const ended = { ...fresh(), id: 'met', state: 'met' as const, dueAt: day(3) };
    expect(nextDue([late, waiting, fresh(), ended])?.id).toBe('clock');
    expect(nextDue([waiting, ended])).toBeNull();
  });
});
