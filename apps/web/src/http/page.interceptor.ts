import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { SignedIn } from '../staff/signed-in.js';
import { Views } from '../view/views.js';
import { Page, Redirect } from './page.js';

/** Turns what controllers answer into HTML or a redirect. */
@Injectable()
export class PageInterceptor implements NestInterceptor<unknown, unknown> {
  constructor(
    private readonly views: Views,
    private readonly signedIn: SignedIn,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(mergeMap((answer) => this.present(answer, request, reply)));
  }

  private async present(answer: unknown, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    if (answer instanceof Redirect) {
      void reply.status(303).header('location', answer.to);
      return '';
    }
    if (answer instanceof Page) {
      void reply.status(answer.status).type('text/html; charset=utf-8');
      return this.views.render(answer, request, await this.signedIn.sections(answer, request));
    }
    return answer;
  }
}
