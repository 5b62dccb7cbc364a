import type { LoggerService } from '@nestjs/common';
import { pino, type Level, type Logger } from 'pino';
import type { EnvironmentValues } from './environment.js';

/** Nest's log as JSON lines on standard output. Callers never put case content, identities or addresses in. */
export class JsonLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(level: EnvironmentValues['LOG_LEVEL'], program: string) {
    this.pino = pino({ level, base: { program } });
  }

  log(message: unknown, ...rest: unknown[]): void {
    // Nest's own start-up lines say nothing that an operator acts on.
    const context = this.context(rest);
    this.write(
      context === 'InstanceLoader' || context === 'RouterExplorer' || context === 'RoutesResolver'
        ? 'debug'
        : 'info',
      message,
      rest,
    );
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  private context(rest: readonly unknown[]): string | undefined {
    const last = rest.at(-1);
    return typeof last === 'string' ? last : undefined;
  }

  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    const text = message instanceof Error ? (message.stack ?? message.message) : String(message);
    this.pino[level]({ context: this.context(rest) }, text);
  }
}
