import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Transactions } from '#database/transactions';
import { Vault } from '#vault/vault';

/** What must hold before the first request is taken: the master key is this database's, so that nothing is sealed under another. */
@Injectable()
export class StartChecks implements OnApplicationBootstrap {
  constructor(
    private readonly vault: Vault,
    private readonly transactions: Transactions,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.vault.verify(this.transactions.reader);
  }
}
