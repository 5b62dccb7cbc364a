import { isDatabaseUnavailable } from './unavailable.js';

describe('an error that says "not now"', () => {
  it.each([
    ['refused', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    ['shutting down', Object.assign(new Error('terminating'), { code: '57P01' })],
    ['disk full', Object.assign(new Error('could not extend file'), { code: '53100' })],
    [
      'wrapped by TypeORM',
      Object.assign(new Error('query failed'), { driverError: { code: '57P03', message: '' } }),
    ],
    ['several addresses tried', Object.assign(new Error(''), { errors: [{ code: 'ECONNREFUSED' }] })],
    ['cut off', new Error('Connection terminated unexpectedly')],
    ['cut off in a transaction', new Error('Query runner already released. Cannot run queries anymore.')],
  ])('is one: %s', (_name, error) => {
    expect(isDatabaseUnavailable(error)).toBe(true);
  });

  it.each([
    ['a unique key', Object.assign(new Error('duplicate key'), { code: '23505' })],
    ['a fault of ours', new TypeError('x is not a function')],
    ['nothing', null],
    ['a word', 'ECONNREFUSED'],
  ])('is none: %s', (_name, error) => {
    expect(isDatabaseUnavailable(error)).toBe(false);
  });
});
