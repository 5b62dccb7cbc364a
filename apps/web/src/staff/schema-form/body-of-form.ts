import type { JsonSchema } from '../../api/api-types.js';
import type { Form } from '../../http/form.js';
import { rowsOf } from './fields-of-schema.js';
import { shapeOf, withoutNull } from './schema.js';

export interface ReadBody {
  body: Record<string, unknown>;
  /** Names of the required fields that were left empty. */
  empty: string[];
}

/**
 * The body that a form means, by the action's schema: what was left empty is left out, numbers are numbers, a ticked box is
 * true. Required fields that are empty are named here, all at once; everything else the API judges.
 */
export function bodyOfForm(schema: JsonSchema, form: Form): ReadBody {
  const empty: string[] = [];
  const body = readObject(schema, form, '', empty);
  return { body, empty };
}

function readObject(schema: JsonSchema, form: Form, path: string, empty: string[]): Record<string, unknown> {
  const shape = shapeOf(schema);
  if (shape.is !== 'object') return {};
  const out: Record<string, unknown> = {};
  for (const [key, property, required] of shape.properties) {
    const name = path === '' ? key : `${path}.${key}`;
    const value = readValue(withoutNull(property), form, name, required, empty);
    if (value !== undefined) out[key] = value;
    else if (required) empty.push(name);
  }
  return out;
}

function readValue(
  schema: JsonSchema,
  form: Form,
  name: string,
  required: boolean,
  empty: string[],
): unknown {
  const shape = shapeOf(schema);
  switch (shape.is) {
    case 'object': {
      const inner: string[] = [];
      const value = readObject(schema, form, name, inner);
      if (Object.keys(value).length === 0 && !required) return undefined;
      empty.push(...inner);
      return value;
    }
    case 'objects':
      return someOf(readRows(shape.item, form, name, required, empty));
    case 'texts':
    case 'ids':
      return someOf(
        form.all(name).flatMap((text) =>
          text
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean),
        ),
      );
    case 'choices':
      return someOf(shape.options.filter((option) => form.all(name).includes(String(option))));
    case 'choice':
      return shape.options.find((option) => String(option) === form.text(name));
    case 'true':
      return form.text(name) === 'true' ? true : undefined;
    case 'boolean':
      return form.text(name) === 'true' ? true : form.text(name) === 'false' ? false : undefined;
    case 'number':
      return numberOf(form.line(name));
    case 'id':
    case 'date':
    case 'line':
      return form.line(name) === '' ? undefined : form.line(name);
    case 'text':
      return form.text(name).trim() === '' ? undefined : form.text(name).trim();
  }
}

/** Rows of a list. A row in which nothing was typed or chosen is no row. */
function readRows(
  item: JsonSchema,
  form: Form,
  name: string,
  required: boolean,
  empty: string[],
): Record<string, unknown>[] {
  const rows: Record<string, unknown>[] = [];
  const count = rowsOf(form, name, required ? 1 : 0);
  for (let index = 0; index < count; index += 1) {
    const inner: string[] = [];
    const row = readObject(item, form, `${name}.${String(index)}`, inner);
    if (Object.keys(row).length === 0) continue;
    empty.push(...inner);
    rows.push(row);
  }
  return rows;
}

function someOf<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** What is no number stays the text it is, so that the API names the fault. */
function numberOf(text: string): number | string | undefined {
  if (text === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}
