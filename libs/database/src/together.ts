/** `in_failed_sql_transaction`: an earlier statement of the same transaction failed; says nothing of its own. */
const AFTER_A_FAILURE = '25P02';

function codeOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  return code ?? driverError?.code;
}

/**
 * Waits for statements that were asked for together on one connection, all of them, and answers like Promise.all. Where
 * some failed it throws the failure that the others followed from: those behind it only hear that the transaction is
 * aborted, and may be heard of first.
 */
export async function together<T extends readonly unknown[]>(
  statements: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  const asked: readonly Promise<unknown>[] = statements;
  const settled = await Promise.allSettled(asked);
  const answers: unknown[] = [];
  const failures: unknown[] = [];
  for (const one of settled) {
    if (one.status === 'fulfilled') answers.push(one.value);
    else failures.push(one.reason);
  }
  if (failures.length === 0) return answers as unknown as T;
  throw failures.find((error) => codeOf(error) !== AFTER_A_FAILURE) ?? failures[0];
}
