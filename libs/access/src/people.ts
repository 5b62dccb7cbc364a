import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { queryRows } from '#database/query-rows';
import type { Grant } from '#kernel/actor';
import { Clock } from '#kernel/clock';
import { newId } from '#kernel/ids';
import type { Language, StaffRole } from '#kernel/vocabulary';
import { normaliseEmail } from './email.js';
import { PersonEntity } from './internal/person.entity.js';
import { nameKey } from './name-key.js';

/** Somebody as a decision about a case sees them. */
export interface PersonStanding {
  personId: string;
  name: string;
  roles: readonly Grant[];
  absent: boolean;
  active: boolean;
  /** Excluded from the case in question. */
  excluded: boolean;
}

export interface InOffice {
  personId: string;
  name: string;
  absent: boolean;
}

export interface NewPerson {
  email: string;
  name: string;
  language: Language;
  /** From `Passwords.hash`. */
  passwordHash: string;
}

interface StandingRow {
  id: string;
  name: string;
  absent: boolean;
  active: boolean;
  roles: Grant[];
}

/** Away at `$now`: an absence without an end lasts until somebody ends it. */
const ABSENT = (now: string): string =>
  `(p.absent_from is not null and p.absent_from <= ${now} and (p.absent_until is null or p.absent_until > ${now}))`;

/** Who works in the network, what they are, and where. Reads within the caller's transaction. */
@Injectable()
export class People {
  constructor(private readonly clock: Clock) {}

  /**
   * Standings by person id; ids of nobody are simply not in the answer. `excludedIds`: who is excluded from the case in
   * question.
   */
  async standings(
    tx: EntityManager,
    ids: readonly string[],
    excludedIds: readonly string[] = [],
  ): Promise<Map<string, PersonStanding>> {
    const rows = await queryRows<StandingRow>(
      tx,
      `select p.id, p.name, ${ABSENT('$2')} as absent, p.deactivated_at is null as active,
         coalesce((select json_agg(json_build_object('role', g.role, 'bodyId', g.body_id) order by g.granted_at, g.id)
           from role_grant g where g.person_id = p.id and g.revoked_at is null), '[]') as roles
       from person p where p.id = any($1::uuid[])`,
      [[...new Set(ids)], this.clock.now()],
    );
    return new Map(
      rows.map(({ id, ...row }) => [id, { personId: id, ...row, excluded: excludedIds.includes(id) }]),
    );
  }

  /** Active people who hold a role at a body, the absent ones marked, longest in office first. */
  inOffice(tx: EntityManager, bodyId: string, role: StaffRole): Promise<InOffice[]> {
    return queryRows<InOffice>(
      tx,
      `select p.id as "personId", p.name, ${ABSENT('$3')} as absent
       from role_grant g join person p on p.id = g.person_id
       where g.body_id = $1 and g.role = $2 and g.revoked_at is null and p.deactivated_at is null
       order by g.granted_at, g.id`,
      [bodyId, role, this.clock.now()],
    );
  }

  /** The same for every body at once, by body id: what routing a report looks at. One query. */
  async officesOf(
    tx: EntityManager,
    roles: readonly StaffRole[],
  ): Promise<Map<string, (InOffice & { role: StaffRole })[]>> {
    const rows = await queryRows<InOffice & { role: StaffRole; bodyId: string }>(
      tx,
      `select g.body_id as "bodyId", g.role, p.id as "personId", p.name, ${ABSENT('$2')} as absent
       from role_grant g join person p on p.id = g.person_id
       where g.role = any($1::text[]) and g.revoked_at is null and p.deactivated_at is null
       order by g.granted_at, g.id`,
      [roles, this.clock.now()],
    );
    const offices = new Map<string, (InOffice & { role: StaffRole })[]>();
    for (const { bodyId, ...person } of rows) offices.set(bodyId, [...(offices.get(bodyId) ?? []), person]);
    return offices;
  }

  /**
   * Ids of everyone whose name compares equal, by `nameKey`. Deactivated people too: an account can be opened again, and the
   * case must stay closed to them then. Empty keys match nobody.
   */
  async byNameKey(tx: EntityManager, keys: readonly string[]): Promise<Map<string, string[]>> {
    const wanted = [...new Set(keys)].filter((key) => key !== '');
    const found = new Map<string, string[]>();
    if (wanted.length === 0) return found;
    const rows = await queryRows<{ id: string; name_key: string }>(
      tx,
      'select id, name_key from person where name_key = any($1::text[]) order by id',
      [wanted],
    );
    for (const row of rows) found.set(row.name_key, [...(found.get(row.name_key) ?? []), row.id]);
    return found;
  }

  /** The id of whoever has this e-mail address, or null. */
  async byEmail(tx: EntityManager, email: string): Promise<string | null> {
    const [row] = await queryRows<{ id: string }>(
      tx,
      'select id from person where lower(email) = lower($1)',
      [normaliseEmail(email)],
    );
    return row?.id ?? null;
  }

  /** Adds somebody and answers their id. The e-mail address must be new (unique in the database). */
  async add(tx: EntityManager, person: NewPerson): Promise<string> {
    const id = newId();
    await tx.insert(PersonEntity, {
      id,
      email: normaliseEmail(person.email),
      name: person.name,
      nameKey: nameKey(person.name),
      passwordHash: person.passwordHash,
      language: person.language,
      createdAt: this.clock.now(),
    });
    return id;
  }

  /** Grants a role at a body; nothing happens where it is in force already. */
  async grant(tx: EntityManager, personId: string, grant: Grant): Promise<void> {
    await tx.query(
      `insert into role_grant (id, person_id, role, body_id, granted_at) values ($1, $2, $3, $4, $5)
       on conflict (person_id, role, body_id) where revoked_at is null do nothing`,
      [newId(), personId, grant.role, grant.bodyId, this.clock.now()],
    );
  }
}
