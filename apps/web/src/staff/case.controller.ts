import { Controller, Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { need } from '../api/answer.js';
import type { CaseView } from '../api/api-types.js';
import { StaffApi } from '../api/staff-api.js';
import { Cookies } from '../http/cookies.js';
import { Page } from '../http/page.js';
import { staffCaller } from './caller.js';
import { nextSteps } from './next-steps.js';

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

/** One case on one page. */
@Controller(':lang/staff/cases')
export class CaseController {
  constructor(
    private readonly api: StaffApi,
    private readonly cookies: Cookies,
  ) {}

  @Get(':id')
  async show(@Param('id') id: string, @Req() request: FastifyRequest): Promise<Page> {
    const { data } = need(await this.api.case(staffCaller(request, this.cookies), id));
    const done = new URL(request.url, 'http://localhost').searchParams.get('done');
    return new Page('staff/case.njk', {
      case: data,
      now: new Date(data.asOf),
      steps: nextSteps(data.stage, data.actions),
      clocks: openClocks(data),
      consents: consentsInForce(data),
      story: [...data.timeline].sort((a, b) => b.at.localeCompare(a.at)),
      done: done !== null && data.actions.some(({ name }) => name === done) ? done : null,
    });
  }
}
