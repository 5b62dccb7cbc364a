/** What a case is asked about when somebody's access to it is judged. Plain values, no entity. */
export interface CaseAccessFacts {
  id: string;
  /** The body that holds it. */
  bodyId: string;
  stage: string;
  /** People who must not learn that it exists. */
  excluded: readonly string[];
  /** Assignments in force. */
  assignments: readonly { personId: string; role: string }[];
  /** Bodies that an escalation let in. */
  escalatedTo: readonly string[];
  /** The body that a pending transfer offers it to, or null. */
  offeredTo: string | null;
}

/** What the services know of a case before escalations and the offer are looked up. */
export type CaseRecord = Omit<CaseAccessFacts, 'escalatedTo' | 'offeredTo'>;
