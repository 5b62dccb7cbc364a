import type { ClockName } from './clock-name.js';
import type { Risk } from './vocabulary.js';

/**
 * What an action does to the clocks of its case. `subject` tells apart clocks of one name in one case (a report's,
 * remedy's, respondent's, measure's … id); null where there is only one. Instants are ISO 8601, UTC.
 * - start: due at `dueAt` where the input fixes it, else by the policy from `from` (else now) and `risk` (else the case's);
 *   starting a clock that runs already starts it anew.
 * - stop: a clock that does not run any more is left as it is.
 * - pause: the time left is kept and runs on from the end of the pause.
 * - extend: `to` is the new due time.
 */
export type ClockChange =
  | { do: 'start'; clock: ClockName; subject: string | null; dueAt?: string; from?: string; risk?: Risk }
  | { do: 'stop'; clock: ClockName; subject: string | null; how: 'met' | 'cancelled' }
  | { do: 'pause'; clock: ClockName; subject: string | null; until: string; reason: string }
  | { do: 'resume'; clock: ClockName; subject: string | null }
  | { do: 'extend'; clock: ClockName; subject: string | null; to: string; reason: string };
