import { publicHolidays } from './holidays.js';

describe('publicHolidays', () => {
  it.each([
    ['KE', '2026-06-01', 'Madaraka Day'],
    ['KE', '2026-12-12', 'Jamhuri Day'],
    ['GB', '2026-12-28', 'substitute of Boxing Day'],
    ['US', '2026-11-26', 'Thanksgiving'],
    ['SN', '2026-04-04', 'Independence Day'],
    ['NI', '2026-07-19', 'Revolution Day'],
    ['BR', '2026-09-07', 'Independence Day'],
    ['CO', '2026-07-20', 'Independence Day'],
    ['BE', '2026-07-21', 'National Day'],
    ['LB', '2026-11-22', 'Independence Day'],
    ['LB', '2026-04-03', 'Good Friday'],
    ['LB', '2026-04-10', 'Orthodox Good Friday'],
    ['LB', '2026-03-21', 'the second day of Eid al-Fitr'],
  ])('%s has %s off (%s)', (country, day) => {
    expect(publicHolidays(country, 2026)).toContain(day);
  });

  it('leaves out observances that nobody has off', () => {
    expect(publicHolidays('GB', 2026)).not.toContain('2026-03-15');
  });

  it('knows no holidays of a country that nobody described', () => {
    expect(publicHolidays('XX', 2026).size).toBe(0);
  });

  it('works a country and year out once', () => {
    expect(publicHolidays('KE', 2027)).toBe(publicHolidays('KE', 2027));
  });
});
