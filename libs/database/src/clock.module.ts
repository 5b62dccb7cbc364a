import { Global, Module } from '@nestjs/common';
import { Environment } from '#config/environment';
import { Clock, SystemClock } from '#kernel/clock';
import { ProgramClock } from './program-clock.js';

/** Provides `Clock`: the system's, or the demonstration's where AMENDS_CLOCK is set. `keeper` is true in one process. */
@Global()
@Module({})
export class ClockModule {
  static for(role: 'keeper' | 'follower') {
    return {
      module: ClockModule,
      providers: [
        {
          provide: Clock,
          inject: [Environment],
          useFactory: async (environment: Environment): Promise<Clock> => {
            const anchor = environment.get('AMENDS_CLOCK');
            if (anchor === undefined) return new SystemClock();
            const clock = new ProgramClock();
            await clock.follow(environment.databaseUrl, anchor, role === 'keeper');
            return clock;
          },
        },
      ],
      exports: [Clock],
    };
  }
}
