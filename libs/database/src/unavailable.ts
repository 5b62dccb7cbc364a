/** Classes and codes of PostgreSQL and of the socket that say "not now" rather than "not so" (PostgreSQL appendix A). */
const CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  // a pooled connection whose other end went away while it lay there
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
  'ERR_SOCKET_CLOSED',
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '57014',
  '53300',
  '08000',
  '08001',
  '08003',
  '08006',
  '53100',
  '53200',
]);

const SENTENCES = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'connection timeout',
  'Client has encountered a connection error',
  'is not queryable',
  // TypeORM lets go of a connection that is lost in the middle of a transaction; what asks next hears this.
  'query runner was already released',
  'Query runner already released',
  'is not currently accepting connections',
];

/** True where the database is gone, full or overloaded: the caller may try again later and nothing was half-written. */
export function isDatabaseUnavailable(error: unknown): boolean {
  // Not `instanceof Error`: an error of Node's own can come from another realm than ours.
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, driverError, errors } = error as Partial<Record<string, unknown>>;
  if (typeof code === 'string' && CODES.has(code)) return true;
  if (typeof message === 'string' && SENTENCES.some((sentence) => message.includes(sentence))) return true;
  if (driverError !== undefined && driverError !== error && isDatabaseUnavailable(driverError)) return true;
  return Array.isArray(errors) && errors.some(isDatabaseUnavailable);
}
