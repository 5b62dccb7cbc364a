import { normaliseEmail } from './email.js';

describe('an e-mail address', () => {
  it.each([' Kenya.Officer@Example.ORG ', 'kenya.officer@example.org', 'ｋenya.officer@example.org'])(
    'has one form: %s',
    (typed) => {
      expect(normaliseEmail(typed)).toBe('kenya.officer@example.org');
    },
  );
});
