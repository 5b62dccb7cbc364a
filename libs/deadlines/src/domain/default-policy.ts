import type { ClockRule, Policy } from './policy.js';

/** Reminders of clocks that we must meet (product.md, deadlines and escalation). */
const HALF_AND_NEAR = [50, 80];
/** For what is only due on a day far away: reminding half-way would be noise. */
const NEAR = [80];

function ours(rule: Pick<ClockRule, 'length' | 'basis'> & Partial<ClockRule>): ClockRule {
  return { remindAt: HALF_AND_NEAR, ending: 'escalate', ...rule };
}

function theirs(rule: Pick<ClockRule, 'length' | 'basis'>): ClockRule {
  return { remindAt: [], ending: 'expire', ...rule };
}

/** The deadlines that Amends ships with. Never edited: another wording of it is another version. */
export const DEFAULT_POLICY: Policy = {
  id: 'amends-default@1',
  stepUp: { workingDays: 2 },
  clocks: {
    'receipt-acknowledgement': ours({
      length: { workingDays: 3 },
      atMost: { calendarDays: 7 },
      basis: 'ISO 37002; Directive (EU) 2019/1937, article 9(1)(b)',
    }),
    triage: ours({
      length: { workingDays: 5 },
      atRisk: { high: { workingDays: 1 }, imminent: { workingDays: 1 } },
      basis: 'Good practice of case management in protection (Primero), longer for want of a duty roster',
    }),
    // From the acknowledgement, or from day 7 where there is none: the lifecycle says from when.
    feedback: ours({ length: { months: 3 }, basis: 'Directive (EU) 2019/1937, article 9(1)(f)' }),
    investigation: ours({
      length: { calendarDays: 60 },
      basis: 'The network’s own promise; extendable with reasons',
    }),
    acknowledgement: ours({
      length: { calendarDays: 14 },
      basis: 'The network’s own promise, from the decision',
    }),
    'survivor-answer': theirs({
      length: { calendarDays: 21 },
      basis: 'Time to answer; silence is recorded as silence',
    }),
    remedy: ours({ length: null, basis: 'The date agreed for the remedy' }),
    'message-answer': ours({ length: { workingDays: 5 }, basis: 'The network’s own promise' }),
    'retaliation-check': ours({ length: null, remindAt: NEAR, basis: 'ISO 37002, 8.3.2' }),
    'appeal-window': theirs({
      length: { calendarDays: 30 },
      basis: 'The network’s own promise, from closure',
    }),
    reply: theirs({ length: null, basis: 'The time that the respondent was given' }),
    'interim-review': ours({ length: null, remindAt: NEAR, basis: 'The end set for the interim measure' }),
    'transfer-acceptance': theirs({ length: { workingDays: 3 }, basis: 'Then it is offered one body up' }),
    'withdrawal-decision': ours({
      length: { workingDays: 5 },
      basis: 'The network’s own promise to the reporter',
    }),
    'referral-follow-up': ours({
      length: { calendarDays: 30 },
      remindAt: NEAR,
      basis: 'A hand-over is followed up until it is known to have arrived',
    }),
  },
};
