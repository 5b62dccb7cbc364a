import { Injectable } from '@nestjs/common';
import { Bodies } from '#access/body-tree';
import { caseScope } from '#access/case-scope';
import { Transactions } from '#database/transactions';
import type { StaffActor } from '#kernel/actor';
import { CaseQueueReadModel, type CaseSummary, type Page, type QueueQuery } from './case-queue.read-model.js';

/** The queue of one member of staff. */
@Injectable()
export class CaseQueue {
  constructor(
    private readonly model: CaseQueueReadModel,
    private readonly bodies: Bodies,
    private readonly transactions: Transactions,
  ) {}

  /** One page of the cases they may see. A body that is none of the network's gives an empty page, like one they are not in. */
  async page(actor: StaffActor, query: QueueQuery): Promise<Page<CaseSummary>> {
    const scope = caseScope(actor);
    if (query.bodyId === undefined) return this.model.page(scope, query);
    const body = (await this.bodies.tree(this.transactions.reader)).byIdOrSlug(query.bodyId);
    return body === null
      ? { items: [], nextCursor: null }
      : this.model.page(scope, { ...query, bodyId: body.id });
  }
}
