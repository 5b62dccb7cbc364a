import type { Language } from '#kernel/vocabulary';
import type { JsonSchema, Problem } from '../api/api-types.js';
import type { Form } from '../http/form.js';
import { directionOf } from '../http/language.js';
import type { FormFault } from '../http/page.js';
import type { Views } from '../view/views.js';
import { idOf, type Field, type References } from './schema-form/field.js';
import { fieldsOfSchema, type FormSource } from './schema-form/fields-of-schema.js';

/** Families of words that a choice of a field belongs to, by the field's name; others are looked for under `choice`. */
const CHOICES: Readonly<Record<string, string>> = {
  stage: 'stage',
  risk: 'risk',
  principles: 'principle',
  principle: 'principle',
  breachKinds: 'breach',
  breachKind: 'breach',
  role: 'role',
  clock: 'clock',
  language: 'language',
};

/** Faults as fields know them: `respondents[0].name` and `/respondents/0/name` are the field `respondents.0.name`. */
export function fieldName(path: string): string {
  return path
    .replace(/^(?:body)?[./]/, '')
    .replace(/\[(\d+)\]/g, '.$1')
    .replaceAll('/', '.');
}

/** The API's own words among Arabic ones: kept together by isolates (UAX #9), so that their full stop stays at their end. */
function isolated(text: string, language: Language): string {
  return directionOf(language) === 'rtl' && text !== '' ? `\u2068${text}\u2069` : text;
}

/** One action's schema as a form in one language. */
export class ActionForm {
  constructor(
    private readonly schema: JsonSchema,
    private readonly views: Views,
    private readonly language: Language,
  ) {}

  fields(form: Form, references: References, faults: readonly FormFault[]): Field[] {
    const errors = new Map(
      faults.flatMap(({ field, text }): [string, string][] => (field === null ? [] : [[field, text]])),
    );
    return fieldsOfSchema(this.schema, this.source(form, references, errors));
  }

  /** One fault for each required field that was left empty. */
  emptyFaults(names: readonly string[], form: Form): FormFault[] {
    const labels = new Map(
      flat(fieldsOfSchema(this.schema, this.source(form, {}, new Map()))).map((field) => [
        field.name,
        field.label,
      ]),
    );
    return names.map((name) => ({
      field: idOf(name),
      text: this.views.text(this.language, 'action.fault.empty', { field: labels.get(name) ?? name }),
    }));
  }

  /** What the API refused: every fault of the body and every thing that is missing, each at its field where it has one. */
  refusals({ errors = [], missing = [], detail }: Problem): FormFault[] {
    const known = new Set(Object.keys(this.schema.properties ?? {}));
    const at = (path: string | undefined) => {
      const name = fieldName(path ?? '');
      return known.has(name.split('.')[0] ?? '') ? idOf(name) : null;
    };
    const faults = [
      ...errors.map((one) => ({ field: at(one.path), text: isolated(one.detail, this.language) })),
      ...missing.map((one) => ({ field: at(one.field), text: isolated(one.detail, this.language) })),
    ];
    return faults.length > 0 ? faults : [{ field: null, text: detail }];
  }

  private source(form: Form, references: References, errors: ReadonlyMap<string, string>): FormSource {
    return {
      form,
      references,
      errors,
      option: (name, value) => this.views.word(this.language, CHOICES[name] ?? 'choice', String(value)),
      label: (name, { title, description }) => ({
        label: isolated(title ?? this.views.word(this.language, 'field', name), this.language),
        hint: isolated(description ?? '', this.language),
      }),
    };
  }
}

function flat(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => [
    field,
    ...flat(field.fields),
    ...field.items.flatMap((item) => flat(item.fields)),
  ]);
}
