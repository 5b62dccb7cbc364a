import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { ref } from './ref.js';

const WORDS: Record<number, string> = {
  401: 'Not logged in, or the session has ended.',
  403: 'Your roles do not allow this.',
  404: 'There is nothing here that you may see.',
  409: 'Refused: `missing` names every unmet need.',
  412: 'The case changed since you looked at it.',
  422: 'Not valid: `errors` names every fault.',
  428: 'Send If-Match.',
  429: 'Too many requests from this address; Retry-After says when to try again.',
};

/** The problems (RFC 9457) that a route answers with; 429, 500 and 503 can come from every route. */
export function ProblemAnswers(...statuses: number[]): MethodDecorator {
  return applyDecorators(
    ...statuses.map((status) =>
      ApiResponse({
        status,
        description: WORDS[status] ?? 'Refused.',
        content: { 'application/problem+json': { schema: ref('Problem') } },
      }),
    ),
  );
}
