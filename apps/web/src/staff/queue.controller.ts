import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RISKS, STAGES, type Risk, type Stage } from '#kernel/vocabulary';
import { need } from '../api/answer.js';
import type { QueueFilters } from '../api/api-types.js';
import { StaffApi } from '../api/staff-api.js';
import { Cookies } from '../http/cookies.js';
import { Page } from '../http/page.js';
import { staffCaller } from './caller.js';

interface Filters {
  stage: Stage | '';
  risk: Risk | '';
  overdue: boolean;
  q: string;
  cursor: string;
}

/** The filters stand in the address, so that a view can be kept as a bookmark. What is not one of ours is left out. */
export function filtersOf(url: string): Filters {
  const { searchParams } = new URL(url, 'http://localhost');
  const oneOf = <const T extends string>(values: readonly T[], name: string): T | '' =>
    values.find((one) => one === searchParams.get(name)) ?? '';
  return {
    stage: oneOf(STAGES, 'stage'),
    risk: oneOf(RISKS, 'risk'),
    overdue: searchParams.get('overdue') === 'true',
    q: (searchParams.get('q') ?? '').trim().slice(0, 40),
    cursor: searchParams.get('cursor') ?? '',
  };
}

/** The filters as a query of the API. */
export function queryOf({ stage, risk, overdue, q, cursor }: Filters): QueueFilters {
  return {
    sort: 'dueAt',
    ...(stage === '' ? {} : { stage }),
    ...(risk === '' ? {} : { risk }),
    ...(overdue ? { overdue: true } : {}),
    ...(q === '' ? {} : { q }),
    ...(cursor === '' ? {} : { cursor }),
  };
}

/** The same filters in the address of a page of the list. */
function addressOf({ stage, risk, overdue, q }: Filters, cursor: string | null): string {
  const query = new URLSearchParams();
  const add = (name: string, value: string | null) => {
    if (value !== null && value !== '') query.set(name, value);
  };
  add('stage', stage);
  add('risk', risk);
  add('overdue', overdue ? 'true' : null);
  add('q', q);
  add('cursor', cursor);
  return `?${query.toString()}`;
}

/** The queue: what is due next comes first. */
@Controller(':lang/staff/cases')
export class QueueController {
  constructor(
    private readonly api: StaffApi,
    private readonly cookies: Cookies,
  ) {}

  @Get()
  async queue(@Req() request: FastifyRequest): Promise<Page> {
    const filters = filtersOf(request.url);
    const { data, now } = need(await this.api.cases(staffCaller(request, this.cookies), queryOf(filters)));
    const done = new URL(request.url, 'http://localhost').searchParams.get('done');
    return new Page('staff/queue.njk', {
      cases: data.items,
      now,
      filters,
      filtered: Object.values(filters).some((value) => value !== '' && value !== false),
      stages: STAGES,
      risks: RISKS,
      done: done !== null && /^[a-z-]{1,40}$/.test(done) ? done : null,
      first: filters.cursor === '' ? null : addressOf(filters, null),
      next: data.nextCursor === null ? null : addressOf(filters, data.nextCursor),
    });
  }
}
