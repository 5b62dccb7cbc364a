import { z } from 'zod';
import { laterThanNow } from './asks.js';
import { day, id, line, oneOf, text } from './fields.js';
import { endOfDay, personOf } from './queries.js';
import { row } from './row.js';
import { OPEN_STAGES } from './situation.js';

export const setInterimMeasure = row({
  about: 'Protect somebody while the case goes on',
  form: 'staff',
  from: OPEN_STAGES,
  to: [],
  who: ['officer', 'supervisor'],
  body: z.strictObject({
    measure: text('Measure', 'What is done to protect.'),
    forWhom: line('For whom', 'Whom it protects.'),
    until: day('Until', 'The day by which it is looked at again.'),
    survivorAsked: oneOf(
      ['agreed', 'declined', 'not-touched', 'not-reachable'],
      'The survivor',
      'Was asked and agreed or declined; is not touched by it; or cannot be reached.',
    ),
    survivorBurden: text(
      'Burden on the survivor',
      'What it costs the survivor, and why that is the least possible.',
    ),
    replacesMeasureId: id('Replaces', 'The measure that ends with this one.').optional(),
    riskOverride: text(
      'Why against their wish',
      'Where the survivor declined: the risk that leaves no choice.',
    ).optional(),
  }),
  needs: [],
  asks: [
    laterThanNow<{ until: string }>('until', (body) => body.until),
    {
      code: 'survivor-declined',
      says: 'The survivor declined: find another measure, or name the risk that leaves no choice.',
      field: 'riskOverride',
      met: (_, body) => body.survivorAsked !== 'declined' || body.riskOverride !== undefined,
    },
    {
      code: 'measure-in-force',
      says: 'No measure in force has that id.',
      field: 'replacesMeasureId',
      met: ({ facts }, body) =>
        body.replacesMeasureId === undefined ||
        facts.interimMeasures.some((one) => one.id === body.replacesMeasureId && one.endedAt === null),
    },
  ],
  starts: ['interim-review'],
  stops: ['interim-review'],
  entries: ['interim-measure.set'],
  apply: (change, body) => {
    const { facts, now } = change;
    const measureId = change.create();
    const replaced = facts.interimMeasures.find((one) => one.id === body.replacesMeasureId);
    if (replaced !== undefined) {
      replaced.endedAt = now;
      change.stop('interim-review', replaced.id, 'met');
    }
    facts.interimMeasures.push({
      id: measureId,
      measure: body.measure,
      forWhom: body.forWhom,
      until: body.until,
      survivorAsked: body.survivorAsked,
      survivorBurden: body.survivorBurden,
      setBy: change.by,
      setAt: now,
      endedAt: null,
    });
    change.start('interim-review', measureId, { dueAt: endOfDay(body.until) });
    change.note(body.riskOverride);
    change.entry('interim-measure.set', {
      reason: body.survivorAsked,
      payload: { measureId, until: body.until, replaces: body.replacesMeasureId ?? null },
      texts: {
        measure: body.measure,
        forWhom: body.forWhom,
        survivorBurden: body.survivorBurden,
        riskOverride: body.riskOverride,
      },
    });
  },
});

// The table's "investigation, closed", and what lies between: the check at the outcome falls into acknowledgement or remedy.
export const recordRetaliationCheck = row({
  about: 'Ask whether anybody is being punished for the report, and write down the answer',
  form: 'staff',
  from: ['investigation', 'acknowledgement', 'remedy', 'closed'],
  to: [],
  who: ['officer'],
  body: z.strictObject({
    asked: text('Asked', 'Which signs you asked about, and whom.'),
    answer: oneOf(['no-signs', 'signs', 'silence'], 'Answer', 'Silence does not mean that all is well.'),
    signs: text('Signs', 'What is happening, where there are signs.').optional(),
    action: text('Action', 'What is done about it, where there are signs.').optional(),
    checkId: id('Check', 'Which scheduled check; the next one due, where left out.').optional(),
  }),
  needs: [],
  asks: [
    {
      code: 'signs-and-action',
      says: 'There are signs: say which, and what is done about it.',
      field: 'action',
      met: (_, body) => body.answer !== 'signs' || (body.signs !== undefined && body.action !== undefined),
    },
    {
      code: 'check-open',
      says: 'No open check of this case has that id.',
      field: 'checkId',
      met: ({ facts }, body) =>
        body.checkId === undefined ||
        facts.retaliationChecks.some((one) => one.id === body.checkId && one.recorded === null),
    },
  ],
  starts: [],
  stops: ['retaliation-check'],
  entries: ['retaliation.checked', 'allegation.added'],
  apply: (change, body) => {
    const { facts, now } = change;
    const open = facts.retaliationChecks
      .filter((one) => one.recorded === null)
      .sort((a, b) => a.dueAt.localeCompare(b.dueAt));
    let check = body.checkId === undefined ? open[0] : open.find((one) => one.id === body.checkId);
    if (check === undefined) {
      check = { id: change.create(), when: 'between', dueAt: now, recorded: null };
      facts.retaliationChecks.push(check);
    }
    const allegationId = body.answer === 'signs' && facts.stage === 'investigation' ? change.create() : null;
    check.recorded = {
      asked: body.asked,
      answer: body.answer,
      signs: body.signs ?? null,
      action: body.action ?? null,
      by: personOf(change.actor) ?? '',
      at: now,
      allegationId,
    };
    change.stop('retaliation-check', check.id, 'met');
    change.entry('retaliation.checked', {
      reason: body.answer,
      payload: { checkId: check.id, when: check.when },
      texts: { asked: body.asked, signs: body.signs, action: body.action },
    });
    if (body.answer !== 'signs') return;
    change.tellRole('supervisor', 'retaliation-signs');
    // Signs open an allegation. Outside investigation nobody could find on it: there the supervisor reopens (`reopen`).
    if (allegationId !== null) {
      facts.allegations.push({
        id: allegationId,
        respondentId: null,
        what: body.signs ?? '',
        when: null,
        principle: 7,
        breachKind: 'retaliation',
        addedBy: personOf(change.actor),
        addedAt: now,
        finding: null,
      });
      if (facts.panel !== null) facts.panel.votes = [];
      change.entry('allegation.added', {
        payload: { allegationId, principle: 7, breachKind: 'retaliation' },
      });
    }
  },
});
