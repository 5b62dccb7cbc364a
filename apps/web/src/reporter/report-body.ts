import type { Language } from '#kernel/vocabulary';
import type { ReportInput } from '../api/api-types.js';
import type { ReportDraft } from './report-draft.js';

/** The date somebody gave as `YYYY-MM-DD`; '' where they gave none, null where it is no date of the calendar. */
export function dayOf({ day, month, year }: Pick<ReportDraft, 'day' | 'month' | 'year'>): string | null {
  if (day === '' && month === '' && year === '') return '';
  if (![day, month].every((part) => /^\d{1,2}$/.test(part)) || !/^\d{4}$/.test(year)) return null;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? null : iso;
}

export function hasContact(draft: ReportDraft): boolean {
  return [draft.name, draft.email, draft.phone].some((value) => value !== '');
}

function contactOf(draft: ReportDraft): ReportInput['contact'] {
  if (!hasContact(draft)) return undefined;
  return {
    ...(draft.name === '' ? {} : { name: draft.name }),
    ...(draft.email === '' ? {} : { email: draft.email }),
    ...(draft.phone === '' ? {} : { phone: draft.phone }),
    safeToContact: draft.safeToContact === 'yes',
  };
}

/** Body of POST /api/v1/reports: only what was answered; what was skipped is left out and never guessed. */
export function reportBody(draft: ReportDraft, language: Language): ReportInput {
  const occurredOn = dayOf(draft);
  const contact = contactOf(draft);
  const respondents = draft.respondents.filter(({ name }) => name !== '');
  const keepFrom = draft.keepFrom.filter((name) => name !== '');
  return {
    reporterRole: draft.reporterRole ?? 'other',
    narrative: draft.narrative,
    language,
    receivedVia: 'web',
    ...(draft.kind === null ? {} : { kind: draft.kind }),
    ...(draft.bodyId === '' ? {} : { bodyId: draft.bodyId }),
    ...(draft.principles.length === 0 ? {} : { principles: draft.principles }),
    ...(draft.breachKinds.length === 0 ? {} : { breachKinds: draft.breachKinds }),
    ...(respondents.length === 0 ? {} : { respondents }),
    ...(keepFrom.length === 0 ? {} : { keepFrom }),
    ...(occurredOn === '' || occurredOn === null ? {} : { occurredOn }),
    ...(contact === undefined ? {} : { contact }),
    ...(asksConsent(draft) && draft.survivorConsent !== null
      ? { survivorConsent: draft.survivorConsent }
      : {}),
    // Whoever was harmed and tells it themselves has agreed to telling it.
    ...(draft.reporterRole === 'survivor' ? { survivorConsent: 'given' as const } : {}),
  };
}

/** Whether there is somebody else who was harmed, and who can be asked. */
export function asksConsent({ reporterRole }: Pick<ReportDraft, 'reporterRole'>): boolean {
  return reporterRole === 'witness' || reporterRole === 'on-behalf';
}
