/** JSON Schema (2020-12, as OpenAPI 3.1 has it), as far as ours use it. */
export interface Schema {
  [key: string]: unknown;
}

export function text(more: Schema = {}): Schema {
  return { type: 'string', ...more };
}

export const uuid: Schema = { type: 'string', format: 'uuid' };
export const instant: Schema = { type: 'string', format: 'date-time' };
export const day: Schema = { type: 'string', format: 'date' };
export const yesNo: Schema = { type: 'boolean' };
export const whole: Schema = { type: 'integer' };

export function oneOf(values: readonly string[]): Schema {
  return { type: 'string', enum: [...values] };
}

export function list(items: Schema): Schema {
  return { type: 'array', items };
}

export function nullable(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

export function component(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** An object all of whose properties are always there, but for those named in `optional`. Nothing else is in it. */
export function object(properties: Record<string, Schema>, optional: readonly string[] = []): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    properties,
  };
}

/** A page of a list. */
export function page(items: Schema): Schema {
  return object({
    items: list(items),
    nextCursor: nullable(text({ description: 'Opaque; null on the last page.' })),
  });
}
