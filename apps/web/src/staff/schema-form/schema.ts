import type { JsonSchema } from '../../api/api-types.js';

/** Over this a text has more than one line (fields.ts of libs/cases: a line has 500 characters at most). */
const LINE_MAX = 500;

export type Shape =
  | { is: 'object'; properties: [string, JsonSchema, boolean][] }
  | { is: 'objects'; item: JsonSchema; max: number }
  | { is: 'texts' }
  | { is: 'choices'; options: readonly (string | number)[] }
  | { is: 'ids' }
  | { is: 'choice'; options: readonly (string | number)[] }
  | { is: 'true' }
  /** `preset` is what holds when nobody answers. */
  | { is: 'boolean'; preset: boolean | null }
  | { is: 'number' }
  | { is: 'date' }
  | { is: 'id' }
  | { is: 'line' }
  | { is: 'text' };

/** The schema without its `null`: a field that is left empty is left out of the body. */
export function withoutNull(schema: JsonSchema): JsonSchema {
  const others = (schema.anyOf ?? schema.oneOf ?? []).filter(({ type }) => type !== 'null');
  const [only] = others;
  if (others.length === 1 && only !== undefined) return { ...only, ...titled(schema) };
  if (Array.isArray(schema.type)) {
    const [type] = schema.type.filter((one) => one !== 'null');
    return type === undefined ? schema : { ...schema, type };
  }
  return schema;
}

function titled({ title, description }: JsonSchema): JsonSchema {
  return { ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }) };
}

/** What kind of thing a schema asks for. Throws for a schema that no form of ours can ask for; a spec walks all of them. */
export function shapeOf(given: JsonSchema): Shape {
  const schema = withoutNull(given);
  if (schema.const === true) return { is: 'true' };
  if (schema.enum !== undefined) return { is: 'choice', options: schema.enum };
  if (typeof schema.const === 'string' || typeof schema.const === 'number')
    return { is: 'choice', options: [schema.const] };
  if (schema.type === 'object') {
    const required = new Set(schema.required ?? []);
    const properties = Object.entries(schema.properties ?? {});
    return { is: 'object', properties: properties.map(([name, one]) => [name, one, required.has(name)]) };
  }
  if (schema.type === 'array' && schema.items !== undefined) return arrayShape(schema, schema.items);
  if (schema.type === 'boolean')
    return { is: 'boolean', preset: typeof schema.default === 'boolean' ? schema.default : null };
  if (schema.type === 'integer' || schema.type === 'number') return { is: 'number' };
  if (schema.type === 'string') return stringShape(schema);
  throw new Error(`No form for this schema: ${JSON.stringify(given).slice(0, 200)}`);
}

function arrayShape(schema: JsonSchema, items: JsonSchema): Shape {
  const item = shapeOf(items);
  if (item.is === 'object') return { is: 'objects', item: items, max: schema.maxItems ?? 50 };
  if (item.is === 'choice') return { is: 'choices', options: item.options };
  return { is: item.is === 'id' ? 'ids' : 'texts' };
}

function stringShape({ format, maxLength }: JsonSchema): Shape {
  if (format === 'uuid') return { is: 'id' };
  if (format === 'date') return { is: 'date' };
  return { is: maxLength !== undefined && maxLength <= LINE_MAX ? 'line' : 'text' };
}
