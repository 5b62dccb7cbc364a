import type { CaseFacts } from './domain/facts.js';

/** Writes back what the clock book worked out (`name:subject` to due time), so that the facts can tell a promised date. */
export function withDueDates(facts: CaseFacts, dueDates: ReadonlyMap<string, Date>): CaseFacts {
  return {
    ...facts,
    clocks: facts.clocks.map((clock) => {
      const dueAt = clock.endedAt === null ? dueDates.get(`${clock.name}:${clock.subject ?? ''}`) : undefined;
      return dueAt === undefined ? clock : { ...clock, dueAt: dueAt.toISOString() };
    }),
  };
}
