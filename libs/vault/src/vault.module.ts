import { Global, Module, type DynamicModule, type FactoryProvider } from '@nestjs/common';
import { AccessCodes } from './access-code.js';
import { IdempotencySeal } from './idempotency-seal.js';
import { MasterKeySource } from './master-key-source.js';
import { MasterKeys } from './master-keys.js';
import { Vault } from './vault.js';

/** Provides `Vault`, `AccessCodes`, `IdempotencySeal` and `MasterKeys`. Needs a `Clock` (ClockModule). */
@Global()
@Module({})
export class VaultModule {
  /** `source` says where the master key is; the key is loaded, and its file made, when the program starts. */
  static keyedBy(source: Pick<FactoryProvider<MasterKeySource>, 'inject' | 'useFactory'>): DynamicModule {
    return {
      module: VaultModule,
      providers: [
        { provide: MasterKeySource, ...source },
        {
          provide: MasterKeys,
          inject: [MasterKeySource],
          useFactory: (from: MasterKeySource) => MasterKeys.load(from),
        },
        Vault,
        AccessCodes,
        IdempotencySeal,
      ],
      exports: [MasterKeys, Vault, AccessCodes, IdempotencySeal],
    };
  }
}
