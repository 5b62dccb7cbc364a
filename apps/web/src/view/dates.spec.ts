import { formatDate, formatDay, timeLeft } from './dates.js';

describe('dates', () => {
  it('say a promised day as the body counts it', () => {
    const due = '2026-11-26T20:59:59.000Z';
    expect(formatDate(due, 'weekday', 'en')).toBe('Thursday 26 November');
    expect(formatDate(due, 'weekday', 'en', 'Pacific/Auckland')).toBe('Friday 27 November');
    expect(formatDate(due, 'weekday', 'fr')).toBe('jeudi 26 novembre');
    expect(formatDate(due, 'weekday', 'ar')).toContain('26');
  });

  it('leave a day without a clock where it is', () => {
    expect(formatDay('2026-03-14', 'en')).toBe('14 March 2026');
  });

  it('count what is left and what is late in the unit that says enough', () => {
    const now = new Date('2026-11-23T09:00:00Z');
    expect(timeLeft('2026-11-26T09:00:00Z', now)).toEqual({ late: false, unit: 'days', count: 3 });
    expect(timeLeft('2026-11-24T10:00:00Z', now)).toEqual({ late: false, unit: 'hours', count: 25 });
    expect(timeLeft('2026-11-23T09:00:30Z', now)).toEqual({ late: false, unit: 'minutes', count: 0 });
    expect(timeLeft('2026-11-20T09:00:00Z', now)).toEqual({ late: true, unit: 'days', count: 3 });
  });
});
