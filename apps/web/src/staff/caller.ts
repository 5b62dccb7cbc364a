import type { FastifyRequest } from 'fastify';
import { SignedOut } from '../api/answer.js';
import type { Caller } from '../api/api.js';
import type { Cookies } from '../http/cookies.js';
import { languageOf } from '../http/language.js';

/** In whose name a page of staff asks. Throws SignedOut where nobody is logged in. */
export function staffCaller(request: FastifyRequest, cookies: Cookies): Caller {
  const token = cookies.session(request, 'staff');
  if (token === null) throw new SignedOut();
  return { token, language: languageOf(request) };
}
