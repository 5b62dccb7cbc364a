import { EnvironmentError } from '#config/environment';
import { DatabaseUnusable } from '#database/migrate';
import { isDatabaseUnavailable } from '#database/unavailable';
import { DomainError } from '#kernel/domain-error';
import { MasterKeyError } from '#vault/master-key-error';

/** What went wrong, in one sentence that says what to do; the stack only for what we did not foresee. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Something failed.';
  const known = [EnvironmentError, DatabaseUnusable, DomainError, MasterKeyError].some(
    (kind) => error instanceof kind,
  );
  if (known) return error.message;
  if (isDatabaseUnavailable(error))
    return `The database does not answer: ${error.message}. Check DATABASE_URL and that it runs.`;
  const { code } = error as { code?: unknown };
  if (code === '28P01' || code === '28000')
    return 'The database refused the login: check the name and password in DATABASE_URL.';
  if (code === '3D000') return `${error.message}: create it, or correct the name in DATABASE_URL.`;
  if (code === '42501')
    return `The database login may not do this (${error.message}): give DATABASE_OWNER_URL a login that owns the database.`;
  return error.stack ?? error.message;
}
