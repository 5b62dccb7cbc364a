import { carry, ourPath, readCarried, writtenTexts } from './carried.js';
import { inLanguage, languageOfPath, preferredLanguage } from './language.js';
import { isSameSite } from './same-site.js';

describe('language', () => {
  it.each([
    ['ar,en;q=0.5', 'ar'],
    ['de-DE,de;q=0.9,pt-BR;q=0.8,en;q=0.2', 'pt'],
    ['en;q=0.1, fr;q=0', 'en'],
    ['xx', 'en'],
    [undefined, 'en'],
  ])('of %s is %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });

  it('stands first in an address', () => {
    expect(languageOfPath('/ar/report?x=1')).toBe('ar');
    expect(languageOfPath('/arx')).toBeNull();
    expect(languageOfPath('/de')).toBeNull();
    expect(inLanguage('/en/staff/cases?q=K', 'fr')).toBe('/fr/staff/cases?q=K');
    expect(inLanguage('/', 'fr')).toBe('/fr');
  });
});

describe('isSameSite', () => {
  const ours = 'https://amends.example';

  it.each([
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'none' }, true],
    [{ 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'cross-site', origin: ours }, false],
    [{ origin: ours }, true],
    [{ origin: 'http://10.0.0.1:8080', host: '10.0.0.1:8080' }, true],
    [{ origin: 'https://evil.example', host: 'amends.example' }, false],
    [{ origin: 'null', host: 'amends.example' }, false],
    [{}, true],
  ])('of %j is %s', (headers, same) => {
    expect(isSameSite({ headers }, ours)).toBe(same);
  });
});

describe('a carried form', () => {
  it('comes through a login whole, without what opens doors', () => {
    const carried = carry('/en/staff/cases/1/actions/note?x=1', {
      text: 'Kept',
      go: 'send',
      password: 's',
      list: ['a', 'b'],
    });
    expect(carried).toEqual({
      to: '/en/staff/cases/1/actions/note',
      fields: [
        ['text', 'Kept'],
        ['list', 'a'],
        ['list', 'b'],
      ],
    });
    expect(readCarried(JSON.stringify(carried))).toEqual(carried);
  });

  it.each(['https://evil.example/', '//evil.example', '/de/x', '/en/../x', 'javascript:1', '/en/x\\y'])(
    'never goes to %s',
    (to) => {
      expect(ourPath(to)).toBeNull();
      expect(readCarried(JSON.stringify({ to, fields: [] }))).toBeNull();
    },
  );

  it('shows what was written, also from within a draft, and no ids', () => {
    const draft = JSON.stringify({ narrative: 'What happened to me', key: 'k' });
    expect(
      writtenTexts({
        to: '/en/report',
        fields: [
          ['draft', draft],
          ['step', 'check'],
        ],
      }),
    ).toEqual(['What happened to me']);
  });
});
