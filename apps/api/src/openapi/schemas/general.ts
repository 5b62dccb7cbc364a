import { BODY_LEVELS, LANGUAGES } from '#kernel/vocabulary';
import {
  component,
  instant,
  list,
  nullable,
  object,
  oneOf,
  page,
  text,
  uuid,
  whole,
  type Schema,
} from '../schema.js';

const fault = object({
  path: text({ description: 'Where in the body, e.g. `respondents.0.name`.' }),
  code: text(),
  detail: text(),
});

const missing = object(
  { code: text(), detail: text(), field: text({ description: 'The field of the body that supplies it.' }) },
  ['field'],
);

/** Problems, people, bodies. */
export const GENERAL: Record<string, Schema> = {
  Problem: {
    ...object(
      {
        type: { const: 'about:blank' },
        title: text(),
        status: whole,
        code: text({ description: 'Stable; what a program relies on.' }),
        detail: text(),
        errors: list(fault),
        missing: list(missing),
      },
      ['errors', 'missing'],
    ),
    description:
      'RFC 9457. `errors` names every fault of the request, `missing` every unmet need of an action.',
    example: {
      type: 'about:blank',
      title: 'Not valid',
      status: 422,
      code: 'invalid',
      detail: 'Some of what was sent cannot be taken.',
      errors: [{ path: 'narrative', code: 'required', detail: 'narrative must say something' }],
    },
  },
  Missing: missing,
  Named: object({ id: uuid, name: text() }),
  Body: object({ id: uuid, slug: text({ example: 'kenya' }), name: text({ example: 'Kenya Network' }) }),
  BodyList: page(
    object({
      id: uuid,
      slug: text(),
      name: text(),
      level: oneOf(BODY_LEVELS),
      parentId: nullable(uuid),
      country: text({ description: 'ISO 3166-1 alpha-2.', example: 'KE' }),
      language: oneOf(LANGUAGES),
      timeZone: text({ example: 'Africa/Nairobi' }),
    }),
  ),
  IdentityRequestList: page(
    object({
      id: uuid,
      caseId: uuid,
      reference: text(),
      etag: text({ description: 'For If-Match of approve-identity.' }),
      requestedBy: component('Named'),
      requestedAt: instant,
      forHours: whole,
      purpose: text(),
    }),
  ),
  TransferOfferList: page(
    object({
      caseId: uuid,
      reference: text(),
      etag: text({ description: 'For If-Match of accept-transfer.' }),
      from: component('Named'),
      to: component('Named'),
      offeredAt: instant,
    }),
  ),
};
