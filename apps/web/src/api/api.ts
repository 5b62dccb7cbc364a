import { Injectable } from '@nestjs/common';
import { createApiClient, type ApiClient } from '#client/api-client';
import { Environment } from '#config/environment';

/** Longest that a page waits for the API, in milliseconds. */
const PATIENCE_MS = 15_000;

/** What goes along with every call made in somebody's name. `language` is that of the page they look at. */
export interface Caller {
  token: string | null;
  language: string;
}

/** The one connection to the API, shared by what reporters and what staff may call. */
@Injectable()
export class Api {
  readonly client: ApiClient;

  constructor(environment: Environment) {
    this.client = createApiClient(environment.apiUrl);
  }

  /** Options of a call in somebody's name; spread into the client's own. */
  as({ token, language }: Caller, headers: Readonly<Record<string, string>> = {}) {
    return {
      headers: {
        'Accept-Language': language,
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      signal: AbortSignal.timeout(PATIENCE_MS),
    };
  }
}
