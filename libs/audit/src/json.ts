/** A JSON value as the log commits to it. Numbers are integers (encoding.ts refuses others). */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = Record<string, JsonValue>;
