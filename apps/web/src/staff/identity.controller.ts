import { Controller, Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { need } from '../api/answer.js';
import { StaffApi } from '../api/staff-api.js';
import { Cookies } from '../http/cookies.js';
import { Page } from '../http/page.js';
import { staffCaller } from './caller.js';

/** Who the reporter is, on a page of its own: nobody sees it in passing, and each look is an entry that the reporter reads. */
@Controller(':lang/staff/cases/:id/reports/:reportId/identity')
export class IdentityController {
  constructor(
    private readonly api: StaffApi,
    private readonly cookies: Cookies,
  ) {}

  @Get()
  async show(
    @Param('id') id: string,
    @Param('reportId') reportId: string,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    const caller = staffCaller(request, this.cookies);
    const { data: identity } = need(await this.api.identity(caller, id, reportId));
    const { data: found } = need(await this.api.case(caller, id));
    return new Page('staff/identity.njk', { case: found, identity });
  }
}
