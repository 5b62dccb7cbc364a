import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { queryRows } from '#database/query-rows';
import { Clock } from '#kernel/clock';
import { DomainError } from '#kernel/domain-error';
import { IdempotencySeal } from '#vault/idempotency-seal';
import type { FiledReport } from './new-report.js';

/** Idempotency: the client's own key, and the body as it was sent, to tell a repeat from another request. */
export interface Repeatable {
  key: string;
  body: unknown;
}

/** How long an answer is repeated. Milliseconds. */
const REMEMBERED_MS = 24 * 3_600_000;

/** Answers to reports that were filed under an Idempotency-Key, so that a double click files one report. */
@Injectable()
export class FiledBefore {
  constructor(
    private readonly seals: IdempotencySeal,
    private readonly clock: Clock,
  ) {}

  /**
   * The answer given before to the same key and body, or null. Throws `idempotency-conflict` where the key came with another
   * body. Until the transaction ends, others with this key wait.
   */
  async answer(tx: EntityManager, { key, body }: Repeatable): Promise<FiledReport | null> {
    const mac = this.seals.macOf(key);
    await tx.query('select pg_advisory_xact_lock($1)', [mac.readBigInt64BE(0).toString()]);
    const [row] = await queryRows<{ body_hash: Buffer; answer: Buffer }>(
      tx,
      'select body_hash, answer from idempotency_key where key_mac = $1 and created_at > $2',
      [mac, new Date(this.clock.now().getTime() - REMEMBERED_MS)],
    );
    if (!row) return null;
    if (!row.body_hash.equals(this.seals.bodyHash(key, JSON.stringify(body)))) {
      throw new DomainError(
        'idempotency-conflict',
        'conflict',
        'This Idempotency-Key was used for another report.',
      );
    }
    return JSON.parse(this.seals.open(key, row.answer)) as FiledReport;
  }

  /** Keeps the answer in the transaction that made it. */
  async remember(tx: EntityManager, { key, body }: Repeatable, answer: FiledReport): Promise<void> {
    await tx.query(
      `insert into idempotency_key (key_mac, body_hash, answer, created_at) values ($1, $2, $3, $4)
       on conflict (key_mac) do update
         set body_hash = excluded.body_hash, answer = excluded.answer, created_at = excluded.created_at`,
      [
        this.seals.macOf(key),
        this.seals.bodyHash(key, JSON.stringify(body)),
        this.seals.seal(key, JSON.stringify(answer)),
        this.clock.now(),
      ],
    );
  }
}
