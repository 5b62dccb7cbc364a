import type { EntityManager } from 'typeorm';

/**
 * Rows of a statement. TypeORM answers `select` with rows and `update`/`delete … returning` with `[rows, count]`; this
 * always gives the rows.
 */
export async function queryRows<T>(
  tx: EntityManager,
  sql: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  const answer: unknown = await tx.query(sql, [...values]);
  if (
    Array.isArray(answer) &&
    answer.length === 2 &&
    Array.isArray(answer[0]) &&
    typeof answer[1] === 'number'
  ) {
    return answer[0] as T[];
  }
  return answer as T[];
}
