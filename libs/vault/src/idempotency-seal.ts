import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MasterKeys } from './master-keys.js';
import { seal, unseal } from './sealed-box.js';

const ANSWER = 'idempotency_key.answer';

/**
 * What is kept of a request so that its repeat gets the same answer. The answer to a filed report holds the access code,
 * so it is sealed under a key made from the client's own Idempotency-Key and the master key together: neither the
 * database, nor the database with the master key, opens it without the client's key.
 */
@Injectable()
export class IdempotencySeal {
  constructor(private readonly masterKeys: MasterKeys) {}

  /** What the row is found by, 32 bytes. */
  macOf(idempotencyKey: string): Buffer {
    return this.keyed('find', idempotencyKey);
  }

  /** Tells a repeat from another request, 32 bytes; keyed, so that nobody can test a guessed narrative against it. */
  bodyHash(idempotencyKey: string, body: string | Uint8Array): Buffer {
    return createHmac('sha256', this.keyed('body', idempotencyKey)).update(body).digest();
  }

  seal(idempotencyKey: string, answer: string): Buffer {
    return seal(this.keyed('answer', idempotencyKey), answer, ANSWER);
  }

  /** Opens what `seal` gave for the same key; throws `SealBroken` otherwise. */
  open(idempotencyKey: string, sealed: Uint8Array): string {
    return unseal(this.keyed('answer', idempotencyKey), sealed, ANSWER).toString('utf8');
  }

  private keyed(use: 'find' | 'body' | 'answer', idempotencyKey: string): Buffer {
    return createHmac('sha256', this.masterKeys.subKey('idempotency/v1'))
      .update(`${use}\0${idempotencyKey}`)
      .digest();
  }
}
