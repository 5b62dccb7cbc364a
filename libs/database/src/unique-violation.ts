/** True where a statement failed because a value that must be unique was there already (PostgreSQL 23505). */
export function isUniqueViolation(error: unknown, ...constraints: readonly string[]): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, constraint, driverError } = error as Partial<Record<string, unknown>>;
  if (code === '23505') return typeof constraint === 'string' && constraints.includes(constraint);
  return driverError !== undefined && driverError !== error && isUniqueViolation(driverError, ...constraints);
}
