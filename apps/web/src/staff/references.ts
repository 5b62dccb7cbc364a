import type { CaseView, PersonView, PublicBody } from '../api/api-types.js';
import type { Option, References } from './schema-form/field.js';

const SHORT = 80;

function shortened(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length > SHORT ? `${line.slice(0, SHORT - 1)}…` : line;
}

/** Everything of a case, and the people and bodies, that a field can name by id: what somebody picks from. */
export function referencesOf(
  view: CaseView,
  people: readonly PersonView[],
  bodies: readonly PublicBody[],
  word: (family: string, name: string) => string,
): References {
  const respondentName = (id: string | null) => view.respondents.find((one) => one.id === id)?.name;
  const report = view.reports.map(({ id, reference, reporterRole }): Option => ({
    value: id,
    text: `${reference} (${word('reporterIs', reporterRole)})`,
  }));
  const respondent = view.respondents.map(({ id, name }) => ({ value: id, text: name }));
  const remedy = view.remedies.map(({ id, kind, what }) => ({
    value: id,
    text: `${word('remedyKind', kind)}: ${shortened(what)}`,
  }));
  const measure = view.interimMeasures
    .filter(({ endedAt }) => endedAt === null)
    .map(({ id, measure }) => ({ value: id, text: shortened(measure) }));
  const referral = view.referrals.map(({ id, to }) => ({ value: id, text: shortened(to) }));
  return {
    person: people.map(({ id, name, roles }) => ({ value: id, text: personText(name, roles, word) })),
    body: bodies.map(({ id, name }) => ({ value: id, text: name })),
    report,
    respondent,
    remedy,
    measure,
    allegation: view.allegations.map(({ id, what, respondentId }) => ({
      value: id,
      text: [respondentName(respondentId), shortened(what)].filter(Boolean).join(': '),
    })),
    request: view.identityRequests
      .filter(({ answer }) => answer === null)
      .map(({ id, by, purpose }) => ({ value: id, text: `${view.people[by] ?? ''}: ${shortened(purpose)}` })),
    check: view.retaliationChecks
      .filter(({ recorded }) => recorded === null)
      .map(({ id, when, dueAt }) => ({
        value: id,
        text: `${word('checkWhen', when)} (${dueAt.slice(0, 10)})`,
      })),
    hold: view.holds
      .filter(({ releasedAt }) => releasedAt === null)
      .map(({ id, basis }) => ({ value: id, text: shortened(basis) })),
    followUp: [...referral, ...measure],
    subject: [...report, ...remedy, ...respondent, ...measure],
  };
}

function personText(
  name: string,
  roles: PersonView['roles'],
  word: (family: string, name: string) => string,
): string {
  const words = [...new Set(roles.map(({ role }) => word('role', role)))];
  return words.length === 0 ? name : `${name} (${words.join(', ')})`;
}
