import { z } from 'zod';
import { LANGUAGES } from '#kernel/vocabulary';

/** Fields of action bodies. Titles and descriptions are shown to staff as the form's labels and hints. */
const LONG = 20_000;
const SHORT = 500;

// NUL and lone surrogates have no UTF-8 or PostgreSQL text form; the log digests these strings (audit-log.md).
const loneSurrogate = /\p{Surrogate}/u;

function words(max: number, title: string, description: string): z.ZodString {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(
      (value) => !value.includes('\0') && !loneSurrogate.test(value),
      'This text has characters that cannot be stored.',
    )
    .meta({ title, description });
}

/** Several sentences. */
export function text(title: string, description: string): z.ZodString {
  return words(LONG, title, description);
}

/** One line. */
export function line(title: string, description: string): z.ZodString {
  return words(SHORT, title, description);
}

export function lines(title: string, description: string): z.ZodArray<z.ZodString> {
  return z
    .array(words(SHORT, title, description))
    .min(1)
    .max(50)
    .meta({ title, description });
}

/** Something the actor states to be so; only `true` can be sent, a form shows it as a box that must be ticked. */
export function stated(title: string, description: string): z.ZodLiteral<true> {
  return z.literal(true).meta({ title, description });
}

export function yesNo(title: string, description: string): z.ZodBoolean {
  return z.boolean().meta({ title, description });
}

/** A person's id. Fields that hold one are called `personId` or end in `PersonId(s)`, so that `mentioned` finds them. */
export function person(title: string, description: string): z.ZodUUID {
  return z.uuid().meta({ title, description });
}

/** A body's id (callers may send the slug: the service turns it into the id). Called `bodyId` or ending in `BodyId`. */
export function body(title: string, description: string): z.ZodUUID {
  return z.uuid().meta({ title, description });
}

export function id(title: string, description: string): z.ZodUUID {
  return z.uuid().meta({ title, description });
}

export function day(title: string, description: string): z.ZodISODate {
  return z.iso.date().meta({ title, description });
}

export function oneOf<const T extends readonly string[]>(
  values: T,
  title: string,
  description: string,
): z.ZodEnum<{ [K in T[number]]: K }> {
  return z.enum(values).meta({ title, description });
}

export const messageToReporter = text(
  'Message to the reporter',
  'In their language, in plain words. It waits for them behind their access code.',
);

export const unreachable = line(
  'Why the reporter cannot be reached',
  'Only where that is so. The message waits on their page all the same.',
).optional();

export const language = oneOf(LANGUAGES, 'Language', 'The language it was said or written in.');

export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ title: 'SHA-256 of the file', description: '64 hexadecimal digits, in lower case.' });
