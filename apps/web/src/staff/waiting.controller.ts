import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { need, NothingHere, SignedOut, type Answer } from '../api/answer.js';
import type { Problem } from '../api/api-types.js';
import { StaffApi } from '../api/staff-api.js';
import { Cookies } from '../http/cookies.js';
import { Form } from '../http/form.js';
import { languageOf } from '../http/language.js';
import { Page, Redirect, type FormFault } from '../http/page.js';
import { Views } from '../view/views.js';
import { staffCaller } from './caller.js';

/** What somebody answered and had to be asked again. */
interface Typed {
  subject: string;
  answer: string;
  reason: string;
}

const NOTHING_TYPED: Typed = { subject: '', answer: '', reason: '' };

/** Whoever has no such office has nothing waiting for them there. */
function itemsOf<T>(answer: Answer<{ items: T[] }>): T[] {
  return !answer.ok && answer.status === 403 ? [] : need(answer).data.items;
}

/**
 * What waits for somebody about a case that they do not see: a transfer offered to the body that they supervise, a request
 * to see an identity that they keep. So both are answered here and not on the case's page.
 */
@Controller(':lang/staff/waiting')
export class WaitingController {
  constructor(
    private readonly api: StaffApi,
    private readonly cookies: Cookies,
    private readonly views: Views,
  ) {}

  @Get()
  list(@Req() request: FastifyRequest): Promise<Page> {
    return this.page(request, NOTHING_TYPED, [], 200);
  }

  @Post('transfers/:id')
  async answerTransfer(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | Redirect> {
    const { typed, etag } = read(body, id);
    return this.send(request, typed, () =>
      this.api.act(staffCaller(request, this.cookies), {
        id,
        action: 'accept-transfer',
        etag,
        body: { accept: typed.answer === 'yes', ...reasonOf(typed) },
      }),
    );
  }

  @Post('identities/:id/:requestId')
  async answerIdentity(
    @Param('id') id: string,
    @Param('requestId') requestId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | Redirect> {
    const { typed, etag } = read(body, requestId);
    return this.send(request, typed, () =>
      this.api.act(staffCaller(request, this.cookies), {
        id,
        action: 'approve-identity',
        etag,
        body: { requestId, approve: typed.answer === 'yes', ...reasonOf(typed) },
      }),
    );
  }

  private async send(
    request: FastifyRequest,
    typed: Typed,
    act: () => Promise<Answer<unknown>>,
  ): Promise<Page | Redirect> {
    const text = (key: string) => this.views.text(languageOf(request), key);
    if (typed.answer !== 'yes' && typed.answer !== 'no') {
      return this.page(
        request,
        typed,
        [{ field: `answer-${typed.subject}`, text: text('waiting.fault.answer') }],
        422,
      );
    }
    const answer = await act();
    if (answer.ok) return new Redirect(`/${languageOf(request)}/staff/waiting?done=1`);
    if (answer.status === 401) throw new SignedOut();
    if (answer.status === 404) throw new NothingHere();
    const faults =
      answer.status === 412
        ? [{ field: null, text: text('action.stale') }]
        : refusals(answer.problem, typed.subject);
    return this.page(request, typed, faults, answer.status);
  }

  private async page(
    request: FastifyRequest,
    typed: Typed,
    faults: FormFault[],
    status: number,
  ): Promise<Page> {
    const caller = staffCaller(request, this.cookies);
    const [transfers, identities] = await Promise.all([
      this.api.transferOffers(caller),
      this.api.identityRequests(caller),
    ]);
    const model = {
      transfers: itemsOf(transfers),
      identities: itemsOf(identities),
      typed,
      faults,
      done: new URL(request.url, 'http://localhost').searchParams.get('done') === '1',
    };
    return new Page('staff/waiting.njk', model, status);
  }
}

function read(body: unknown, subject: string): { typed: Typed; etag: string } {
  const form = new Form(body);
  return {
    typed: { subject, answer: form.text('answer'), reason: form.text('reason').trim() },
    etag: form.text('etag'),
  };
}

function reasonOf({ reason }: Typed): { reason?: string } {
  return reason === '' ? {} : { reason };
}

function refusals({ errors = [], missing = [], detail }: Problem, subject: string): FormFault[] {
  const texts = [...errors, ...missing].map((one) => one.detail);
  return (texts.length > 0 ? texts : [detail]).map((text) => ({ field: `answer-${subject}`, text }));
}
