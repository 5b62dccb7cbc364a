import { routeReport, type Office, type RoutableBody } from './report-routing.js';

const body = (id: string, parentId: string | null, more: Partial<RoutableBody> = {}): RoutableBody => ({
  id,
  parentId,
  level: parentId === null ? 'global' : 'national',
  suspended: false,
  ...more,
});

const TOP = body('top', null);
const REGION = body('region', 'top');
const MEMBER = body('member', 'region');
const PANEL = body('panel', null, { level: 'external' });
const OFFICES: Record<string, Office> = {
  top: { officers: [], supervisors: ['lead'] },
  region: { officers: ['regional'], supervisors: [] },
  member: { officers: ['officer', 'other'], supervisors: ['director'] },
  panel: { officers: ['outside'], supervisors: [] },
};

function route(
  named: RoutableBody | null,
  excluded: string[] = [],
  respondentBodies: string[] = [],
  bodies = [TOP, REGION, MEMBER, PANEL],
) {
  return routeReport({
    bodies,
    named,
    respondentBodyIds: new Set(respondentBodies),
    excluded: new Set(excluded),
    officeOf: (id) => OFFICES[id] ?? { officers: [], supervisors: [] },
  });
}

describe('routing a new report', () => {
  it('goes to the body named', () => {
    expect(route(MEMBER)).toEqual({ bodyId: 'member', passedOver: [] });
  });

  it('goes to the top where none is named, to its supervisor where it has no officer', () => {
    expect(route(null)).toEqual({ bodyId: 'top', passedOver: [] });
  });

  it('never goes to a body that is itself a respondent', () => {
    expect(route(MEMBER, [], ['member'])).toEqual({
      bodyId: 'region',
      passedOver: [{ bodyId: 'member', because: 'respondent' }],
    });
  });

  it('stays where one officer is free, and goes up where none is, even past a free supervisor', () => {
    expect(route(MEMBER, ['officer']).bodyId).toBe('member');
    expect(route(MEMBER, ['officer', 'other'])).toEqual({
      bodyId: 'region',
      passedOver: [{ bodyId: 'member', because: 'nobody-free' }],
    });
  });

  it('goes from the top to the external body', () => {
    expect(route(TOP, ['lead']).bodyId).toBe('panel');
    expect(route(MEMBER, ['regional'], ['member', 'top']).bodyId).toBe('panel');
  });

  it('passes over a suspended body', () => {
    expect(route(body('member', 'region', { suspended: true })).passedOver).toEqual([
      { bodyId: 'member', because: 'suspended' },
    ]);
  });

  it('takes the report even where nobody is free', () => {
    expect(route(TOP, ['lead', 'outside']).bodyId).toBe('panel');
    expect(route(MEMBER, ['officer', 'other', 'regional', 'lead'], [], [TOP, REGION, MEMBER]).bodyId).toBe(
      'top',
    );
  });
});
