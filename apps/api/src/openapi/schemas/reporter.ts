import { CLOCK_NAMES } from '#kernel/clock-name';
import { LANGUAGES, OUTCOMES, STAGES } from '#kernel/vocabulary';
import {
  day,
  instant,
  list,
  nullable,
  object,
  oneOf,
  text,
  uuid,
  whole,
  yesNo,
  type Schema,
} from '../schema.js';

/** What reporters get. */
export const REPORTER: Record<string, Schema> = {
  FiledReport: {
    ...object({
      reference: text({ example: 'K7M-4QD-9XP' }),
      accessCode: text({ description: 'Seven words, shown once.' }),
      caseId: uuid,
      receivedAt: instant,
      timeZone: text({ description: 'Of the body that took it.' }),
      clocks: list(object({ name: oneOf(CLOCK_NAMES), dueAt: instant })),
      entry: object({ id: uuid, leafHash: text({ description: 'Hex SHA-256, 64 digits.' }) }),
    }),
    example: {
      reference: 'K7M-4QD-9XP',
      accessCode: 'abacus zoom unlined drizzle ramp quotable shifter',
      caseId: '019ab000-0000-7000-8000-000000000000',
      receivedAt: '2026-11-23T09:00:00.000Z',
      timeZone: 'Africa/Nairobi',
      clocks: [{ name: 'receipt-acknowledgement', dueAt: '2026-11-26T09:00:00.000Z' }],
      entry: {
        id: '019ab000-0000-7000-8000-000000000001',
        leafHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      },
    },
  },
  ReporterCase: object(
    {
      reference: text(),
      stage: oneOf(STAGES),
      stageSince: instant,
      outcome: nullable(oneOf(OUTCOMES)),
      language: oneOf(LANGUAGES),
      receivedAt: instant,
      timeZone: text({ description: 'Of the body that holds the case.' }),
      clocks: list(
        object({ name: oneOf(CLOCK_NAMES), dueAt: instant, state: oneOf(['running', 'paused', 'late']) }),
      ),
      history: list(object({ at: instant, what: text({ description: "In the reporter's language." }) })),
      messages: list(object({ id: uuid, at: instant, from: oneOf(['you', 'us']), text: text() })),
      acknowledgement: object({
        harm: text(),
        acknowledgedBy: text(),
        responsibility: text(),
        change: text(),
        sharedAt: instant,
        answer: nullable(oneOf(['accepted', 'change-asked', 'rejected', 'silence'])),
        answerBy: nullable(instant),
        delivered: yesNo,
      }),
      remedies: list(
        object({
          id: uuid,
          kind: text(),
          what: text(),
          dueOn: day,
          state: text(),
          yourRating: nullable(whole),
        }),
      ),
      disclosures: list(object({ at: instant, who: text(), why: text(), until: instant })),
      consents: list(object({ kind: text(), given: yesNo, scope: text(), at: instant })),
      actions: list(object({ name: text(), schema: { type: 'object', additionalProperties: true } })),
      asOf: instant,
    },
    ['acknowledgement'],
  ),
  Identity: object({
    name: nullable(text()),
    email: nullable(text()),
    phone: nullable(text()),
    safeToContact: yesNo,
    until: instant,
  }),
};
