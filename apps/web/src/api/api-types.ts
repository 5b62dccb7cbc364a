import type { components, paths } from '#client/schema.generated';

type Schemas = components['schemas'];

export type Problem = Schemas['Problem'];
export type PublicBody = Schemas['BodyList']['items'][number];
export type ReportInput = Schemas['FileReportDto'];
export type FiledReport = Schemas['FiledReport'];
export type ReporterCase = Schemas['ReporterCase'];
export type CaseView = Schemas['CaseView'];
export type ActionView = Schemas['Offer'];
export type ActionName = ActionView['name'];
export type PersonView = Schemas['AssignablePeople']['items'][number];
export type LogEntryView = Schemas['LogEntry'];
export type SignedInUser = Schemas['UserDto'];
export type StaffSession = Schemas['StaffSessionDto'];
export type QueueFilters = NonNullable<paths['/api/v1/cases']['get']['parameters']['query']>;

/** The part of JSON Schema 2020-12 that the API's action bodies use (zod writes them). */
export interface JsonSchema {
  title?: string;
  description?: string;
  type?: string | string[];
  format?: string;
  enum?: (string | number)[];
  const?: unknown;
  default?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}
