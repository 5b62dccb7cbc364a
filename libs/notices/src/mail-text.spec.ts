import { LANGUAGES } from '#kernel/vocabulary';
import { mailText } from './mail-text.js';

const LINK = 'https://amends.example.org';

describe('mail to staff', () => {
  it.each(LANGUAGES)('in %s says that something needs them, where, and nothing else', (language) => {
    const { subject, text } = mailText(language, LINK);
    expect(subject).toContain('Amends');
    expect(text).toContain(LINK);
    expect(text).not.toMatch(/[{}]/);
    // Neither what happened nor to whom, in any wording we use.
    expect(`${subject} ${text}`).not.toMatch(
      /case|report|deadline|urgent|caso|denuncia|plazo|cas |délai|prazo|بلاغ|قضية/i,
    );
  });

  it('has words of its own in every language', () => {
    expect(new Set(LANGUAGES.map((language) => mailText(language, LINK).subject)).size).toBe(
      LANGUAGES.length,
    );
  });

  it.each([null, 'xx', ''])('is English for %p', (language) => {
    expect(mailText(language, LINK)).toEqual(mailText('en', LINK));
  });
});
