import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { need } from '../api/answer.js';
import type { LogEntryView } from '../api/api-types.js';
import { StaffApi } from '../api/staff-api.js';
import { Cookies } from '../http/cookies.js';
import { Page } from '../http/page.js';
import { staffCaller } from './caller.js';

function cursorOf(cursor: unknown): string | undefined {
  return typeof cursor === 'string' && cursor !== '' ? cursor : undefined;
}

/** What is closed in an entry, by the reason why. */
export function closedBy({ closed }: Pick<LogEntryView, 'closed'>): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const [field, reason] of Object.entries(closed)) (fields[reason] ??= []).push(field);
  return fields;
}

/** The redacted logs, as a ledger. Each reading is itself an entry. */
@Controller(':lang/staff')
export class LogController {
  constructor(
    private readonly api: StaffApi,
    private readonly cookies: Cookies,
  ) {}

  @Get('logs')
  async logs(@Query('cursor') cursor: unknown, @Req() request: FastifyRequest): Promise<Page> {
    const { data } = need(await this.api.logs(staffCaller(request, this.cookies), cursorOf(cursor)));
    return new Page('staff/logs.njk', { logs: data.items, next: data.nextCursor });
  }

  @Get('cases/:id/log')
  async log(
    @Param('id') id: string,
    @Query('cursor') cursor: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    const { data } = need(await this.api.log(staffCaller(request, this.cookies), id, cursorOf(cursor)));
    return new Page('staff/log.njk', {
      id,
      entries: data.items.map((entry) => ({ ...entry, closedBy: closedBy(entry) })),
      next: data.nextCursor,
    });
  }
}
