import type { JsonSchema } from '../../api/api-types.js';
import type { Form } from '../../http/form.js';
import { idOf, referenceKindOf, type Field, type FieldKind, type Option, type References } from './field.js';
import { shapeOf, withoutNull, type Shape } from './schema.js';

/** More choices than this are a list to pick from instead of radios. */
const RADIOS_MAX = 8;

export interface FormSource {
  /** What was typed so far. */
  form: Form;
  references: References;
  /** Faults by the field's id. */
  errors: ReadonlyMap<string, string>;
  /** A choice in words; `name` is the field's last name. */
  option: (name: string, value: string | number) => string;
  label: (name: string, schema: JsonSchema) => { label: string; hint: string };
}

/** How many rows a list has: as many as the form says, else as many as it begins with. */
export function rowsOf(form: Form, name: string, least: number): number {
  const count = Number(form.text(`${name}.count`));
  return form.text(`${name}.count`) !== '' && Number.isInteger(count) && count >= 0
    ? Math.min(count, 50)
    : least;
}

function kindOf(shape: Shape, required: boolean, options: readonly Option[]): FieldKind {
  switch (shape.is) {
    case 'object':
      return 'group';
    case 'objects':
      return 'list';
    case 'texts':
      return 'lines';
    case 'choices':
      return 'checkboxes';
    case 'ids':
      return options.length > 0 ? 'checkboxes' : 'lines';
    case 'choice':
      // A radio cannot be taken back without script, so what may be left out is a list with an empty line.
      return required && shape.options.length <= RADIOS_MAX ? 'radios' : 'select';
    case 'boolean':
      return asksYesOrNo(shape, required) ? 'radios' : 'confirm';
    case 'true':
      return 'confirm';
    case 'id':
      return options.length > 0 ? 'select' : 'input';
    case 'text':
      return 'textarea';
    case 'line':
      return 'input';
    case 'number':
    case 'date':
      return shape.is;
  }
}

/** Where no answer would be an answer, yes and no are both to be chosen; else a box may stay empty. */
function asksYesOrNo(shape: Shape, required: boolean): boolean {
  return shape.is === 'boolean' && (required || shape.preset !== null);
}

function optionsOf(shape: Shape, name: string, required: boolean, source: FormSource): readonly Option[] {
  if (asksYesOrNo(shape, required)) {
    return ['true', 'false'].map((value) => ({ value, text: source.option('yesNo', value) }));
  }
  if (shape.is === 'choice' || shape.is === 'choices') {
    return shape.options.map((value) => ({
      value: String(value),
      text: source.option(lastName(name), value),
    }));
  }
  const kind = shape.is === 'id' || shape.is === 'ids' ? referenceKindOf(name) : null;
  return kind === null ? [] : (source.references[kind] ?? []);
}

export function lastName(name: string): string {
  return name.split('.').at(-1) ?? name;
}

function fieldOf(name: string, given: JsonSchema, required: boolean, source: FormSource): Field {
  const schema = withoutNull(given);
  const shape = shapeOf(schema);
  const options = [...optionsOf(shape, name, required, source)];
  const typed = source.form.all(name);
  const values = typed.length > 0 ? typed : presetOf(shape, required, options);
  return {
    name,
    id: idOf(name),
    kind: kindOf(shape, required, options),
    ...source.label(lastName(name), schema),
    required,
    values,
    options,
    fields: shape.is === 'object' ? fieldsOfSchema(schema, source, name) : [],
    items: shape.is === 'objects' ? itemsOf(name, shape.item, required ? 1 : 0, source) : [],
    error: source.errors.get(idOf(name)) ?? null,
  };
}

/** What stands in a field before anybody typed: the one thing there is to choose, or what holds when nobody answers. */
function presetOf(shape: Shape, required: boolean, options: readonly Option[]): string[] {
  if (shape.is === 'boolean' && shape.preset !== null) return [String(shape.preset)];
  const [first, ...others] = options;
  return required && shape.is === 'id' && first !== undefined && others.length === 0 ? [first.value] : [];
}

function itemsOf(name: string, item: JsonSchema, least: number, source: FormSource): Field['items'] {
  return Array.from({ length: rowsOf(source.form, name, least) }, (_, index) => {
    const row = `${name}.${String(index)}`;
    return { id: idOf(row), name: row, fields: fieldsOfSchema(item, source, row) };
  });
}

/** The fields that ask for a body of this schema, filled with what was typed. */
export function fieldsOfSchema(schema: JsonSchema, source: FormSource, path = ''): Field[] {
  const shape = shapeOf(schema);
  if (shape.is !== 'object') return [];
  const prefix = path === '' ? '' : `${path}.`;
  return shape.properties.map(([name, property, required]) =>
    fieldOf(`${prefix}${name}`, property, required, source),
  );
}
