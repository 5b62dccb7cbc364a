import { Injectable } from '@nestjs/common';
import type { components } from '#client/schema.generated';
import { Api, type Caller } from './api.js';
import type { Answer } from './answer.js';
import type {
  ActionName,
  CaseView,
  PersonView,
  QueueFilters,
  SignedInUser,
  StaffSession,
} from './api-types.js';
import { settle } from './settle.js';

type Schemas = components['schemas'];

/** Everything that the pages of staff ask of the API. */
@Injectable()
export class StaffApi {
  constructor(private readonly api: Api) {}

  async logIn(caller: Caller, email: string, password: string, otp: string): Promise<Answer<StaffSession>> {
    const body = otp === '' ? { email, password } : { email, password, otp };
    return settle(this.api.client.POST('/api/v1/sessions', { ...this.api.as(caller), body }));
  }

  async logOut(caller: Caller): Promise<Answer<unknown>> {
    return settle(this.api.client.DELETE('/api/v1/sessions/current', this.api.as(caller)));
  }

  /** Who is logged in, with the roles they hold at this moment. */
  async current(caller: Caller): Promise<Answer<SignedInUser>> {
    return settle(this.api.client.GET('/api/v1/sessions/current', this.api.as(caller)));
  }

  async cases(caller: Caller, query: QueueFilters): Promise<Answer<Schemas['CaseList']>> {
    return settle(this.api.client.GET('/api/v1/cases', { ...this.api.as(caller), params: { query } }));
  }

  async case(caller: Caller, id: string): Promise<Answer<CaseView>> {
    return settle(
      this.api.client.GET('/api/v1/cases/{id}', { ...this.api.as(caller), params: { path: { id } } }),
    );
  }

  /** The people who can be given work in this case, or be named in it. */
  async people(caller: Caller, id: string): Promise<Answer<{ items: PersonView[] }>> {
    return settle(
      this.api.client.GET('/api/v1/cases/{id}/people', { ...this.api.as(caller), params: { path: { id } } }),
    );
  }

  /** Name and contact of a reporter, while an approval for this very person is in force. Each look is logged. */
  async identity(caller: Caller, id: string, reportId: string): Promise<Answer<Schemas['Identity']>> {
    return settle(
      this.api.client.GET('/api/v1/cases/{id}/reports/{reportId}/identity', {
        ...this.api.as(caller),
        params: { path: { id, reportId } },
      }),
    );
  }

  /** `etag` is the one that the form was made from: where the case has changed since, the API refuses with 412. */
  async act(
    caller: Caller,
    act: { id: string; action: ActionName; etag: string; body: Record<string, unknown> },
  ): Promise<Answer<unknown>> {
    return settle(
      this.api.client.POST('/api/v1/cases/{id}/actions/{action}', {
        ...this.api.as(caller),
        params: { path: { id: act.id, action: act.action }, header: { 'If-Match': act.etag } },
        body: act.body,
      }),
    );
  }

  async log(caller: Caller, id: string, cursor: string | undefined): Promise<Answer<Schemas['CaseLog']>> {
    return settle(
      this.api.client.GET('/api/v1/cases/{id}/log', {
        ...this.api.as(caller),
        params: { path: { id }, query: cursor === undefined ? {} : { cursor } },
      }),
    );
  }

  /** The cases whose logs an auditor may read. */
  async logs(caller: Caller, cursor: string | undefined): Promise<Answer<Schemas['AuditedCaseList']>> {
    return settle(
      this.api.client.GET('/api/v1/log/cases', {
        ...this.api.as(caller),
        params: { query: cursor === undefined ? {} : { cursor } },
      }),
    );
  }

  /** Transfers offered to bodies that this person supervises. The cases stay closed to them until they accept. */
  async transferOffers(caller: Caller): Promise<Answer<Schemas['TransferOfferList']>> {
    return settle(this.api.client.GET('/api/v1/waiting/transfer-offers', this.api.as(caller)));
  }

  /** Requests to see an identity that wait for this custodian. */
  async identityRequests(caller: Caller): Promise<Answer<Schemas['IdentityRequestList']>> {
    return settle(this.api.client.GET('/api/v1/waiting/identity-requests', this.api.as(caller)));
  }
}
