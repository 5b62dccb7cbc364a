import type { Grant, ReporterActor, StaffActor } from '#kernel/actor';
import { abilityFor, mayEver, record } from './ability.js';
import { BodyTree, type Body } from './body-tree.js';
import type { CaseAccessFacts } from './case-facts.js';

function body(id: string, parent: Body | null, level: Body['level']): Body {
  const path = [...(parent?.path ?? []), id];
  const place = { timeZone: 'UTC', country: 'KE', language: 'en', suspended: false } as const;
  return { id, slug: id, name: id, level, parentId: parent?.id ?? null, path, ...place };
}

const GLOBAL = body('global', null, 'global');
const AFRICA = body('africa', GLOBAL, 'regional');
const KENYA = body('kenya', AFRICA, 'national');
const PANEL = body('panel', null, 'external');
const tree = new BodyTree([GLOBAL, AFRICA, KENYA, PANEL]);

const ME = 'me';
const staff = (...grants: Grant[]): StaffActor => ({ kind: 'staff', personId: ME, name: 'Me', grants });
const can = (...grants: Grant[]) => abilityFor(staff(...grants), tree);
const aCase = (more: Partial<CaseAccessFacts> = {}): CaseAccessFacts => ({
  id: 'case',
  bodyId: KENYA.id,
  stage: 'triage',
  excluded: [],
  assignments: [],
  escalatedTo: [],
  offeredTo: null,
  ...more,
});

describe('cases', () => {
  it.each(['officer', 'supervisor', 'investigator', 'decision-maker'] as const)(
    'are read by an %s of the holder',
    (role) => {
      const ability = can({ role, bodyId: KENYA.id });
      expect(ability.can('read', record('Case', aCase()))).toBe(true);
      expect(ability.can('read', record('Case', aCase({ bodyId: AFRICA.id })))).toBe(false);
    },
  );

  it.each(['custodian', 'auditor', 'adviser', 'admin'] as const)(
    'are not read by a %s of the holder',
    (role) => {
      const ability = can({ role, bodyId: KENYA.id });
      expect(ability.can('read', record('Case', aCase()))).toBe(false);
      expect(ability.can('act', record('Case', aCase()))).toBe(false);
    },
  );

  it('are not read from above until an escalation lets that body in', () => {
    const above = can({ role: 'supervisor', bodyId: AFRICA.id });
    expect(above.can('read', record('Case', aCase()))).toBe(false);
    expect(above.can('count', record('Case', aCase()))).toBe(true);
    expect(above.can('read', record('Case', aCase({ escalatedTo: [AFRICA.id] })))).toBe(true);
    const officer = can({ role: 'officer', bodyId: AFRICA.id });
    expect(officer.can('read', record('Case', aCase({ escalatedTo: [AFRICA.id] })))).toBe(false);
  });

  it('are read by whoever is assigned, an adviser only so', () => {
    const adviser = can({ role: 'adviser', bodyId: KENYA.id });
    const assigned = aCase({ assignments: [{ personId: ME, role: 'adviser' }] });
    expect(adviser.can('read', record('Case', assigned))).toBe(true);
    expect(adviser.can('read', record('CaseLog', assigned))).toBe(false);
    expect(
      adviser.can('read', record('Case', aCase({ assignments: [{ personId: 'other', role: 'adviser' }] }))),
    ).toBe(false);
  });

  it('are not there for whoever is excluded, whatever else they are', () => {
    const all = can(
      { role: 'supervisor', bodyId: KENYA.id },
      { role: 'auditor', bodyId: GLOBAL.id },
      { role: 'custodian', bodyId: GLOBAL.id },
      { role: 'admin', bodyId: GLOBAL.id },
    );
    const excluded = aCase({
      excluded: ['other', ME],
      assignments: [{ personId: ME, role: 'officer' }],
      escalatedTo: [KENYA.id],
      offeredTo: KENYA.id,
    });
    for (const action of [
      'list',
      'read',
      'act',
      'count',
      'approve-identity',
      'hold',
      'accept-transfer',
    ] as const) {
      expect(all.can(action, record('Case', excluded))).toBe(false);
    }
    expect(all.can('read', record('CaseLog', excluded))).toBe(false);
  });

  it('have logs for auditors from their body down, and never the case itself', () => {
    const auditor = can({ role: 'auditor', bodyId: AFRICA.id });
    expect(auditor.can('read', record('CaseLog', aCase()))).toBe(true);
    expect(auditor.can('read', record('CaseLog', aCase({ bodyId: GLOBAL.id })))).toBe(false);
    expect(auditor.can('read', record('Case', aCase()))).toBe(false);
  });

  it("have their log audited from the network's top where the external body holds them, and are not counted there", () => {
    const heldOutside = aCase({ bodyId: PANEL.id });
    expect(can({ role: 'auditor', bodyId: GLOBAL.id }).can('read', record('CaseLog', heldOutside))).toBe(
      true,
    );
    expect(can({ role: 'auditor', bodyId: AFRICA.id }).can('read', record('CaseLog', heldOutside))).toBe(
      false,
    );
    expect(can({ role: 'supervisor', bodyId: GLOBAL.id }).can('count', record('Case', heldOutside))).toBe(
      false,
    );
    expect(
      can({ role: 'custodian', bodyId: GLOBAL.id }).can('approve-identity', record('Case', heldOutside)),
    ).toBe(false);
  });

  it('are accepted by a supervisor of the body they are offered to, who reads them only then', () => {
    const receiver = can({ role: 'supervisor', bodyId: AFRICA.id });
    const offered = aCase({ offeredTo: AFRICA.id });
    expect(receiver.can('accept-transfer', record('Case', offered))).toBe(true);
    expect(receiver.can('read', record('Case', offered))).toBe(false);
    expect(receiver.can('accept-transfer', record('Case', aCase()))).toBe(false);
    const officer = can({ role: 'officer', bodyId: AFRICA.id });
    expect(officer.can('accept-transfer', record('Case', offered))).toBe(false);
  });

  it('are asked about by facts that stay as they were', () => {
    const facts = Object.freeze(aCase());
    expect(can({ role: 'officer', bodyId: KENYA.id }).can('read', record('Case', facts))).toBe(true);
    expect(Object.keys(facts)).not.toContain('__caslSubjectType__');
  });
});

describe('administration', () => {
  const admin = can({ role: 'admin', bodyId: AFRICA.id });

  it('covers people whose roles all lie under the administrator', () => {
    expect(admin.can('change', record('Person', { personId: 'p', bodyIds: [KENYA.id] }))).toBe(true);
    expect(admin.can('change', record('Person', { personId: 'p', bodyIds: [] }))).toBe(true);
    expect(admin.can('change', record('Person', { personId: 'p', bodyIds: [KENYA.id, GLOBAL.id] }))).toBe(
      false,
    );
  });

  it('never covers the administrators themselves, who could let themselves into cases', () => {
    expect(admin.can('change', record('Grant', { personId: 'p', role: 'officer', bodyId: KENYA.id }))).toBe(
      true,
    );
    expect(admin.can('change', record('Grant', { personId: ME, role: 'officer', bodyId: KENYA.id }))).toBe(
      false,
    );
    expect(admin.can('change', record('Person', { personId: ME, bodyIds: [AFRICA.id] }))).toBe(false);
    expect(admin.can('change', record('Grant', { personId: 'p', role: 'officer', bodyId: PANEL.id }))).toBe(
      false,
    );
  });

  it('covers bodies from its own down', () => {
    expect(admin.can('change', record('Body', { id: KENYA.id }))).toBe(true);
    expect(admin.can('change', record('Body', { id: GLOBAL.id }))).toBe(false);
    expect(can({ role: 'officer', bodyId: KENYA.id }).can('change', record('Body', { id: KENYA.id }))).toBe(
      false,
    );
  });
});

describe('the log of the network', () => {
  it("is exported by auditors for their bodies, and by the top's for what is about no body", () => {
    const top = can({ role: 'auditor', bodyId: GLOBAL.id });
    const region = can({ role: 'auditor', bodyId: AFRICA.id });
    expect(top.can('export', record('Log', { bodyId: null }))).toBe(true);
    expect(top.can('export', record('Log', { bodyId: PANEL.id }))).toBe(true);
    expect(region.can('export', record('Log', { bodyId: KENYA.id }))).toBe(true);
    expect(region.can('export', record('Log', { bodyId: null }))).toBe(false);
    expect(region.can('export', record('Log', { bodyId: GLOBAL.id }))).toBe(false);
    expect(can({ role: 'admin', bodyId: GLOBAL.id }).can('export', record('Log', { bodyId: null }))).toBe(
      false,
    );
  });
});

describe('reporters', () => {
  const reporter: ReporterActor = { kind: 'reporter', reportId: 'mine', caseId: 'case' };

  it('reach their own report and nothing else', () => {
    const ability = abilityFor(reporter, tree);
    expect(ability.can('read', record('Report', { id: 'mine' }))).toBe(true);
    expect(ability.can('answer', record('Report', { id: 'mine' }))).toBe(true);
    expect(ability.can('read', record('Report', { id: "another's of the same case" }))).toBe(false);
    expect(ability.can('read', record('Case', aCase()))).toBe(false);
  });

  it('are not staff', () => {
    expect(mayEver(reporter, 'list', 'Case')).toBe(false);
    expect(mayEver(reporter, 'end', 'Session')).toBe(false);
  });
});

describe('the coarse question', () => {
  it('is a no only where no record could make it a yes', () => {
    expect(mayEver(staff({ role: 'admin', bodyId: GLOBAL.id }), 'export', 'Log')).toBe(false);
    expect(mayEver(staff({ role: 'auditor', bodyId: KENYA.id }), 'export', 'Log')).toBe(true);
    expect(mayEver(staff({ role: 'officer', bodyId: KENYA.id }), 'change', 'Person')).toBe(false);
    expect(mayEver(staff({ role: 'admin', bodyId: KENYA.id }), 'change', 'Person')).toBe(true);
    // Anybody can be assigned to a case.
    expect(mayEver(staff(), 'read', 'Case')).toBe(true);
    expect(mayEver(staff(), 'list', 'Person')).toBe(false);
  });

  it('gives the program itself nothing', () => {
    expect(mayEver({ kind: 'system' }, 'read', 'Case')).toBe(false);
  });
});
