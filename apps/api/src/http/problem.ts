import type { Fault, Missing } from '#kernel/domain-error';

/** RFC 9457. `type` stays about:blank: `code` is what a program relies on. */
export interface Problem {
  type: 'about:blank';
  title: string;
  status: number;
  code: string;
  detail: string;
  errors?: readonly Fault[];
  missing?: readonly Missing[];
}

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not logged in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Not JSON',
  422: 'Not valid',
  428: 'If-Match is needed',
  429: 'Too many requests',
  500: 'Our failure',
  503: 'Not available now',
};

/** Faults that one answer names; a body with more of them is not a person's mistake. */
const MOST_ERRORS = 200;

export function problem(
  status: number,
  code: string,
  detail: string,
  more: { errors?: readonly Fault[]; missing?: readonly Missing[] } = {},
): Problem {
  const errors = more.errors && { errors: more.errors.slice(0, MOST_ERRORS) };
  return { type: 'about:blank', title: TITLES[status] ?? 'Error', status, code, detail, ...more, ...errors };
}
