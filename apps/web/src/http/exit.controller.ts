import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Environment } from '#config/environment';
import { ReporterApi } from '../api/reporter-api.js';
import { Cookies } from './cookies.js';
import { Redirect } from './page.js';

@Controller()
export class ExitController {
  constructor(
    private readonly environment: Environment,
    private readonly cookies: Cookies,
    private readonly reporters: ReporterApi,
  ) {}

  /**
   * Quick exit: an ordinary link, so that it works without script. Goes to a site that anybody might look at, ends the
   * session and leaves a mark for half a minute that keeps Back from showing a page. Nobody waits for the API here.
   */
  @Get('exit')
  exit(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Redirect {
    const token = this.cookies.session(request, 'report');
    if (token !== null) this.reporters.close({ token, language: 'en' }).catch(() => undefined);
    this.cookies.clearSession(reply, 'report');
    this.cookies.markLeft(reply);
    void reply.header('clear-site-data', '"cache", "storage"').header('referrer-policy', 'no-referrer');
    return new Redirect(this.environment.get('EXIT_URL'));
  }

  /** Whether this program runs; what it needs is asked of the API's own health page. */
  @Get('health/live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }
}
