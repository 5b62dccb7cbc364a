import type { CaseFacts } from './facts.js';

export interface Accused {
  respondentId?: string | undefined;
  respondentName?: string | undefined;
}

/** The respondent that is meant: by id, else the only one. Null where there is none to be meant. */
export function meant(facts: CaseFacts, said: Accused): string | null {
  if (said.respondentId !== undefined) return said.respondentId;
  return facts.respondents.length === 1 ? (facts.respondents[0]?.id ?? null) : null;
}
