import { Injectable } from '@nestjs/common';
import { Bodies } from '#access/body-tree';
import { bodiesUnder } from '#access/case-scope';
import { queryRows } from '#database/query-rows';
import { Transactions } from '#database/transactions';
import type { StaffActor } from '#kernel/actor';
import { Vault } from '#vault/vault';

/** A request that a custodian answers without seeing the case. */
export interface IdentityRequestView {
  id: string;
  caseId: string;
  reference: string;
  /** What If-Match of approve-identity takes. */
  etag: string;
  requestedBy: { id: string; name: string };
  requestedAt: Date;
  forHours: number;
  purpose: string;
}

interface Row {
  id: string;
  case_id: string;
  reference: string;
  version: number;
  requested_by: string;
  name: string;
  requested_at: Date;
  for_hours: number;
  purpose: Buffer;
  case_ref: string;
}

interface OfferRow {
  case_id: string;
  reference: string;
  version: number;
  from_id: string;
  from_name: string;
  to_id: string;
  to_name: string;
  offered_at: Date;
}

/** A case that was offered to a body; what it is about shows once it is accepted. */
export interface TransferOfferView {
  caseId: string;
  reference: string;
  /** What If-Match of accept-transfer takes. */
  etag: string;
  from: { id: string; name: string };
  to: { id: string; name: string };
  offeredAt: Date;
}

/** What waits for somebody who does not see the case it is about. */
@Injectable()
export class Waiting {
  constructor(
    private readonly transactions: Transactions,
    private readonly bodies: Bodies,
    private readonly vault: Vault,
  ) {}

  /** Unanswered requests in the bodies that this custodian serves, oldest first; none of a case they are excluded from. */
  async identityRequests(actor: StaffActor): Promise<IdentityRequestView[]> {
    const tx = this.transactions.reader;
    const tree = await this.bodies.tree(tx);
    const bodyIds = actor.grants
      .filter((grant) => grant.role === 'custodian')
      .flatMap((grant) => bodiesUnder(tree, grant));
    const rows = await queryRows<Row>(
      tx,
      `select r.id, r.case_id, c.reference, c.version, r.requested_by, p.name, r.requested_at, r.for_hours, r.purpose,
         c.case_ref
       from identity_request r join cases c on c.id = r.case_id join person p on p.id = r.requested_by
       where r.answered_at is null and c.body_id = any($1::uuid[])
         and not exists (select from case_exclusion x where x.case_id = c.id and x.person_id = $2)
       order by r.requested_at, r.id limit 200`,
      [bodyIds, actor.personId],
    );
    const items: IdentityRequestView[] = [];
    for (const row of rows) {
      const key = await this.vault.openFor(tx, row.case_id, row.case_ref);
      items.push({
        id: row.id,
        caseId: row.case_id,
        reference: row.reference,
        etag: `"${String(row.version)}"`,
        requestedBy: { id: row.requested_by, name: row.name },
        requestedAt: row.requested_at,
        forHours: row.for_hours,
        purpose: key.open(row.purpose, `identity_request.purpose:${row.id}`).toString('utf8'),
      });
    }
    return items;
  }

  /** Cases offered to bodies that this person supervises, oldest first; none that they are excluded from. */
  async transferOffers(actor: StaffActor): Promise<TransferOfferView[]> {
    const tx = this.transactions.reader;
    const bodyIds = actor.grants.filter((grant) => grant.role === 'supervisor').map((grant) => grant.bodyId);
    const rows = await queryRows<OfferRow>(
      tx,
      `select o.case_id, c.reference, c.version, f.id as from_id, f.name as from_name, t.id as to_id, t.name as to_name,
         o.offered_at
       from transfer_offer o join cases c on c.id = o.case_id join body f on f.id = c.body_id
         join body t on t.id = o.to_body_id
       where o.to_body_id = any($1::uuid[])
         and not exists (select from case_exclusion x where x.case_id = c.id and x.person_id = $2)
       order by o.offered_at, o.case_id limit 200`,
      [bodyIds, actor.personId],
    );
    return rows.map((row) => ({
      caseId: row.case_id,
      reference: row.reference,
      etag: `"${String(row.version)}"`,
      from: { id: row.from_id, name: row.from_name },
      to: { id: row.to_id, name: row.to_name },
      offeredAt: row.offered_at,
    }));
  }
}
