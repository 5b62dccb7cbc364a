import { given } from './given.js';
import { z } from 'zod';
import { CLOCK_NAMES, type ClockName } from '#kernel/clock-name';
import { laterThanNow, supervisorApproves } from './asks.js';
import type { Change } from './change.js';
import type { CaseFacts } from './facts.js';
import { day, id, messageToReporter, oneOf, person, text } from './fields.js';
import { addDays, dayOf, endOfDay, liveClock } from './queries.js';
import { row } from './row.js';
import { ANY_STAGE, OPEN_STAGES, type Ask } from './situation.js';

export const PAUSE_CAP_DAYS = 60;
export const EXTENSION_CAP_DAYS = 90;

/** Promises that nothing postpones: a person's first answers, and what protects after closure. */
const FIXED: readonly ClockName[] = [
  'receipt-acknowledgement',
  'message-answer',
  'withdrawal-decision',
  'appeal-window',
];

export const PAUSE_REASONS = [
  'survivor-asked',
  'not-safe-to-contact',
  'key-person-ill',
  'outside-proceedings',
  'waiting-for-evidence',
  'disaster-or-conflict',
] as const;

interface ClockNamed {
  clock: ClockName;
  subject?: string | undefined;
}

const which = {
  clock: oneOf(CLOCK_NAMES, 'Clock', 'Which deadline.'),
  subject: id('Of', 'Of which report, remedy or respondent, where there are several.').optional(),
};

/** The live clock that is meant: of this subject, or the only one of that name. */
function clockMeant(facts: CaseFacts, said: ClockNamed): CaseFacts['clocks'][number] | null {
  if (said.subject !== undefined) return liveClock(facts, said.clock, said.subject);
  const live = facts.clocks.filter(
    (one) => one.name === said.clock && (one.state === 'running' || one.state === 'paused'),
  );
  return live.length === 1 ? (live[0] ?? null) : null;
}

function clockIn<B extends ClockNamed>(state: 'running' | 'paused'): Ask<B> {
  return {
    code: `clock-${state}`,
    says:
      state === 'running'
        ? 'No such clock runs in this case; name which, where there are several.'
        : 'That clock is not paused.',
    field: 'clock',
    met: ({ facts }, body) => clockMeant(facts, body)?.state === state,
  };
}

const notFixed: Ask<ClockNamed> = {
  code: 'clock-can-move',
  says: 'This promise cannot be put off.',
  field: 'clock',
  met: (_, body) => !FIXED.includes(body.clock),
};

/** Whoever the promise was made to hears of it: the one reporter of a clock of theirs, else all. */
function tellMoved(change: Change, subject: string | null, message: string): void {
  const own = change.facts.reports.find((one) => one.id === subject);
  if (own !== undefined) change.write(own.id, message);
  else change.writeAll(message);
}

export const pauseClock = row({
  about: 'Stop a deadline for a while, for a reason and until a day',
  form: 'staff',
  from: OPEN_STAGES,
  to: [],
  who: ['officer', 'supervisor'],
  body: z.strictObject({
    ...which,
    reason: oneOf(PAUSE_REASONS, 'Reason', 'One of these; there is no other.'),
    until: day('Until', `The day on which it runs again; ${String(PAUSE_CAP_DAYS)} days in all at most.`),
    message: messageToReporter,
  }),
  needs: [],
  asks: [
    clockIn('running'),
    notFixed,
    laterThanNow<{ until: string }>('until', (body) => body.until),
    {
      code: 'pause-cap',
      says: `A clock is paused for ${String(PAUSE_CAP_DAYS)} days at most, all pauses together.`,
      field: 'until',
      met: ({ facts, now }, body) => {
        const before = clockMeant(facts, body)?.pausedDays ?? 0;
        return before + daysBetween(now, body.until) <= PAUSE_CAP_DAYS;
      },
    },
  ],
  starts: [],
  stops: [],
  entries: ['clock.paused'],
  apply: (change, body) => {
    const clock = clockMeant(change.facts, body);
    if (clock === null) return;
    clock.state = 'paused';
    clock.pausedAt = change.now;
    clock.pausedUntil = body.until;
    clock.pausedDays += daysBetween(change.now, body.until);
    change.clocks.push({
      do: 'pause',
      clock: clock.name,
      subject: clock.subject,
      until: endOfDay(body.until),
      reason: body.reason,
    });
    tellMoved(change, clock.subject, body.message);
    change.entry('clock.paused', {
      reason: body.reason,
      payload: { clock: clock.name, subject: clock.subject, until: body.until },
      texts: { message: body.message },
    });
  },
});

export const resumeClock = row({
  about: 'Let a paused deadline run again',
  form: 'staff',
  from: OPEN_STAGES,
  to: [],
  who: ['officer', 'supervisor'],
  body: z.strictObject(which),
  needs: [],
  asks: [clockIn('paused')],
  starts: [],
  stops: [],
  entries: ['clock.resumed'],
  apply: (change, body) => {
    resume(change, clockMeant(change.facts, body));
  },
});

export const pauseEnded = row({
  about: 'The end of a pause has come: the deadline runs again',
  form: 'system',
  from: ANY_STAGE,
  to: [],
  who: ['system'],
  body: z.strictObject(which),
  needs: [],
  asks: [
    clockIn('paused'),
    {
      code: 'pause-over',
      says: 'The pause is not over yet.',
      field: 'clock',
      met: ({ facts, now }, body) => {
        const until = clockMeant(facts, body)?.pausedUntil;
        return !given(until) || now >= endOfDay(until);
      },
    },
  ],
  starts: [],
  stops: [],
  entries: ['clock.resumed'],
  apply: (change, body) => {
    resume(change, clockMeant(change.facts, body));
  },
});

function resume(change: Change, clock: CaseFacts['clocks'][number] | null): void {
  if (clock === null) return;
  // A pause that ends early gives back the days it did not use.
  if (clock.pausedUntil !== null) clock.pausedDays -= daysBetween(change.now, clock.pausedUntil);
  clock.state = 'running';
  clock.pausedAt = null;
  clock.pausedUntil = null;
  change.clocks.push({ do: 'resume', clock: clock.name, subject: clock.subject });
  const own = change.facts.reports.find((one) => one.id === clock.subject);
  if (own !== undefined) change.say(own.id, 'date-resumed', { clock: clock.name });
  else change.sayAll('date-resumed', { clock: clock.name });
  change.entry('clock.resumed', { payload: { clock: clock.name, subject: clock.subject } });
}

export const extendClock = row({
  about: 'Move a deadline, with reasons and the approval of a supervisor',
  form: 'staff',
  from: OPEN_STAGES,
  to: [],
  who: ['officer', 'supervisor'],
  body: z.strictObject({
    ...which,
    to: day('New day', `${String(EXTENSION_CAP_DAYS)} days later than before at most.`),
    reason: oneOf(PAUSE_REASONS, 'Reason', 'One of these; there is no other.'),
    why: text('Why', 'In words, for colleagues.').optional(),
    message: messageToReporter,
    approvedByPersonId: person('Approved by', 'A supervisor, where you are none.').optional(),
  }),
  needs: [],
  asks: [
    clockIn('running'),
    notFixed,
    {
      code: 'later-than-before',
      says: 'The new day is later than the one before, and still to come.',
      field: 'to',
      met: ({ facts, now }, body) => {
        const due = clockMeant(facts, body)?.dueAt;
        return body.to > dayOf(now) && (!given(due) || body.to > dayOf(due));
      },
    },
    {
      code: 'extension-cap',
      says: `A deadline is moved by ${String(EXTENSION_CAP_DAYS)} days at most.`,
      field: 'to',
      met: ({ facts, now }, body) => {
        const due = clockMeant(facts, body)?.dueAt ?? now;
        return body.to <= dayOf(addDays(due > now ? due : now, EXTENSION_CAP_DAYS));
      },
    },
    supervisorApproves(),
  ],
  starts: [],
  stops: [],
  entries: ['clock.extended'],
  apply: (change, body) => {
    const clock = clockMeant(change.facts, body);
    if (clock === null) return;
    const before = clock.dueAt === null ? null : dayOf(clock.dueAt);
    clock.dueAt = endOfDay(body.to);
    change.clocks.push({
      do: 'extend',
      clock: clock.name,
      subject: clock.subject,
      to: clock.dueAt,
      reason: body.reason,
    });
    // What was promised on a remedy, a reply or a measure is the same day in the facts.
    const remedy = change.facts.remedies.find((one) => clock.name === 'remedy' && one.id === clock.subject);
    if (remedy !== undefined) remedy.dueOn = body.to;
    const reply = change.facts.replies.find(
      (one) => clock.name === 'reply' && one.respondentId === clock.subject,
    );
    if (reply !== undefined) reply.replyBy = body.to;
    if (body.approvedByPersonId !== undefined)
      change.tellPerson(body.approvedByPersonId, 'named-as-approver');
    tellMoved(change, clock.subject, body.message);
    change.note(body.why);
    change.entry('clock.extended', {
      reason: body.reason,
      payload: { clock: clock.name, subject: clock.subject, from: before, to: body.to },
      people: { approvedBy: body.approvedByPersonId },
      texts: { message: body.message, why: body.why },
    });
  },
});

function daysBetween(now: string, day: string): number {
  return Math.max(
    0,
    Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${dayOf(now)}T00:00:00Z`)) / 86_400_000),
  );
}
