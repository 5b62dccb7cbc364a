import { Global, Module } from '@nestjs/common';
import { Environment } from './environment.js';

@Global()
@Module({
  providers: [{ provide: Environment, useFactory: () => Environment.load() }],
  exports: [Environment],
})
export class ConfigModule {}
