import { z } from 'zod';
import { laterThanNow } from './asks.js';
import { day, id, line, text } from './fields.js';
import { row } from './row.js';
import { ANY_STAGE } from './situation.js';

export const hold = row({
  about: 'Keep everything of this case, whatever retention says',
  form: 'staff',
  from: ANY_STAGE,
  to: [],
  who: ['supervisor', 'admin'],
  body: z.strictObject({
    basis: line('Legal basis', 'The law or proceedings that ask for it.'),
    until: day('Until', 'The day on which it is looked at again.'),
  }),
  needs: [],
  asks: [laterThanNow<{ until: string }>('until', (body) => body.until)],
  starts: [],
  stops: [],
  entries: ['hold.placed'],
  apply: (change, body) => {
    const holdId = change.create();
    change.facts.holds.push({
      id: holdId,
      basis: body.basis,
      until: body.until,
      placedBy: change.by,
      placedAt: change.now,
      releasedAt: null,
    });
    change.entry('hold.placed', { payload: { holdId, until: body.until }, texts: { basis: body.basis } });
  },
});

export const releaseHold = row({
  about: 'End a legal hold',
  form: 'staff',
  from: ANY_STAGE,
  to: [],
  who: ['supervisor', 'admin'],
  body: z.strictObject({
    why: text('Why', 'Why it is not needed any more.'),
    holdId: id('Hold', 'Which one, where there are several.').optional(),
  }),
  needs: [
    {
      code: 'hold-in-force',
      says: 'No legal hold is in force.',
      met: ({ facts }) => facts.holds.some((one) => one.releasedAt === null),
    },
  ],
  asks: [
    {
      code: 'hold-named',
      says: 'Say which hold is released: one that is in force.',
      field: 'holdId',
      met: ({ facts }, body) => {
        const inForce = facts.holds.filter((one) => one.releasedAt === null);
        return body.holdId === undefined ? inForce.length < 2 : inForce.some((one) => one.id === body.holdId);
      },
    },
  ],
  starts: [],
  stops: [],
  entries: ['hold.released'],
  apply: (change, body) => {
    const held = change.facts.holds.find(
      (one) => one.releasedAt === null && (body.holdId === undefined || one.id === body.holdId),
    );
    if (held === undefined) return;
    held.releasedAt = change.now;
    change.note(body.why);
    change.entry('hold.released', { payload: { holdId: held.id }, texts: { why: body.why } });
  },
});
