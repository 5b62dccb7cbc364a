import { Controller, Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { need } from '../api/answer.js';
import type { CaseView } from '../api/api-types.js';
import { StaffApi } from '../api/staff-api.js';
import { Cookies } from '../http/cookies.js';
import { Page } from '../http/page.js';
import { staffCaller } from './caller.js';
import { nextSteps } from './next-steps.js';
import { SignedIn } from './signed-in.js';

/** The clocks that run or are paused, the nearest first. */
function openClocks({ clocks }: CaseView): CaseView['clocks'] {
  return clocks
    .filter(({ state }) => state === 'running' || state === 'paused')
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt));
}

/** The newest consent of each kind and person is the one in force. */
function consentsInForce({ consents }: CaseView): CaseView['consents'] {
  const newest = new Map(
    [...consents]
      .sort((a, b) => a.at.localeCompare(b.at))
      .map((one) => [[one.kind, one.reportId, one.respondentId].join(' '), one]),
  );
  return [...newest.values()];
}

/** The reports whose identity this person may see now, with the end of it. */
export function identitiesFor(
  { disclosures, asOf }: Pick<CaseView, 'disclosures' | 'asOf'>,
  personId: string | undefined,
): Record<string, string> {
  const inForce = disclosures.filter((one) => one.toPersonId === personId && one.until > asOf);
  return Object.fromEntries(inForce.map(({ reportId, until }) => [reportId, until]));
}

/** One case on one page. */
@Controller(':lang/staff/cases')
export class CaseController {
  constructor(
    private readonly api: StaffApi,
    private readonly cookies: Cookies,
    private readonly signedIn: SignedIn,
  ) {}

  @Get(':id')
  async show(@Param('id') id: string, @Req() request: FastifyRequest): Promise<Page> {
    const [answer, user] = await Promise.all([
      this.api.case(staffCaller(request, this.cookies), id),
      this.signedIn.user(request),
    ]);
    const { data } = need(answer);
    const done = new URL(request.url, 'http://localhost').searchParams.get('done');
    return new Page('staff/case.njk', {
      case: data,
      now: new Date(data.asOf),
      steps: nextSteps(data.stage, data.actions),
      clocks: openClocks(data),
      identities: identitiesFor(data, user?.id),
      consents: consentsInForce(data),
      story: [...data.timeline].sort((a, b) => b.at.localeCompare(a.at)),
      done: done !== null && data.actions.some(({ name }) => name === done) ? done : null,
    });
  }
}
