import type { CaseView, JsonSchema } from '../api/api-types.js';
import { Form } from '../http/form.js';

/**
 * What stands in an action's form before anybody typed: what the case says already under the same name, so that nobody
 * copies it over, and one row for each respondent who was not looked at yet.
 */
export function initialForm(view: CaseView, schema: JsonSchema): Form {
  const asked = (name: string) => schema.properties?.[name];
  const fields: Record<string, string | string[]> = {};
  if (asked('principles')) fields.principles = view.principles.map(String);
  if (asked('breachKinds')) fields.breachKinds = [...view.breachKinds];
  if (asked('survivorConsent')) fields.survivorConsent = view.survivorConsent;
  if (asked('risk') && view.risk !== null) fields.risk = view.risk;
  const [report, ...others] = view.reports;
  if (asked('language') && report !== undefined && others.length === 0) fields.language = report.language;
  if (asked('respondents')?.items?.properties?.respondentId) {
    const open = view.respondents.filter(({ standing }) => standing === 'named');
    fields['respondents.count'] = String(open.length);
    for (const [index, { id }] of open.entries()) fields[`respondents.${String(index)}.respondentId`] = id;
  }
  return new Form(fields);
}
