import type { Stage } from '#kernel/vocabulary';

/** A case as its reporter sees it: what happened, what is due, what was said; in their language; no staff's name. */
export interface ReporterView {
  reference: string;
  stage: Stage;
  stageSince: string;
  outcome: string | null;
  language: string;
  receivedAt: string;
  /** Of the body that holds the case: the days promised are days there. IANA name. */
  timeZone: string;
  clocks: { name: string; dueAt: string; state: 'running' | 'paused' | 'late' }[];
  history: { at: string; what: string }[];
  messages: { id: string; at: string; from: 'you' | 'us'; text: string }[];
  /** Present once a draft was shown to them. */
  acknowledgement?: {
    harm: string;
    acknowledgedBy: string;
    responsibility: string;
    change: string;
    sharedAt: string;
    /** Their own answer to this draft; `silence` where the time ended without one. */
    answer: 'accepted' | 'change-asked' | 'rejected' | 'silence' | null;
    answerBy: string | null;
    delivered: boolean;
  };
  remedies: {
    id: string;
    kind: string;
    what: string;
    dueOn: string;
    state: string;
    yourRating: number | null;
  }[];
  disclosures: { at: string; who: string; why: string; until: string }[];
  consents: { kind: string; given: boolean; scope: string; at: string }[];
  /** What they may do now, by name, each with the JSON Schema of its body. */
  actions: { name: string; schema: object }[];
  asOf: string;
}
