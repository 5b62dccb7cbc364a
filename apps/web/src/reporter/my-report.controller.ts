import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newId } from '#kernel/ids';
import { STAGES } from '#kernel/vocabulary';
import { need, SignedOut, type Answer } from '../api/answer.js';
import type { Caller } from '../api/api.js';
import type { Problem, ReporterCase } from '../api/api-types.js';
import { ReporterApi, type AcknowledgementAnswer } from '../api/reporter-api.js';
import { Cookies } from '../http/cookies.js';
import { Form } from '../http/form.js';
import { languageOf } from '../http/language.js';
import { Page, Redirect, type FormFault } from '../http/page.js';
import { Views } from '../view/views.js';

const ANSWERS = ['accepted', 'change-asked', 'rejected'] as const;
/** What the page says after something was done, named in the address it goes on to. */
const DONE = ['message', 'answer', 'withdrawal', 'rating', 'appeal'];
/** From not at all to fully; best first, as the page lists them. */
const SCORES = [5, 4, 3, 2, 1];

interface Typed {
  text?: string;
  answerText?: string;
  answer?: string;
  score?: string;
  ratingText?: string;
  why?: string;
  key?: string;
}

const NOTHING_TYPED = { text: '', answerText: '', answer: '', score: '', ratingText: '', why: '' };

/** A reporter's own page: what happens, what is due when, messages, the acknowledgement to answer. */
@Controller(':lang/my-report')
export class MyReportController {
  constructor(
    private readonly api: ReporterApi,
    private readonly cookies: Cookies,
    private readonly views: Views,
  ) {}

  @Get()
  async show(@Req() request: FastifyRequest): Promise<Page> {
    const done = new URL(request.url, 'http://localhost').searchParams.get('done') ?? '';
    return this.page(request, {}, [], DONE.includes(done) ? done : null);
  }

  @Post('messages')
  async write(@Body() body: unknown, @Req() request: FastifyRequest): Promise<Page | Redirect> {
    const form = new Form(body);
    const text = form.text('text');
    const key = form.text('key');
    if (text.trim() === '')
      return this.page(request, { text, key }, this.fault(request, 'text', 'mine.fault.message'));
    const answer = await this.api.write(this.caller(request), text, key === '' ? newId() : key);
    return this.after(request, answer, 'message', { text, key }, 'text');
  }

  @Post('acknowledgement')
  async answer(@Body() body: unknown, @Req() request: FastifyRequest): Promise<Page | Redirect> {
    const form = new Form(body);
    const chosen = ANSWERS.find((one): one is AcknowledgementAnswer => one === form.text('answer'));
    const answerText = form.text('answerText');
    if (chosen === undefined) {
      return this.page(request, { answerText }, this.fault(request, 'answer', 'mine.fault.answer'));
    }
    const answer = await this.api.answer(this.caller(request), chosen, answerText.trim());
    return this.after(request, answer, 'answer', { answerText, answer: chosen }, 'answer');
  }

  @Post('rating')
  async rate(@Body() body: unknown, @Req() request: FastifyRequest): Promise<Page | Redirect> {
    const form = new Form(body);
    const ratingText = form.text('ratingText');
    const score = SCORES.find((one) => String(one) === form.text('score'));
    if (score === undefined)
      return this.page(request, { ratingText }, this.fault(request, 'score', 'mine.fault.rating'));
    const text = ratingText.trim();
    const answer = await this.api.act(
      this.caller(request),
      'rate-remedy',
      text === '' ? { score } : { score, text },
    );
    return this.after(request, answer, 'rating', { ratingText, score: String(score) }, 'score');
  }

  @Post('appeal')
  async appeal(@Body() body: unknown, @Req() request: FastifyRequest): Promise<Page | Redirect> {
    const why = new Form(body).text('why');
    if (why.trim() === '')
      return this.page(request, { why }, this.fault(request, 'why', 'mine.fault.appeal'));
    const answer = await this.api.act(this.caller(request), 'appeal', { why: why.trim() });
    return this.after(request, answer, 'appeal', { why }, 'why');
  }

  @Get('withdraw')
  async askWithdrawal(@Req() request: FastifyRequest): Promise<Page> {
    // Asked of the API first, so that whoever is signed out is told before they write.
    need(await this.api.case(this.caller(request)));
    return new Page('reporter/withdraw.njk', { faults: [], reason: '' });
  }

  @Post('withdraw')
  async withdraw(@Body() body: unknown, @Req() request: FastifyRequest): Promise<Page | Redirect> {
    const reason = new Form(body).text('reason');
    const answer = await this.api.withdraw(this.caller(request), reason.trim());
    if (answer.ok) return new Redirect(`/${languageOf(request)}/my-report?done=withdrawal`);
    if (answer.status === 401) throw new SignedOut();
    return new Page(
      'reporter/withdraw.njk',
      { faults: refusals(answer.problem, 'reason'), reason },
      answer.status,
    );
  }

  @Post('end')
  async end(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Redirect> {
    const token = this.cookies.session(request, 'report');
    this.cookies.clearSession(reply, 'report');
    if (token !== null) await this.api.close(this.caller(request));
    return new Redirect(`/${languageOf(request)}`);
  }

  private caller(request: FastifyRequest): Caller {
    const token = this.cookies.session(request, 'report');
    if (token === null) throw new SignedOut();
    return { token, language: languageOf(request) };
  }

  private fault(request: FastifyRequest, field: string, key: string): FormFault[] {
    return [{ field, text: this.views.text(languageOf(request), key) }];
  }

  private async after(
    request: FastifyRequest,
    answer: Answer<unknown>,
    done: string,
    typed: Typed,
    field: string,
  ): Promise<Page | Redirect> {
    if (answer.ok) return new Redirect(`/${languageOf(request)}/my-report?done=${done}`);
    if (answer.status === 401) throw new SignedOut();
    return this.page(request, typed, refusals(answer.problem, field));
  }

  private async page(
    request: FastifyRequest,
    typed: Typed,
    faults: FormFault[],
    done: string | null = null,
  ): Promise<Page> {
    const { data, now } = need(await this.api.case(this.caller(request)));
    const model = {
      report: data,
      now,
      road: road(data),
      scores: SCORES,
      can: Object.fromEntries(data.actions.map(({ name }) => [name, true])),
      appealBy: data.clocks.find(({ name }) => name === 'appeal-window')?.dueAt ?? null,
      typed: { ...NOTHING_TYPED, ...typed, key: typed.key ?? newId() },
      faults,
      done,
    };
    return new Page('reporter/my-report.njk', model, faults.length > 0 ? 422 : 200);
  }
}

function refusals(problem: Problem, field: string): FormFault[] {
  const texts = [...(problem.errors ?? []), ...(problem.missing ?? [])].map(({ detail }) => detail);
  return (texts.length > 0 ? texts : [problem.detail]).map((text) => ({ field, text }));
}

/** The stages as a way: behind, here, ahead. */
function road({ stage }: Pick<ReporterCase, 'stage'>) {
  const here = STAGES.indexOf(stage);
  return STAGES.map((name, index) => ({
    name,
    is: index < here ? 'past' : index === here ? 'here' : 'ahead',
  }));
}
