import { ForbiddenException, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Environment } from '#config/environment';
import { Cookies } from './cookies.js';
import { languageOfPath, preferredLanguage } from './language.js';
import { isSameSite } from './same-site.js';

/** Addresses that speak no language. */
const WITHOUT_LANGUAGE = /^\/(?:assets\/|exit(?:[?]|$)|health\/)/;

/** No script at all, nothing from elsewhere, forms to ourselves alone, in nobody's frame. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), interest-cohort=()',
  // Not `no-referrer`: with it browsers send `Origin: null` with our own forms (same-site.ts).
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
} as const;

/** What every request passes before any page is made. */
@Injectable()
export class Gate {
  constructor(
    private readonly environment: Environment,
    private readonly cookies: Cookies,
  ) {}

  /**
   * Sets the headers; sends on whoever left by quick exit and presses Back, and whoever's address says no language.
   * Answers whether it has sent an answer itself.
   */
  admit(request: FastifyRequest, reply: FastifyReply): boolean {
    if (request.url.startsWith('/assets/')) return false;
    void reply.headers(HEADERS);
    if (this.cookies.hasLeft(request)) {
      void reply.redirect(this.environment.get('EXIT_URL'), 303);
      return true;
    }
    if (request.method !== 'GET' || WITHOUT_LANGUAGE.test(request.url) || languageOfPath(request.url))
      return false;
    const language = preferredLanguage(request.headers['accept-language']);
    void reply
      .header('vary', 'Accept-Language')
      .redirect(`/${language}${request.url === '/' ? '' : request.url}`, 302);
    return true;
  }

  refuseForeignForms(request: FastifyRequest): void {
    if (request.method === 'GET' || request.method === 'HEAD') return;
    if (!isSameSite(request, this.environment.publicUrl)) throw new ForbiddenException();
  }
}
