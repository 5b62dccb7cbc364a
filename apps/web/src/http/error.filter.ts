import {
  Catch,
  HttpException,
  Injectable,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiUnavailable, NothingHere, SignedOut } from '../api/answer.js';
import { Views } from '../view/views.js';
import { CARRIED, carry, writtenTexts } from './carried.js';
import { Cookies } from './cookies.js';
import { languageOf } from './language.js';
import { Page } from './page.js';

const RETRY_AFTER_SECONDS = 5;

/** Turns what was thrown into a page. A form that could not be taken is on that page, to be sent again. */
@Catch()
@Injectable()
export class ErrorFilter implements ExceptionFilter {
  private readonly log = new Logger('Web');

  constructor(
    private readonly views: Views,
    private readonly cookies: Cookies,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const page = this.page(error, request, reply);
    if (page.status === 503) void reply.header('retry-after', String(RETRY_AFTER_SECONDS));
    void reply.status(page.status).type('text/html; charset=utf-8').send(this.views.render(page, request));
  }

  private page(error: unknown, request: FastifyRequest, reply: FastifyReply): Page {
    const staff = /^\/[a-z]{2}\/staff(?:\/|$)/.test(request.url);
    if (error instanceof SignedOut) return this.signIn(request, reply, staff);
    const status = this.statusOf(error);
    if (status >= 500) this.report(error, request);
    const carried = status >= 500 && request.method === 'POST' ? carry(request.url, request.body) : null;
    const written = carried === null ? [] : writtenTexts(carried);
    return new Page(`errors/${this.templateOf(status)}.njk`, { staff, carried, written }, status);
  }

  private signIn(request: FastifyRequest, reply: FastifyReply, staff: boolean): Page {
    this.cookies.clearSession(reply, staff ? 'staff' : 'report');
    const carried = request.method === 'POST' ? carry(request.url, request.body) : null;
    const over = carried !== null || this.cookies.session(request, staff ? 'staff' : 'report') !== null;
    const model = {
      over,
      [CARRIED]: carried === null ? '' : JSON.stringify(carried),
      next: staff && request.method === 'GET' ? request.url : '',
      faults: [],
      action: `/${languageOf(request)}${staff ? '/staff/login' : '/return'}`,
    };
    return new Page(staff ? 'staff/login.njk' : 'reporter/return.njk', model, 401);
  }

  private statusOf(error: unknown): number {
    if (error instanceof NothingHere) return 404;
    if (error instanceof ApiUnavailable) return 503;
    if (error instanceof HttpException) return error.getStatus();
    const status =
      typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
    return typeof status === 'number' && status >= 400 ? status : 500;
  }

  private templateOf(status: number): string {
    if (status === 404) return 'not-found';
    if (status === 403) return 'foreign-form';
    if (status === 413) return 'too-large';
    return status >= 500 ? 'our-failure' : 'not-found';
  }

  /** Path without ids or query, and the error: never the form's content, nobody's address. */
  private report(error: unknown, request: FastifyRequest): void {
    const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
    const what =
      error instanceof ApiUnavailable
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : 'unknown';
    this.log.error(`${request.method} ${request.routeOptions.url ?? 'unknown'}: ${what}${cause}`);
  }
}
