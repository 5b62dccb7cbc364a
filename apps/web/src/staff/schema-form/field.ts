/** How a field is drawn. `lines` is a list of texts typed one on each line. */
export type FieldKind =
  | 'input'
  | 'textarea'
  | 'lines'
  | 'number'
  | 'date'
  | 'radios'
  | 'select'
  | 'checkboxes'
  | 'confirm'
  | 'group'
  | 'list';

export interface Option {
  value: string;
  text: string;
}

/** One field of a form as templates draw it. Names are paths into the body (`respondents.0.name`). */
export interface Field {
  name: string;
  id: string;
  kind: FieldKind;
  label: string;
  hint: string;
  required: boolean;
  /** What was typed or chosen; a list of texts for checkboxes. */
  values: string[];
  options: Option[];
  /** Of a group. */
  fields: Field[];
  /** Of a list: one group of fields each. */
  items: { id: string; name: string; fields: Field[] }[];
  error: string | null;
}

/** Things of the case (and people, and bodies) that a field can name by id. */
export type References = Readonly<Partial<Record<ReferenceKind, readonly Option[]>>>;

export const REFERENCE_KINDS = [
  'person',
  'body',
  'report',
  'respondent',
  'allegation',
  'remedy',
  'measure',
  'request',
  'check',
  'hold',
  'followUp',
  'subject',
] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/** Id of a field in the page. */
export function idOf(name: string): string {
  return `f-${name.replaceAll('.', '-')}`;
}

/** Which things a field of this name holds ids of (fields.ts of libs/cases names them so), or null. */
export function referenceKindOf(name: string): ReferenceKind | null {
  const last = name.split('.').findLast((part) => !/^\d+$/.test(part)) ?? '';
  if (/personids?$/i.test(last)) return 'person';
  if (/bodyid$/i.test(last)) return 'body';
  if (/measureid$/i.test(last)) return 'measure';
  if (last === 'subject') return 'subject';
  if (last === 'followsUp') return 'followUp';
  const named = /^(report|respondent|allegation|remedy|request|check|hold)Id$/.exec(last)?.[1];
  return REFERENCE_KINDS.find((kind) => kind === named) ?? null;
}
