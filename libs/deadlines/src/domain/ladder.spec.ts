import fc from 'fast-check';
import { WorkCalendar } from '../calendar.js';
import { publicHolidays } from '../holidays.js';
import type { Calendar } from './length.js';
import { firstStep, stepAfter, stepNamed, type Ladder, type LadderStep, type Span } from './ladder.js';

const calendar = new WorkCalendar('Africa/Nairobi', 'KE', publicHolidays);
const ladder: Ladder = { remindAt: [50, 80], ending: 'escalate', stepUp: { workingDays: 2 } };
const window: Ladder = { remindAt: [], ending: 'expire', stepUp: { workingDays: 2 } };
const span = { from: new Date('2026-11-02T06:00:00Z'), due: new Date('2026-11-12T06:00:00Z') };

/** The whole ladder up to `top` steps above the deadline, in order. */
function stepsOf(ladder: Ladder, span: Span, calendar: Calendar, top: number): LadderStep[] {
  const steps = [firstStep(ladder, span, calendar, span.from)];
  for (let last = steps.at(-1); last !== undefined && last.height < top; last = steps.at(-1)) {
    const next = stepAfter(last.step, ladder, span, calendar);
    if (next === null || next.height > top) break;
    steps.push(next);
  }
  return steps;
}

describe('the ladder of a clock', () => {
  it('reminds twice, is missed at the deadline, and goes one body up every two working days', () => {
    expect(stepsOf(ladder, span, calendar, 3)).toEqual([
      { step: 'remind-50', kind: 'remind', height: 0, at: new Date('2026-11-07T06:00:00Z') },
      { step: 'remind-80', kind: 'remind', height: 0, at: new Date('2026-11-10T06:00:00Z') },
      { step: 'due', kind: 'miss', height: 0, at: span.due },
      { step: 'up-1', kind: 'escalate', height: 1, at: new Date('2026-11-16T06:00:00Z') },
      { step: 'up-2', kind: 'escalate', height: 2, at: new Date('2026-11-18T06:00:00Z') },
      { step: 'up-3', kind: 'escalate', height: 3, at: new Date('2026-11-20T06:00:00Z') },
    ]);
  });

  it('just ends where the time was somebody else’s', () => {
    expect(stepsOf(window, span, calendar, 3)).toEqual([
      { step: 'due', kind: 'expire', height: 0, at: span.due },
    ]);
    expect(stepAfter('due', window, span, calendar)).toBeNull();
  });

  it('leaves out reminders that are over when it starts, and never the deadline', () => {
    expect(firstStep(ladder, span, calendar, new Date('2026-11-08T06:00:00Z')).step).toBe('remind-80');
    expect(firstStep(ladder, span, calendar, new Date('2026-11-11T06:00:00Z')).step).toBe('due');
    expect(firstStep(ladder, span, calendar, new Date('2027-11-11T06:00:00Z')).step).toBe('due');
  });

  it.each(['', 'up-0', 'up-', 'remind-', 'later', 'resume-2026-11-11T00:00:00.000Z'])(
    'has no step %p',
    (name) => {
      expect(() => stepNamed(name, ladder, span, calendar)).toThrow('no step');
    },
  );

  it('climbs in order, in time, and names each step once', () => {
    const instant = fc.date({
      min: new Date('2025-01-01'),
      max: new Date('2027-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 100 * 86_400_000 }), (from, length) => {
        const steps = stepsOf(ladder, { from, due: new Date(from.getTime() + length) }, calendar, 5);
        expect(new Set(steps.map((one) => one.step)).size).toBe(8);
        const times = steps.map((one) => one.at.getTime());
        expect(times).toEqual([...times].sort((one, other) => one - other));
      }),
    );
  });
});
