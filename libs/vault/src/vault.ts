import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { queryRows } from '#database/query-rows';
import { Clock } from '#kernel/clock';
import { DomainError } from '#kernel/domain-error';
import { newId } from '#kernel/ids';
import { DataKeyEntity } from './internal/data-key.entity.js';
import { MasterKeyError } from './master-key-error.js';
import { MasterKeys } from './master-keys.js';
import { OpenKey } from './open-key.js';
import { seal, SealBroken, unseal } from './sealed-box.js';

export type { OpenKey } from './open-key.js';

/** Subject of the one key that belongs to no case. */
const NETWORK = 'network';

/** A data key as it is stored: `wrapped` is the key sealed under a sub-key of the master key. */
export interface DataKeyRow {
  id: string;
  /** null for the network's own key. */
  caseId: string | null;
  /** Whose data it seals: a case_ref, a reporter's ref, a case_actor's ref, or `network`. */
  subjectRef: string;
  wrapped: Buffer;
  createdAt: Date;
}

/**
 * Data keys: one per subject and case. Erasing somebody's data is deleting their row, so nothing here outlives a
 * transaction: every opening reads the row anew. A row's wrapping is bound to its id, case and subject, and opens in no
 * other row.
 */
@Injectable()
export class Vault {
  constructor(
    private readonly masterKeys: MasterKeys,
    private readonly clock: Clock,
  ) {}

  /** A new key for a subject, not yet stored. No IO. */
  mint(caseId: string | null, subjectRef: string): { row: DataKeyRow; key: OpenKey } {
    const id = newId();
    const bytes = randomBytes(32);
    const wrapped = seal(this.wrappingKey, bytes, placeOf({ id, caseId, subjectRef }));
    return {
      row: { id, caseId, subjectRef, wrapped, createdAt: this.clock.now() },
      key: new OpenKey(id, bytes),
    };
  }

  /** Stores minted keys in one statement. */
  async save(tx: EntityManager, rows: readonly DataKeyRow[]): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(
      `insert into data_key (id, case_id, subject_ref, wrapped, created_at)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[], $5::timestamptz[])`,
      [
        rows.map((row) => row.id),
        rows.map((row) => row.caseId),
        rows.map((row) => row.subjectRef),
        rows.map((row) => row.wrapped),
        rows.map((row) => row.createdAt),
      ],
    );
  }

  /** Opens a key by the id that stands beside what it sealed. Throws `erased` (not-found) where it was destroyed. */
  async open(tx: EntityManager, keyId: string): Promise<OpenKey> {
    return this.unwrap(orErased(await tx.findOneBy(DataKeyEntity, { id: keyId })));
  }

  /** Opens the key of a subject in a case. Throws `erased` (not-found) where there is none, or none any more. */
  async openFor(tx: EntityManager, caseId: string | null, subjectRef: string): Promise<OpenKey> {
    const where = { caseId: caseId ?? IsNull(), subjectRef };
    return this.unwrap(orErased(await tx.findOneBy(DataKeyEntity, where)));
  }

  /** Opens every key of a case that is still there, by subject. */
  async openAll(tx: EntityManager, caseId: string): Promise<Map<string, OpenKey>> {
    const rows = await queryRows<DataKeyRow>(
      tx,
      `select id, case_id as "caseId", subject_ref as "subjectRef", wrapped, created_at as "createdAt"
       from data_key where case_id = $1`,
      [caseId],
    );
    return new Map(rows.map((row) => [row.subjectRef, this.unwrap(row)]));
  }

  /**
   * The network's own key, for log entries about no case; made when it is first needed, once however many ask at a time.
   */
  async network(tx: EntityManager): Promise<OpenKey> {
    const known = await tx.findOneBy(DataKeyEntity, { caseId: IsNull(), subjectRef: NETWORK });
    if (known !== null) return this.unwrap(known);
    const { row } = this.mint(null, NETWORK);
    await tx.query(
      `insert into data_key (id, case_id, subject_ref, wrapped, created_at) values ($1, null, $2, $3, $4)
       on conflict (case_id, subject_ref) do nothing`,
      [row.id, row.subjectRef, row.wrapped, row.createdAt],
    );
    return this.openFor(tx, null, NETWORK);
  }

  /**
   * To be asked at start, before anything is written: proves the master key on one stored data key. Throws `MasterKeyError`
   * where this database was written under another one. An empty database takes any key.
   */
  async verify(tx: EntityManager): Promise<void> {
    const [row] = await tx.find(DataKeyEntity, { order: { id: 'ASC' }, take: 1 });
    if (row === undefined) return;
    try {
      this.unwrap(row);
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      throw new MasterKeyError(
        'This database was written under another master key than the one in use: put that key back (AMENDS_MASTER_KEY, ' +
          'or keys/master.key of the data folder that belongs to this database); without it nothing in it can be read.',
      );
    }
  }

  private unwrap(row: DataKeyRow): OpenKey {
    return new OpenKey(row.id, unseal(this.wrappingKey, row.wrapped, placeOf(row)));
  }

  private get wrappingKey(): Buffer {
    return this.masterKeys.subKey('data-key-wrap/v1');
  }
}

function placeOf(row: Pick<DataKeyRow, 'id' | 'caseId' | 'subjectRef'>): string {
  return `data_key.wrapped:${row.id}:${row.caseId ?? '-'}:${row.subjectRef}`;
}

function orErased(row: DataKeyEntity | null): DataKeyEntity {
  if (row === null)
    throw new DomainError('erased', 'not-found', 'The key to this has been destroyed: its content is gone.');
  return row;
}
