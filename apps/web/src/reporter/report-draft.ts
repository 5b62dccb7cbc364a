import { z } from 'zod';
import {
  BREACH_KINDS,
  PRINCIPLES,
  REPORTER_ROLES,
  REPORT_KINDS,
  RESPONDENT_KINDS,
  SURVIVOR_CONSENTS,
} from '#kernel/vocabulary';

/** As long as the API takes (docs/openapi.json); more is named as a fault and kept on the page. */
export const NARRATIVE_MAX = 100_000;
const LINE_MAX = 300;
const LIST_MAX = 50;

const line = z.string().max(2000).catch('');

const respondent = z.object({
  name: line,
  kind: z.enum(RESPONDENT_KINDS).catch('person'),
});

/**
 * What somebody has told so far. It travels with them from question to question in a hidden field, so that nothing is kept
 * on their device or here before they send it. Whatever is not understood falls back to "not answered".
 */
const schema = z.object({
  /** One key for one report: sent twice, it is filed once. */
  key: z.uuid(),
  reporterRole: z.enum(REPORTER_ROLES).nullable().catch(null),
  survivorConsent: z.enum(SURVIVOR_CONSENTS).nullable().catch(null),
  narrative: z.string().catch(''),
  kind: z.enum(REPORT_KINDS).nullable().catch(null),
  day: line,
  month: line,
  year: line,
  bodyId: z.string().max(64).catch(''),
  breachKinds: z.array(z.enum(BREACH_KINDS)).catch([]),
  principles: z.array(z.literal([...PRINCIPLES])).catch([]),
  respondents: z.array(respondent).max(LIST_MAX).catch([]),
  keepFrom: z.array(line).max(LIST_MAX).catch([]),
  name: line,
  email: line,
  phone: line,
  safeToContact: z.enum(['yes', 'no']).nullable().catch(null),
});

export type ReportDraft = z.infer<typeof schema>;

export { LINE_MAX, LIST_MAX };

export function newDraft(key: string): ReportDraft {
  return {
    key,
    reporterRole: null,
    survivorConsent: null,
    narrative: '',
    kind: null,
    day: '',
    month: '',
    year: '',
    bodyId: '',
    breachKinds: [],
    principles: [],
    respondents: [],
    keepFrom: [],
    name: '',
    email: '',
    phone: '',
    safeToContact: null,
  };
}

/** Reads the hidden field; null where it is not a draft of ours. */
export function readDraft(text: string): ReportDraft | null {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
