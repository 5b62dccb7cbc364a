import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { StaffRole } from '#kernel/vocabulary';
import type { SignedInUser } from '../api/api-types.js';
import { StaffApi } from '../api/staff-api.js';
import { Cookies } from '../http/cookies.js';
import { languageOf } from '../http/language.js';
import type { Page } from '../http/page.js';

type Section = 'cases' | 'waiting' | 'logs';

/** Whose pages they are (libs/access/src/ability.ts has the rules): what is not offered would be empty or not there. */
const SECTIONS: readonly [Section, ReadonlySet<StaffRole>][] = [
  ['cases', new Set(['officer', 'investigator', 'decision-maker', 'supervisor', 'adviser'])],
  ['waiting', new Set(['supervisor', 'custodian'])],
  ['logs', new Set(['auditor'])],
];

export function sectionsFor(roles: readonly { role: StaffRole }[]): Section[] {
  return SECTIONS.filter(([, whose]) => roles.some(({ role }) => whose.has(role))).map(([name]) => name);
}

/** Who looks at a page of staff. Asked anew for each page, as a role can end at any moment, and once for all of a page. */
@Injectable()
export class SignedIn {
  private readonly asked = new WeakMap<FastifyRequest, Promise<SignedInUser | null>>();

  constructor(
    private readonly api: StaffApi,
    private readonly cookies: Cookies,
  ) {}

  /** Null where nobody is logged in or it cannot be found out: a page is shown with less on it rather than not at all. */
  user(request: FastifyRequest): Promise<SignedInUser | null> {
    const known = this.asked.get(request) ?? this.ask(request);
    this.asked.set(request, known);
    return known;
  }

  /** The sections in the header of a page. */
  async sections(page: Page, request: FastifyRequest): Promise<Section[]> {
    if (!page.template.startsWith('staff/')) return [];
    return sectionsFor((await this.user(request))?.roles ?? []);
  }

  private async ask(request: FastifyRequest): Promise<SignedInUser | null> {
    const token = this.cookies.session(request, 'staff');
    if (token === null) return null;
    try {
      const answer = await this.api.current({ token, language: languageOf(request) });
      return answer.ok ? answer.data : null;
    } catch {
      return null;
    }
  }
}
