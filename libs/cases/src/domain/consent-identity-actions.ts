import { z } from 'zod';
import { reportNamed } from './asks.js';
import type { Change } from './change.js';
import { endAssignments } from './excluding.js';
import { CONSENT_KINDS, type ConsentFacts } from './facts.js';
import { id, language, line, oneOf, text, yesNo } from './fields.js';
import { reportOf } from './needs.js';
import { mediationConsented } from './remedy-actions.js';
import { dayOf, personOf, survivorReports, survivorsConsent } from './queries.js';
import { row } from './row.js';
import { ANY_STAGE } from './situation.js';

const consent = {
  kind: oneOf(CONSENT_KINDS, 'Consent to', 'What it is about.'),
  given: yesNo('Given', 'No means that it is withdrawn; that acts at once.'),
  wordingVersion: line('Wording', 'Which version of the wording was read or shown.'),
  language: language,
  scope: line('Scope', 'With whom, for what, how far.').optional(),
};

// Also when closed: somebody who takes back a consent to publishing does not have to ask for the case to be reopened.
export const recordConsent = row({
  about: "Write down a consent, or its withdrawal, on the person's word",
  form: 'staff',
  from: ANY_STAGE,
  to: [],
  who: ['officer'],
  body: z.strictObject({
    ...consent,
    reportId: id('Reporter', 'Whose consent, where the case has several reporters.').optional(),
    respondentId: id('Respondent', "For mediation: the respondent's own consent.").optional(),
  }),
  needs: [],
  asks: [
    {
      code: 'party-named',
      says: 'Say whose consent it is: a report, or a respondent, of this case.',
      field: 'reportId',
      met: ({ facts }, body) =>
        body.respondentId === undefined
          ? reportOf(facts, body.reportId) !== null
          : body.reportId === undefined && facts.respondents.some((one) => one.id === body.respondentId),
    },
    {
      code: 'respondents-consent',
      says: 'A respondent consents to mediation only; everything else is for the survivor to say.',
      field: 'kind',
      met: (_, body) => body.respondentId === undefined || body.kind === 'mediation',
    },
  ],
  starts: [],
  stops: ['remedy'],
  entries: ['consent.given', 'consent.withdrawn', 'acknowledgement.taken-down'],
  apply: (change, body) => {
    const reportId = body.respondentId === undefined ? reportOf(change.facts, body.reportId) : null;
    putConsent(change, {
      ...body,
      scope: body.scope ?? '',
      reportId,
      respondentId: body.respondentId ?? null,
    });
    if (reportId !== null)
      change.say(reportId, 'consent-recorded', { kind: body.kind, given: String(body.given) });
  },
});

export const recordConsentByReporter = row({
  about: 'Give or take back a consent',
  form: 'reporter',
  from: ANY_STAGE,
  to: [],
  who: ['reporter'],
  body: z.strictObject(consent),
  needs: [],
  asks: [],
  starts: [],
  stops: ['remedy'],
  entries: ['consent.given', 'consent.withdrawn', 'acknowledgement.taken-down'],
  apply: (change, body) => {
    putConsent(change, { ...body, scope: body.scope ?? '', reportId: change.by, respondentId: null });
  },
});

/** Writes the consent down and, where it is taken back, undoes at once what rested on it. */
function putConsent(change: Change, said: Omit<ConsentFacts, 'id' | 'at' | 'recordedBy'>): void {
  const { facts, now } = change;
  const { kind, given, reportId, respondentId, scope, wordingVersion } = said;
  const consentId = change.create();
  facts.consents.push({
    id: consentId,
    kind,
    given,
    reportId,
    respondentId,
    scope,
    wordingVersion,
    language: said.language,
    at: now,
    recordedBy: personOf(change.actor),
  });
  change.entry(given ? 'consent.given' : 'consent.withdrawn', {
    reason: kind,
    payload: { consentId, wordingVersion, language: said.language },
    texts: scope === '' ? {} : { scope },
    ...(reportId === null ? {} : { subject: reportId }),
  });
  if (!given) undo(change, said);
}

function undo(change: Change, said: Pick<ConsentFacts, 'kind' | 'reportId'>): void {
  const { facts, now } = change;
  const delivered = facts.acknowledgement?.delivered;
  change.tellAssignee('consent-withdrawn');
  const ofSurvivor = survivorReports(facts).some((one) => one.id === said.reportId);
  if (
    said.kind === 'publish' &&
    ofSurvivor &&
    delivered?.form === 'public' &&
    delivered.takenDownAt === null
  ) {
    delivered.takenDownAt = now;
    change.tellRole('supervisor', 'publication-withdrawn');
    for (const report of survivorReports(facts)) change.say(report.id, 'acknowledgement-taken-down');
    change.entry('acknowledgement.taken-down', { reason: 'consent-withdrawn' });
  }
  if (said.kind === 'adviser' && !survivorsConsent(facts, 'adviser')) {
    endAssignments(change, (one) => one.role === 'adviser');
  }
  if (said.kind === 'contact') {
    const report = facts.reports.find((one) => one.id === said.reportId);
    if (report !== undefined) report.safeToContact = false;
  }
  if (said.kind !== 'mediation' || mediationConsented(facts)) return;
  // A mediation that someone no longer wants is over; nobody has to approve that.
  for (const remedy of facts.remedies.filter((one) => one.kind === 'mediation' && one.state === 'open')) {
    remedy.state = 'given-up';
    remedy.givenUp = { reason: 'consent withdrawn', approvedBy: null, at: now };
    change.stop('remedy', remedy.id, 'cancelled');
  }
}

export const requestIdentity = row({
  about: 'Ask to see who a reporter is',
  form: 'staff',
  from: ANY_STAGE,
  to: [],
  who: ['assigned'],
  body: z.strictObject({
    purpose: text('Purpose', 'What you need it for. The reporter will be able to read this.'),
    forHours: z
      .int()
      .min(1)
      .max(720)
      .default(24)
      .meta({ title: 'For how many hours', description: 'From the approval on; 30 days at most.' }),
    reportId: id('Reporter', 'Which one, where the case has several.').optional(),
  }),
  needs: [],
  asks: [reportNamed()],
  starts: [],
  stops: [],
  entries: ['identity.requested'],
  apply: (change, body) => {
    const reportId = reportOf(change.facts, body.reportId);
    if (reportId === null) return;
    const requestId = change.create();
    change.facts.identityRequests.push({
      id: requestId,
      reportId,
      purpose: body.purpose,
      forHours: body.forHours,
      by: change.by,
      at: change.now,
      answer: null,
    });
    change.tellRole('custodian', 'identity-requested');
    change.entry('identity.requested', {
      payload: { requestId, forHours: body.forHours },
      texts: { purpose: body.purpose },
      subject: reportId,
    });
  },
});

export const approveIdentity = row({
  about: 'Approve or refuse that somebody sees who a reporter is',
  form: 'staff',
  from: ANY_STAGE,
  to: [],
  who: ['custodian'],
  body: z.strictObject({
    requestId: id('Request', 'The request that you answer.'),
    approve: yesNo('Approve', 'No refuses it.').default(true),
    reason: text('Reason', 'Needed to refuse.').optional(),
  }),
  needs: [
    {
      code: 'request-open',
      says: 'Nobody has asked to see an identity.',
      met: ({ facts }) => facts.identityRequests.some((one) => one.answer === null),
    },
  ],
  asks: [
    {
      code: 'request-of-this-case',
      says: 'No open request of this case has that id.',
      field: 'requestId',
      met: ({ facts }, body) =>
        facts.identityRequests.some((one) => one.id === body.requestId && one.answer === null),
    },
    {
      code: 'not-own-request',
      says: 'Somebody else answers your own request.',
      field: 'requestId',
      met: ({ facts, actor }, body) =>
        facts.identityRequests.find((one) => one.id === body.requestId)?.by !== personOf(actor),
    },
    {
      code: 'asker-still-in-case',
      says: 'The person who asked has left the case: refuse it.',
      field: 'approve',
      met: ({ facts }, body) => {
        const asker = facts.identityRequests.find((one) => one.id === body.requestId)?.by;
        return !body.approve || facts.assignments.some((one) => one.until === null && one.personId === asker);
      },
    },
    {
      code: 'reason-to-refuse',
      says: 'Say why you refuse.',
      field: 'reason',
      met: (_, body) => body.approve || body.reason !== undefined,
    },
  ],
  starts: [],
  stops: [],
  entries: ['identity.disclosed', 'identity.refused'],
  apply: (change, body) => {
    const { facts, now } = change;
    const request = facts.identityRequests.find((one) => one.id === body.requestId);
    if (request === undefined) return;
    request.answer = { approved: body.approve, reason: body.reason ?? null, by: change.by, at: now };
    change.tellPerson(request.by, 'identity-answered');
    if (body.approve) {
      const until = new Date(Date.parse(now) + request.forHours * 3_600_000).toISOString();
      facts.disclosures.push({
        id: change.create(),
        requestId: request.id,
        reportId: request.reportId,
        toPersonId: request.by,
        why: request.purpose,
        at: now,
        until,
      });
      change.say(request.reportId, 'identity-disclosed', { until: dayOf(until) });
    }
    change.entry(body.approve ? 'identity.disclosed' : 'identity.refused', {
      payload: { requestId: request.id },
      people: { to: request.by },
      texts: { purpose: request.purpose, reason: body.reason },
      subject: request.reportId,
    });
  },
});
