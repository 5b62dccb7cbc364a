import { z } from 'zod';
import { fitForWork } from './asks.js';
import { closeCase } from './closing.js';
import { endAssignments } from './excluding.js';
import { messageToReporter, oneOf, person, text } from './fields.js';
import { appealOpen, appealUntil, dayOf, handsOf, personOf } from './queries.js';
import { row } from './row.js';

export const reopen = row({
  about: 'Take a closed case up again',
  form: 'staff',
  from: ['closed'],
  to: ['intake', 'triage', 'investigation', 'acknowledgement', 'remedy'],
  who: ['supervisor'],
  body: z.strictObject({
    ground: oneOf(
      ['new-facts', 'appeal', 'retaliation', 'remedy-breached'],
      'Ground',
      'An appeal within its window; or signs of retaliation found in a check.',
    ),
    why: text('Why', 'What is new.'),
    message: messageToReporter,
    backTo: oneOf(
      ['triage', 'stage-left'],
      'Back to',
      'Triage, or the stage from which it was closed.',
    ).default('triage'),
    decisionMakerPersonId: person(
      'Decision-maker',
      'For an appeal: somebody else than before, of the next body up.',
    ).optional(),
  }),
  needs: [
    {
      code: 'not-merged',
      says: 'This case lives on in the one it was merged into: reopen that one.',
      met: ({ facts }) => facts.mergedInto === null,
    },
  ],
  asks: [
    {
      code: 'appeal-in-window',
      says: 'No appeal was made within the window.',
      field: 'ground',
      met: ({ facts, now }, body) =>
        body.ground !== 'appeal' ||
        appealOpen(facts, now) ||
        facts.appeals.some((one) => one.answeredAt === null),
    },
    {
      code: 'another-decider',
      says: 'An appeal goes to another decision-maker, who neither investigated nor decided, of the next body up: name them.',
      field: 'decisionMakerPersonId',
      met: (s, body) => {
        if (body.ground !== 'appeal') return true;
        const decider = body.decisionMakerPersonId;
        if (decider === undefined || fitForWork(s, decider) !== true) return false;
        // At the very top there is no body above: then another decision-maker of the same body.
        const bodies = s.bodiesAbove.length > 0 ? s.bodiesAbove : [s.facts.holderBodyId];
        const roles = s.people.get(decider)?.roles ?? [];
        return (
          handsOf(s.facts, decider).size === 0 &&
          roles.some((one) => one.role === 'decision-maker' && bodies.includes(one.bodyId))
        );
      },
    },
    {
      code: 'retaliation-signs',
      says: 'No retaliation check found signs: record one first.',
      field: 'ground',
      met: ({ facts }, body) =>
        body.ground !== 'retaliation' ||
        facts.retaliationChecks.some((one) => one.recorded?.answer === 'signs'),
    },
    {
      code: 'remedy-to-breach',
      says: 'This case had no remedy that could be breached.',
      field: 'ground',
      met: ({ facts }, body) => body.ground !== 'remedy-breached' || facts.remedies.length > 0,
    },
  ],
  starts: ['triage', 'investigation', 'acknowledgement', 'feedback'],
  stops: ['appeal-window'],
  entries: ['case.reopened', 'allegation.added'],
  apply: (change, body) => {
    const { facts, now } = change;
    if (facts.closing === null) return;
    const left = facts.closing.from;
    const stage = body.backTo === 'triage' ? 'triage' : left;
    facts.pastClosings.push(facts.closing);
    facts.closing = null;
    facts.outcome = null;
    change.stop('appeal-window', null, 'met');
    for (const appeal of facts.appeals) appeal.answeredAt ??= now;
    facts.satisfactionAskedAt = null;
    facts.ratings = [];
    if (stage === 'triage' || stage === 'investigation') {
      if (facts.decision !== null) facts.pastDecisions.push(facts.decision);
      facts.decision = null;
      facts.panel = null;
      endAssignments(change, (one) => one.role === 'panel-member');
    }
    if (facts.acknowledgement !== null && stage !== 'remedy') {
      facts.pastAcknowledgements.push(facts.acknowledgement);
      facts.acknowledgement = null;
    }
    if (body.ground === 'appeal' && body.decisionMakerPersonId !== undefined) {
      endAssignments(change, (one) => one.role === 'decision-maker');
      facts.assignments.push({
        personId: body.decisionMakerPersonId,
        role: 'decision-maker',
        since: now,
        until: null,
      });
      change.tellPerson(body.decisionMakerPersonId, 'you-were-assigned');
    }
    change.moveTo(stage);
    if (stage === 'triage' || stage === 'investigation' || stage === 'acknowledgement') change.start(stage);
    if (stage !== 'intake') facts.acceptedAt ??= now;
    for (const report of facts.reports) change.start('feedback', report.id);
    if (stage === 'triage' || stage === 'investigation') raiseSigns(change);
    change.writeAll(body.message);
    change.note(body.why);
    change.entry('case.reopened', {
      reason: body.ground,
      payload: { backTo: stage },
      people: { decisionMaker: body.decisionMakerPersonId },
      texts: { why: body.why, message: body.message },
    });
  },
});

/** Signs of retaliation that were found while nobody could investigate them become allegations now. */
function raiseSigns(change: Parameters<typeof closeCase>[0]): void {
  for (const check of change.facts.retaliationChecks) {
    if (check.recorded?.answer !== 'signs' || check.recorded.allegationId !== null) continue;
    const allegationId = change.create();
    check.recorded.allegationId = allegationId;
    change.facts.allegations.push({
      id: allegationId,
      respondentId: null,
      what: check.recorded.signs ?? '',
      when: null,
      principle: 7,
      breachKind: 'retaliation',
      addedBy: personOf(change.actor),
      addedAt: change.now,
      finding: null,
    });
    change.entry('allegation.added', { payload: { allegationId, principle: 7, breachKind: 'retaliation' } });
  }
}

export const appeal = row({
  about: 'Say that you do not agree with how it ended',
  form: 'reporter',
  from: ['closed'],
  to: [],
  who: ['reporter'],
  body: z.strictObject({ why: text('Why', 'What was wrong or was missed.') }),
  needs: [
    {
      code: 'appeal-window-open',
      says: 'The time to appeal is over. You can still write to us.',
      met: ({ facts, now }) => appealOpen(facts, now),
    },
  ],
  asks: [],
  starts: ['message-answer'],
  stops: [],
  entries: ['appeal.received'],
  apply: (change, body) => {
    const appealId = change.create();
    change.facts.appeals.push({ id: appealId, reportId: change.by, at: change.now, answeredAt: null });
    change.tellRole('supervisor', 'reporter-appealed');
    change.start('message-answer', change.by);
    change.say(change.by, 'appeal-received', { until: dayOf(appealUntil(change.facts) ?? change.now) });
    change.hear(body.why);
    change.entry('appeal.received', { payload: { appealId }, texts: { why: body.why }, subject: change.by });
  },
});
