import createClient, { type Client } from 'openapi-fetch';
import type { paths } from './schema.generated.js';

export type ApiClient = Client<paths>;

/**
 * The typed client of the API, generated from docs/openapi.json (scripts/generate-client.mjs).
 * `baseUrl` is the API's address without a path. Answers never throw on a status; they throw when nothing answers.
 */
export function createApiClient(baseUrl: string): ApiClient {
  return createClient<paths>({ baseUrl });
}
