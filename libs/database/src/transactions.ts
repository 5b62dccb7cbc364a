import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Opens the one transaction of a request. Services take the manager it hands out and never reach for another. */
@Injectable()
export class Transactions {
  constructor(private readonly source: DataSource) {}

  /** Runs `work` in a READ COMMITTED transaction: commits what it returns, rolls everything back when it throws. */
  run<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.source.transaction(work);
  }

  /** A manager outside any transaction, for single reads. */
  get reader(): EntityManager {
    return this.source.manager;
  }
}
