import type { Grant, StaffActor } from '#kernel/actor';
import type { CaseAccessFacts } from './case-facts.js';
import { rolesInCase } from './roles-in-case.js';

const me = (...grants: Grant[]): StaffActor => ({ kind: 'staff', personId: 'me', name: 'Me', grants });
const facts: CaseAccessFacts = {
  id: 'case',
  bodyId: 'kenya',
  stage: 'triage',
  excluded: [],
  assignments: [],
  escalatedTo: [],
  offeredTo: null,
};
const STAFFED = { availableOfficers: 1, bodiesAbove: ['africa', 'global'] };
const VACANT = { ...STAFFED, availableOfficers: 0 };

describe('the roles somebody has in a case', () => {
  it('are those granted at the body that holds it, in one order', () => {
    const actor = me({ role: 'decision-maker', bodyId: 'kenya' }, { role: 'officer', bodyId: 'kenya' });
    expect(rolesInCase(actor, facts, STAFFED)).toEqual(['officer', 'decision-maker']);
    expect(rolesInCase(actor, { ...facts, bodyId: 'senegal' }, STAFFED)).toEqual([]);
  });

  it('make the supervisor an officer where none is available', () => {
    const supervisor = me({ role: 'supervisor', bodyId: 'kenya' });
    expect(rolesInCase(supervisor, facts, STAFFED)).toEqual(['supervisor']);
    expect(rolesInCase(supervisor, facts, VACANT)).toEqual(['officer', 'supervisor']);
  });

  it("do not make a supervisor above the holder's officer, even where an escalation let them in", () => {
    const above = me({ role: 'supervisor', bodyId: 'africa' }, { role: 'officer', bodyId: 'africa' });
    expect(rolesInCase(above, facts, VACANT)).toEqual([]);
    expect(rolesInCase(above, { ...facts, escalatedTo: ['africa'] }, VACANT)).toEqual(['supervisor']);
  });

  it('come with an assignment too, whatever body the person is of', () => {
    const assignments = [
      { personId: 'me', role: 'investigator' },
      { personId: 'me', role: 'panel-member' },
      { personId: 'other', role: 'officer' },
    ];
    expect(
      rolesInCase(me({ role: 'investigator', bodyId: 'uk' }), { ...facts, assignments }, STAFFED),
    ).toEqual(['investigator']);
  });

  it('reach down the tree for custodians and administrators alone', () => {
    const actor = me(
      { role: 'custodian', bodyId: 'global' },
      { role: 'admin', bodyId: 'africa' },
      { role: 'auditor', bodyId: 'global' },
    );
    expect(rolesInCase(actor, facts, STAFFED)).toEqual(['custodian', 'admin']);
    expect(rolesInCase(actor, { ...facts, bodyId: 'panel' }, { ...STAFFED, bodiesAbove: [] })).toEqual([]);
  });

  it('are none for whoever is excluded', () => {
    const actor = me({ role: 'supervisor', bodyId: 'kenya' }, { role: 'custodian', bodyId: 'global' });
    const excluded = {
      ...facts,
      excluded: ['me'],
      assignments: [{ personId: 'me', role: 'officer' }],
      escalatedTo: ['kenya'],
    };
    expect(rolesInCase(actor, excluded, VACANT)).toEqual([]);
  });
});
