import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { Environment } from '#config/environment';
import { Transactions } from '#database/transactions';
import { Clock } from '#kernel/clock';
import { Dispatch } from './dispatch.js';
import { SmtpMailer } from './smtp-mailer.js';

const MAILER = Symbol('mailer, or null without a mail server');

class CloseMailer implements OnApplicationShutdown {
  constructor(private readonly mailer: SmtpMailer | null) {}

  onApplicationShutdown(): void {
    this.mailer?.close();
  }
}

/** Sends notices: for the worker alone. */
@Module({
  providers: [
    {
      provide: MAILER,
      inject: [Environment],
      useFactory: (environment: Environment): SmtpMailer | null => {
        const url = environment.get('SMTP_URL');
        return url === undefined ? null : new SmtpMailer(url, environment.get('MAIL_FROM'));
      },
    },
    {
      provide: CloseMailer,
      inject: [MAILER],
      useFactory: (mailer: SmtpMailer | null) => new CloseMailer(mailer),
    },
    {
      provide: Dispatch,
      inject: [Transactions, Clock, MAILER, Environment],
      useFactory: (
        transactions: Transactions,
        clock: Clock,
        mailer: SmtpMailer | null,
        environment: Environment,
      ) => new Dispatch(transactions, clock, mailer, environment.publicUrl),
    },
  ],
  exports: [Dispatch],
})
export class DispatchModule {}
