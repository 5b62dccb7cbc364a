import { Injectable } from '@nestjs/common';
import { Api, type Caller } from './api.js';
import type { Answer } from './answer.js';
import type { FiledReport, PublicBody, ReporterCase, ReportInput } from './api-types.js';
import { settle } from './settle.js';

export type AcknowledgementAnswer = 'accepted' | 'change-asked' | 'rejected';

/** Everything that somebody with a report to make, or with an access code, can ask of the API. */
@Injectable()
export class ReporterApi {
  constructor(private readonly api: Api) {}

  async bodies(caller: Caller): Promise<Answer<{ items: PublicBody[] }>> {
    return settle(this.api.client.GET('/api/v1/bodies', this.api.as(caller)));
  }

  /** The same key with the same report is answered as the first time, access code and all. */
  async file(caller: Caller, report: ReportInput, key: string): Promise<Answer<FiledReport>> {
    return settle(
      this.api.client.POST('/api/v1/reports', {
        ...this.api.as(caller, { 'Idempotency-Key': key }),
        body: report,
      }),
    );
  }

  async open(caller: Caller, accessCode: string): Promise<Answer<{ token: string }>> {
    return settle(
      this.api.client.POST('/api/v1/reporter/sessions', { ...this.api.as(caller), body: { accessCode } }),
    );
  }

  async case(caller: Caller): Promise<Answer<ReporterCase>> {
    return settle(this.api.client.GET('/api/v1/reporter/case', this.api.as(caller)));
  }

  async write(caller: Caller, text: string, key: string): Promise<Answer<unknown>> {
    return settle(
      this.api.client.POST('/api/v1/reporter/messages', {
        ...this.api.as(caller, { 'Idempotency-Key': key }),
        body: { text },
      }),
    );
  }

  async answer(caller: Caller, answer: AcknowledgementAnswer, text: string): Promise<Answer<unknown>> {
    const body = text === '' ? { answer } : { answer, text };
    return settle(
      this.api.client.POST('/api/v1/reporter/acknowledgement/answer', { ...this.api.as(caller), body }),
    );
  }

  async withdraw(caller: Caller, reason: string): Promise<Answer<unknown>> {
    const body = reason === '' ? {} : { reason };
    return settle(this.api.client.POST('/api/v1/reporter/withdrawal', { ...this.api.as(caller), body }));
  }

  /** One of the reporter's own actions, where `actions` of their case offers it. */
  async act(
    caller: Caller,
    action: 'rate-remedy' | 'appeal',
    body: Readonly<Record<string, unknown>>,
  ): Promise<Answer<unknown>> {
    return settle(
      this.api.client.POST('/api/v1/reporter/actions/{action}', {
        ...this.api.as(caller),
        params: { path: { action } },
        body,
      }),
    );
  }

  async close(caller: Caller): Promise<Answer<unknown>> {
    return settle(this.api.client.DELETE('/api/v1/sessions/current', this.api.as(caller)));
  }
}
