import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseUnavailable } from '#database/unavailable';
import { DomainError, type DomainErrorKind } from '#kernel/domain-error';
import { Unauthenticated } from '../access/unauthenticated.js';
import { problem, type Problem } from './problem.js';

const STATUS: Record<DomainErrorKind, number> = {
  'not-found': 404,
  conflict: 409,
  forbidden: 403,
  invalid: 422,
};
/** Codes of `conflict` that RFC 9110 and RFC 6585 have a status of their own for. */
const STATUS_OF_CODE: Partial<Record<string, number>> = { stale: 412, 'if-match-required': 428 };

const RETRY_AFTER_SECONDS = 5;

function codeOfStatus(status: number): string {
  const codes: Partial<Record<number, string>> = {
    400: 'malformed',
    404: 'not-found',
    413: 'too-large',
    415: 'not-json',
    429: 'too-many-requests',
  };
  return codes[status] ?? 'refused';
}

/** The one place where an error becomes an HTTP answer. What is not known here is our failure and is logged, without its input. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('Api');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    const answer = this.answer(error, request);
    const again = answer.status === 503 || answer.status === 429;
    // The rate limit has said already when its window ends.
    if (again && !reply.hasHeader('Retry-After'))
      void reply.header('Retry-After', String(RETRY_AFTER_SECONDS));
    if (answer.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
    void reply.status(answer.status).type('application/problem+json').send(answer);
  }

  private answer(error: unknown, request: FastifyRequest): Problem {
    if (error instanceof DomainError) {
      const status = STATUS_OF_CODE[error.code] ?? STATUS[error.kind];
      return problem(status, error.code, error.message, error.details);
    }
    if (error instanceof Unauthenticated) return problem(401, 'unauthenticated', error.message);
    if (isDatabaseUnavailable(error)) {
      this.log.warn(`The database is not available (request ${request.id}).`);
      return problem(
        503,
        'unavailable',
        'Our database is not available just now. Nothing was kept; send it again.',
      );
    }
    const status = this.clientStatus(error);
    if (status !== null) {
      const detail = status === 404 ? 'There is nothing here.' : (error as Error).message;
      return problem(status, codeOfStatus(status), detail);
    }
    this.log.error(
      `Request ${request.id} failed: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}`,
    );
    return problem(500, 'internal', 'Something on our side failed. Nothing was kept; send it again.');
  }

  /** Status of an error that Nest or Fastify raised about the request itself (bad JSON, too large, no such route). */
  private clientStatus(error: unknown): number | null {
    const status =
      error instanceof HttpException
        ? error.getStatus()
        : (error as { statusCode?: unknown } | null)?.statusCode;
    return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
  }
}
