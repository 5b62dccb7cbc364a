import { newToken } from '#vault/token';
import { bearerToken } from './bearer-token.js';

describe('the bearer token of a request', () => {
  it('is found however the scheme is written', () => {
    const token = newToken();
    expect(bearerToken(`Bearer ${token}`)).toBe(token);
    expect(bearerToken(`bearer  ${token} `)).toBe(token);
  });

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer short',
    `Basic ${newToken()}`,
    `Bearer ${newToken()}x`,
    `Bearer ${newToken()}, x`,
  ])('is none in %s', (header) => {
    expect(bearerToken(header)).toBeNull();
  });
});
