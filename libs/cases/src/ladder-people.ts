import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { queryRows } from '#database/query-rows';
import type { TreePerson } from '#deadlines/routing';
import type { StaffRole } from '#kernel/vocabulary';

interface Row {
  id: string;
  absent: boolean;
  deactivated: boolean;
  deputy_id: string | null;
  roles: { role: StaffRole; bodyId: string }[];
}

/** Offices that hear of late clocks, as libs/deadlines' routing asks for them. */
const OFFICES: readonly StaffRole[] = ['officer', 'supervisor', 'adviser'];

/** Everyone whom a step of a ladder could reach, those who cannot be told included, so that it can be said why not. */
@Injectable()
export class LadderPeople {
  /** People in office at these bodies, `alsoId`, and the deputies of all of them, as they stand at `now`. One query. */
  async of(
    tx: EntityManager,
    bodyIds: readonly string[],
    alsoId: string | null,
    now: Date,
  ): Promise<TreePerson[]> {
    const rows = await queryRows<Row>(
      tx,
      `with asked as (
         select person_id from role_grant where body_id = any($1::uuid[]) and role = any($2::text[]) and revoked_at is null
         union select $3::uuid where $3::uuid is not null),
       who as (
         select person_id from asked
         union select p.deputy_id from person p join asked a on a.person_id = p.id where p.deputy_id is not null)
       select p.id, p.deputy_id, p.deactivated_at is not null as deactivated,
         coalesce(p.absent_from <= $4 and (p.absent_until is null or p.absent_until > $4), false) as absent,
         coalesce((select json_agg(json_build_object('role', g.role, 'bodyId', g.body_id)) from role_grant g
           where g.person_id = p.id and g.revoked_at is null), '[]') as roles
       from person p join who w on w.person_id = p.id
       order by p.id`,
      [bodyIds, OFFICES, alsoId, now],
    );
    return rows.map((row) => ({
      personId: row.id,
      absent: row.absent,
      deactivated: row.deactivated,
      deputyId: row.deputy_id,
      roles: row.roles,
    }));
  }
}
