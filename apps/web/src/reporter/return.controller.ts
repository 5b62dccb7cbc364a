import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ReporterApi } from '../api/reporter-api.js';
import { readCarried, writtenTexts } from '../http/carried.js';
import { Cookies } from '../http/cookies.js';
import { Form } from '../http/form.js';
import { languageOf } from '../http/language.js';
import { Page, Redirect, type FormFault } from '../http/page.js';
import { Views } from '../view/views.js';

/** Coming back with the seven words. */
@Controller(':lang/return')
export class ReturnController {
  constructor(
    private readonly api: ReporterApi,
    private readonly cookies: Cookies,
    private readonly views: Views,
  ) {}

  @Get()
  ask(): Page {
    return this.form('', []);
  }

  @Post()
  async open(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    const form = new Form(body);
    const language = languageOf(request);
    const code = form.line('code');
    const carriedText = form.text('carried');
    if (code === '') return this.form(carriedText, this.fault('return.fault.empty', request));
    const answer = await this.api.open({ token: null, language }, code);
    if (!answer.ok) return this.form(carriedText, this.fault('return.fault.wrong', request), 422);
    this.cookies.setSession(reply, 'report', answer.data.token);
    const carried = readCarried(carriedText);
    if (carried === null) return new Redirect(`/${language}/my-report`);
    return new Page('carried.njk', { carried, written: writtenTexts(carried), staff: false });
  }

  private fault(key: string, request: FastifyRequest): FormFault[] {
    return [{ field: 'code', text: this.views.text(languageOf(request), key) }];
  }

  // A wrong code is never shown again: somebody may be looking at the screen.
  private form(carried: string, faults: FormFault[], status = faults.length > 0 ? 422 : 200): Page {
    return new Page('reporter/return.njk', { carried, faults, over: false }, status);
  }
}
