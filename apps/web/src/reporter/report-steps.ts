import {
  BREACH_KINDS,
  PRINCIPLES,
  REPORTER_ROLES,
  REPORT_KINDS,
  RESPONDENT_KINDS,
  SURVIVOR_CONSENTS,
} from '#kernel/vocabulary';
import type { Form } from '../http/form.js';
import { asksConsent, dayOf, hasContact } from './report-body.js';
import { LINE_MAX, LIST_MAX, NARRATIVE_MAX, type ReportDraft } from './report-draft.js';

/** A fault of an answer: the field's id and the message's key. */
export interface StepFault {
  field: string;
  key: string;
}

export interface Step {
  id: string;
  /** Whether this question is put to this person at all. */
  applies?: (draft: ReportDraft) => boolean;
  /** Takes what was typed on this page into the draft. */
  read: (form: Form, draft: ReportDraft) => Partial<ReportDraft>;
  /** What "I would rather not say" leaves. */
  skip: Partial<ReportDraft> | null;
  faults?: (draft: ReportDraft) => StepFault[];
}

function oneOf<const T extends string>(values: readonly T[], value: string): T | null {
  return values.find((one) => one === value) ?? null;
}

function anyOf<const T extends string | number>(values: readonly T[], chosen: readonly string[]): T[] {
  return values.filter((one) => chosen.includes(String(one)));
}

const tooLong = (field: string, value: string): StepFault[] =>
  value.length > LINE_MAX ? [{ field, key: 'report.fault.too-long' }] : [];

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The questions in their order: the story first, the details after it, the most private last. One a page. */
export const STEPS: readonly Step[] = [
  {
    id: 'who',
    read: (form) => ({ reporterRole: oneOf(REPORTER_ROLES, form.text('reporterRole')) }),
    skip: { reporterRole: null },
  },
  {
    id: 'consent',
    applies: asksConsent,
    read: (form) => ({ survivorConsent: oneOf(SURVIVOR_CONSENTS, form.text('survivorConsent')) }),
    skip: { survivorConsent: null },
  },
  {
    id: 'story',
    read: (form) => ({ narrative: form.text('narrative') }),
    skip: null,
    faults: ({ narrative }) => {
      if (narrative.trim() === '') return [{ field: 'narrative', key: 'report.fault.story' }];
      return narrative.length > NARRATIVE_MAX ? [{ field: 'narrative', key: 'report.fault.story-long' }] : [];
    },
  },
  {
    id: 'aim',
    read: (form) => ({ kind: oneOf(REPORT_KINDS, form.text('kind')) }),
    skip: { kind: null },
  },
  {
    id: 'when',
    read: (form) => ({ day: form.line('day'), month: form.line('month'), year: form.line('year') }),
    skip: { day: '', month: '', year: '' },
    faults: (draft) => (dayOf(draft) === null ? [{ field: 'day', key: 'report.fault.when' }] : []),
  },
  {
    id: 'where',
    read: (form) => ({ bodyId: form.line('bodyId').slice(0, 64) }),
    skip: { bodyId: '' },
  },
  {
    id: 'kinds',
    read: (form) => ({ breachKinds: anyOf(BREACH_KINDS, form.all('breachKinds')) }),
    skip: { breachKinds: [] },
  },
  {
    id: 'principles',
    read: (form) => ({ principles: anyOf(PRINCIPLES, form.all('principles')) }),
    skip: { principles: [] },
  },
  {
    id: 'people',
    read: (form) => ({
      respondents: form
        .all('respondentName')
        .slice(0, LIST_MAX)
        .map((name, index) => ({
          name: name.replace(/\s+/gu, ' ').trim(),
          kind: oneOf(RESPONDENT_KINDS, form.text(`respondentKind-${String(index + 1)}`)) ?? 'person',
        })),
    }),
    skip: { respondents: [] },
    faults: ({ respondents }) =>
      respondents.flatMap(({ name }, index) => tooLong(`respondentName-${String(index + 1)}`, name)),
  },
  {
    id: 'keep-from',
    read: (form) => ({
      keepFrom: form
        .all('keepFrom')
        .slice(0, LIST_MAX)
        .map((name) => name.replace(/\s+/gu, ' ').trim()),
    }),
    skip: { keepFrom: [] },
    faults: ({ keepFrom }) =>
      keepFrom.flatMap((name, index) => tooLong(`keepFrom-${String(index + 1)}`, name)),
  },
  {
    id: 'contact',
    read: (form) => ({
      name: form.line('name'),
      email: form.line('email'),
      phone: form.line('phone'),
      safeToContact: oneOf(['yes', 'no'], form.text('safeToContact')),
    }),
    skip: { name: '', email: '', phone: '', safeToContact: null },
    faults: (draft) => [
      ...tooLong('name', draft.name),
      ...(draft.email !== '' && (!EMAIL.test(draft.email) || draft.email.length > LINE_MAX)
        ? [{ field: 'email', key: 'report.fault.email' }]
        : []),
      ...(draft.phone.length > 60 ? [{ field: 'phone', key: 'report.fault.too-long' }] : []),
      ...(hasContact(draft) && draft.safeToContact === null
        ? [{ field: 'safeToContact', key: 'report.fault.safe' }]
        : []),
    ],
  },
];

export const CHECK = 'check';

export function stepsFor(draft: ReportDraft): Step[] {
  return STEPS.filter((step) => step.applies?.(draft) ?? true);
}

export function stepById(id: string): Step | undefined {
  return STEPS.find((step) => step.id === id);
}

/** The step after or before one, `check` after the last, null before the first. */
export function neighbour(draft: ReportDraft, id: string, way: 1 | -1): string | null {
  const ids = [...stepsFor(draft).map((step) => step.id), CHECK];
  const at = ids.indexOf(id);
  return ids[at + way] ?? null;
}
