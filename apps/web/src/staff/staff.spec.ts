import { identitiesFor } from './case.controller.js';
import { sectionsFor } from './signed-in.js';
import type { ActionView } from '../api/api-types.js';
import { fieldName } from './action-form.js';
import { closedBy } from './log.controller.js';
import { nextSteps } from './next-steps.js';
import { filtersOf, queryOf } from './queue.controller.js';

function action(name: ActionView['name'], missing: ActionView['missing'] = []): ActionView {
  return { name, allowed: missing.length === 0, missing, schema: {} };
}

describe('the next steps', () => {
  const actions = [
    action('acknowledge-receipt'),
    action('accept', [{ code: 'receipt-acknowledged', detail: 'Acknowledge the receipt first.' }]),
    action('note'),
    action('vote', [{ code: 'role', detail: 'Only a member of the panel does this.' }]),
    action('refer-out', [{ code: 'role', detail: 'Only an officer does this.' }]),
    action('close', [{ code: 'stage', detail: 'This is done in remedy.' }]),
  ];

  it('are what moves this stage on, what can be done first, each with what is missing', () => {
    const { main } = nextSteps('intake', actions);
    expect(main).toEqual([
      { name: 'acknowledge-receipt', allowed: true, missing: [] },
      {
        name: 'accept',
        allowed: false,
        missing: [{ detail: 'Acknowledge the receipt first.', action: 'acknowledge-receipt' }],
      },
    ]);
  });

  it('show the way out of a stage to everybody, with who takes it', () => {
    const plan = action('plan-investigation', [
      { code: 'role', detail: 'Only an investigator does this.' },
      { code: 'triage-complete', detail: 'Do the triage first.' },
    ]);
    expect(nextSteps('triage', [plan]).main).toEqual([
      {
        name: 'plan-investigation',
        allowed: false,
        missing: [
          { detail: 'Only an investigator does this.', action: null },
          { detail: 'Do the triage first.', action: null },
        ],
      },
    ]);
  });

  it('keep everything else that is allowed one step away, and show nobody what is not theirs to do', () => {
    expect(nextSteps('intake', actions).others.map(({ name }) => name)).toEqual(['note']);
  });
});

describe('the filters in the address', () => {
  it('are taken where they are ours', () => {
    expect(filtersOf('/en/staff/cases?stage=triage&risk=wild&overdue=true&q=+K7M+')).toEqual({
      stage: 'triage',
      risk: '',
      overdue: true,
      q: 'K7M',
      cursor: '',
    });
  });

  it('ask the API only for what was chosen', () => {
    expect(queryOf({ stage: '', risk: 'high', overdue: false, q: '', cursor: '' })).toEqual({
      sort: 'dueAt',
      risk: 'high',
    });
  });
});

describe('faults of a body', () => {
  it.each([
    ['respondents[0].name', 'respondents.0.name'],
    ['/respondents/0/name', 'respondents.0.name'],
    ['respondents.0.name', 'respondents.0.name'],
    ['text', 'text'],
  ])('%s belong to the field %s', (path, name) => {
    expect(fieldName(path)).toBe(name);
  });
});

describe('what is closed in an entry', () => {
  it('is told by reason', () => {
    expect(
      closedBy({ closed: { actor_ref: 'identity', payload: 'narrative', subject_ref: 'identity' } }),
    ).toEqual({
      identity: ['actor_ref', 'subject_ref'],
      narrative: ['payload'],
    });
  });
});

describe('the menu', () => {
  it('has the sections of all the roles that somebody holds, and no other', () => {
    expect(sectionsFor([{ role: 'auditor' }])).toEqual(['logs']);
    expect(sectionsFor([{ role: 'custodian' }])).toEqual(['waiting']);
    expect(sectionsFor([{ role: 'officer' }])).toEqual(['cases']);
    expect(sectionsFor([{ role: 'supervisor' }, { role: 'auditor' }])).toEqual(['cases', 'waiting', 'logs']);
    expect(sectionsFor([{ role: 'admin' }])).toEqual([]);
  });
});

describe('the way to an identity', () => {
  const disclosure = {
    id: 'd',
    requestId: 'q',
    reportId: 'r',
    toPersonId: 'me',
    why: 'To call back',
    at: '2026-11-23T08:00:00Z',
    until: '2026-11-23T12:00:00Z',
  };

  it('is open to whom it was approved for, until it ends', () => {
    const open = { disclosures: [disclosure], asOf: '2026-11-23T09:00:00Z' };
    expect(identitiesFor(open, 'me')).toEqual({ r: disclosure.until });
    expect(identitiesFor(open, 'somebody else')).toEqual({});
    expect(identitiesFor({ ...open, asOf: disclosure.until }, 'me')).toEqual({});
  });
});
