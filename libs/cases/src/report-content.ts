import type { OpenKey } from '#vault/vault';
import type { NewReport, ReportContact, ReportContent } from './new-report.js';

/** What of a new report is sealed as its content. Contact is not among it: identity is sealed apart. */
export function contentOf(report: NewReport): ReportContent {
  return {
    narrative: report.narrative,
    occurredOn: report.occurredOn,
    bodyNamed: report.bodyId,
    respondents: report.respondents,
    keepFrom: report.keepFrom,
    principles: report.principles,
    breachKinds: report.breachKinds,
    survivorConsent: report.survivorConsent,
  };
}

export function sealContent(key: OpenKey, reportId: string, content: ReportContent): Buffer {
  return key.seal(JSON.stringify(content), `report.content:${reportId}`);
}

export function openContent(key: OpenKey, reportId: string, sealed: Uint8Array): ReportContent {
  return JSON.parse(key.open(sealed, `report.content:${reportId}`).toString('utf8')) as ReportContent;
}

export function sealIdentity(key: OpenKey, reportId: string, contact: ReportContact): Buffer {
  return key.seal(JSON.stringify(contact), `report.identity:${reportId}`);
}

export function openIdentity(key: OpenKey, reportId: string, sealed: Uint8Array): ReportContact {
  return JSON.parse(key.open(sealed, `report.identity:${reportId}`).toString('utf8')) as ReportContact;
}
