import type { z } from 'zod';
import type { ClockName } from '#kernel/clock-name';
import type { EntryType } from '#kernel/entry-type';
import type { Missing } from '#kernel/domain-error';
import type { Stage } from '#kernel/vocabulary';
import type { Change } from './change.js';
import type { Ask, Form, Need, Situation, Who } from './situation.js';

interface RowSpec<S extends z.ZodType> {
  /** In a few words, for the generated page and for forms. */
  about: string;
  form: Form;
  from: readonly Stage[];
  /** Stages it may lead to; empty where it leaves the case where it is. */
  to: readonly Stage[];
  who: readonly Who[];
  body: S;
  needs: readonly Need[];
  asks: readonly Ask<z.output<S>>[];
  starts: readonly ClockName[];
  stops: readonly ClockName[];
  entries: readonly EntryType[];
  apply: (change: Change, body: z.output<S>, situation: Situation) => void;
}

/** A row with the type of its body closed over: `judge` and `apply` parse it themselves, so no unchecked body gets in. */
export interface Row extends Omit<RowSpec<z.ZodType>, 'asks' | 'apply'> {
  asks: readonly { code: string; says: string; field?: string }[];
  /** The needs that the body leaves unmet. */
  judge: (situation: Situation, body: unknown) => Missing[];
  apply: (change: Change, body: unknown, situation: Situation) => void;
}

/** One row of the lifecycle: an action in the form in which staff, a reporter or the system does it. */
export function row<S extends z.ZodType>(spec: RowSpec<S>): Row {
  return {
    ...spec,
    judge: (situation, body) => {
      const read = spec.body.parse(body);
      return spec.asks.flatMap((ask) => missingOf(ask, ask.met(situation, read)));
    },
    apply: (change, body, situation) => {
      spec.apply(change, spec.body.parse(body), situation);
    },
  };
}

/** Turns the answer of a need into what is missing: nothing, its standing words, or the more exact ones it gave. */
export function missingOf(
  need: { code: string; says: string; field?: string },
  met: boolean | string,
): Missing[] {
  if (met === true) return [];
  return [
    {
      code: need.code,
      detail: met === false ? need.says : met,
      ...(need.field === undefined ? {} : { field: need.field }),
    },
  ];
}
