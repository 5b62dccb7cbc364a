import { CLOCK_NAMES, type ClockName } from '#kernel/clock-name';
import type { Risk } from '#kernel/vocabulary';
import { WorkCalendar } from '../calendar.js';
import { publicHolidays } from '../holidays.js';
import { DEFAULT_POLICY } from './default-policy.js';
import { dueDate } from './policy.js';

const nairobi = new WorkCalendar('Africa/Nairobi', 'KE', publicHolidays);

/** A Monday without a holiday near. */
const MONDAY = '2026-11-02T06:00:00Z';

describe('the deadlines that Amends ships with', () => {
  it.each<[ClockName, Risk | null, string, string]>([
    ['receipt-acknowledgement', null, MONDAY, '2026-11-05T06:00:00Z'],
    ['triage', null, MONDAY, '2026-11-09T06:00:00Z'],
    ['triage', 'low', MONDAY, '2026-11-09T06:00:00Z'],
    ['triage', 'high', MONDAY, '2026-11-03T06:00:00Z'],
    ['triage', 'imminent', MONDAY, '2026-11-03T06:00:00Z'],
    ['feedback', null, MONDAY, '2027-02-02T06:00:00Z'],
    ['investigation', null, MONDAY, '2027-01-01T06:00:00Z'],
    ['acknowledgement', null, MONDAY, '2026-11-16T06:00:00Z'],
    ['survivor-answer', null, MONDAY, '2026-11-23T06:00:00Z'],
    ['message-answer', null, MONDAY, '2026-11-09T06:00:00Z'],
    ['appeal-window', null, MONDAY, '2026-12-02T06:00:00Z'],
    ['transfer-acceptance', null, MONDAY, '2026-11-05T06:00:00Z'],
    ['withdrawal-decision', null, MONDAY, '2026-11-09T06:00:00Z'],
    ['referral-follow-up', null, MONDAY, '2026-12-02T06:00:00Z'],
  ])('%s at risk %s', (clock, risk, from, due) => {
    expect(dueDate(DEFAULT_POLICY, clock, new Date(from), nairobi, risk)).toEqual(new Date(due));
  });

  it('acknowledges a receipt within seven calendar days where holidays would make it longer', () => {
    const off = new Set(['2026-11-03', '2026-11-04', '2026-11-05', '2026-11-06', '2026-11-09']);
    const holidays = new WorkCalendar('Africa/Nairobi', 'KE', () => off);
    expect(holidays.plus(new Date(MONDAY), { workingDays: 3 })).toEqual(new Date('2026-11-12T06:00:00Z'));
    expect(dueDate(DEFAULT_POLICY, 'receipt-acknowledgement', new Date(MONDAY), holidays, null)).toEqual(
      new Date('2026-11-09T06:00:00Z'),
    );
  });

  it.each<ClockName>(['remedy', 'reply', 'interim-review', 'retaliation-check'])(
    'asks for the date of %s',
    (clock) => {
      expect(() => dueDate(DEFAULT_POLICY, clock, new Date(MONDAY), nairobi, null)).toThrow(clock);
    },
  );

  it('has a rule, a basis and rising reminders for every clock', () => {
    expect(Object.keys(DEFAULT_POLICY.clocks).sort()).toEqual([...CLOCK_NAMES].sort());
    for (const rule of Object.values(DEFAULT_POLICY.clocks)) {
      expect(rule.basis).not.toBe('');
      expect(rule.remindAt).toEqual([...rule.remindAt].sort((one, other) => one - other));
    }
  });
});
