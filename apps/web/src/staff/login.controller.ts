import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StaffSession } from '../api/api-types.js';
import { StaffApi } from '../api/staff-api.js';
import { ourPath, readCarried, writtenTexts } from '../http/carried.js';
import { Cookies } from '../http/cookies.js';
import { Form } from '../http/form.js';
import { languageOf } from '../http/language.js';
import { Page, Redirect, type FormFault } from '../http/page.js';
import { Views } from '../view/views.js';

interface Shown {
  email: string;
  next: string;
  carried: string;
  faults: FormFault[];
}

/** Staff come in and go out. A form that met an ended session is carried through the login and can be sent again. */
@Controller(':lang/staff')
export class LoginController {
  constructor(
    private readonly api: StaffApi,
    private readonly cookies: Cookies,
    private readonly views: Views,
  ) {}

  @Get()
  home(@Req() request: FastifyRequest): Redirect {
    return new Redirect(`/${languageOf(request)}/staff/cases`);
  }

  @Get('login')
  ask(@Query('next') next: unknown): Page {
    return this.form({ email: '', next: typeof next === 'string' ? next : '', carried: '', faults: [] });
  }

  @Post('login')
  async logIn(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page | Redirect> {
    const form = new Form(body);
    const language = languageOf(request);
    const shown = { email: form.line('email'), next: form.text('next'), carried: form.text('carried') };
    const password = form.text('password');
    const empty = (['email', 'password'] as const).filter((name) => form.text(name) === '');
    if (empty.length > 0) {
      const faults = empty.map((field) => ({
        field,
        text: this.views.text(language, `login.fault.${field}`),
      }));
      return this.form({ ...shown, faults }, 422);
    }
    const answer = await this.api.logIn({ token: null, language }, shown.email, password, form.line('otp'));
    if (!answer.ok) {
      return this.form(
        { ...shown, faults: [{ field: 'email', text: this.views.text(language, 'login.fault.wrong') }] },
        422,
      );
    }
    this.cookies.setSession(reply, 'staff', answer.data.token);
    const carried = readCarried(shown.carried);
    if (carried !== null)
      return new Page('carried.njk', { carried, written: writtenTexts(carried), staff: true });
    return new Redirect(ourPath(shown.next) === null ? `/${language}${homeOf(answer.data)}` : shown.next);
  }

  @Post('logout')
  async logOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Redirect> {
    const token = this.cookies.session(request, 'staff');
    const language = languageOf(request);
    this.cookies.clearSession(reply, 'staff');
    if (token !== null) await this.api.logOut({ token, language });
    return new Redirect(`/${language}/staff/login`);
  }

  private form(shown: Shown, status = 200): Page {
    return new Page('staff/login.njk', { ...shown, over: false }, status);
  }
}

/** Auditors read logs and no cases. */
function homeOf({ user }: StaffSession): string {
  const audits = user.roles.length > 0 && user.roles.every(({ role }) => role === 'auditor');
  return audits ? '/staff/logs' : '/staff/cases';
}
