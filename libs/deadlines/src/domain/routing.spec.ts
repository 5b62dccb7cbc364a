import fc from 'fast-check';
import type { StaffRole } from '#kernel/vocabulary';
import {
  route,
  type Asks,
  type CaseStanding,
  type Exclusion,
  type TreeBody,
  type TreePerson,
} from './routing.js';

const TREE: TreeBody[] = [
  { id: 'panel', parentId: null, level: 'external', suspended: false },
  { id: 'global', parentId: null, level: 'global', suspended: false },
  { id: 'africa', parentId: 'global', level: 'regional', suspended: false },
  { id: 'kenya', parentId: 'africa', level: 'national', suspended: false },
  { id: 'fathers', parentId: 'kenya', level: 'organisation', suspended: false },
  { id: 'senegal', parentId: 'africa', level: 'national', suspended: false },
];

function person(
  personId: string,
  role: StaffRole,
  bodyId: string,
  more: Partial<TreePerson> = {},
): TreePerson {
  return { personId, absent: false, deactivated: false, deputyId: null, roles: [{ role, bodyId }], ...more };
}

const PEOPLE: TreePerson[] = [
  person('fathers.officer', 'officer', 'fathers'),
  person('fathers.director', 'supervisor', 'fathers'),
  person('kenya.officer', 'officer', 'kenya'),
  person('kenya.lead', 'supervisor', 'kenya'),
  person('africa.lead', 'supervisor', 'africa'),
  person('global.lead', 'supervisor', 'global'),
  person('panel.chair', 'adviser', 'panel'),
  person('senegal.officer', 'officer', 'senegal'),
];

function standing(more: Partial<CaseStanding> = {}): CaseStanding {
  return {
    holderBodyId: 'fathers',
    assigneeId: 'fathers.officer',
    excluded: new Map(),
    respondentBodyIds: new Set(),
    reached: new Set(),
    ...more,
  };
}

function changed(personId: string, more: Partial<TreePerson>): TreePerson[] {
  return PEOPLE.map((one) => (one.personId === personId ? { ...one, ...more } : one));
}

function excluding(...pairs: [string, Exclusion][]): Partial<CaseStanding> {
  return { excluded: new Map(pairs) };
}

describe('whom a reminder goes to', () => {
  it('is the assignee', () => {
    expect(route('remind', TREE, PEOPLE, standing())).toEqual({
      to: ['fathers.officer'],
      bodyId: 'fathers',
      skips: [],
      last: false,
    });
  });

  it('is every officer of the holder where nobody is assigned', () => {
    const two = [...PEOPLE, person('second.officer', 'officer', 'fathers')];
    expect(route('remind', TREE, two, standing({ assigneeId: null })).to).toEqual([
      'fathers.officer',
      'second.officer',
    ]);
  });

  it('is the deputy of an absent assignee', () => {
    const people = changed('fathers.officer', { absent: true, deputyId: 'kenya.officer' });
    expect(route('remind', TREE, people, standing())).toMatchObject({
      to: ['kenya.officer'],
      skips: [{ personId: 'fathers.officer', because: 'absent' }],
    });
  });

  it('is not a deputy who is named in the case; then the supervisor', () => {
    const people = changed('fathers.officer', { absent: true, deputyId: 'kenya.officer' });
    expect(route('remind', TREE, people, standing(excluding(['kenya.officer', 'respondent'])))).toMatchObject(
      {
        to: ['fathers.director'],
        skips: [
          { personId: 'fathers.officer', because: 'absent' },
          { personId: 'kenya.officer', because: 'respondent' },
        ],
      },
    );
  });

  it('is the next body up where nobody of the holder is left', () => {
    const out = excluding(['fathers.officer', 'recused'], ['fathers.director', 'respondent']);
    expect(route('remind', TREE, PEOPLE, standing(out))).toMatchObject({
      to: ['kenya.lead'],
      bodyId: 'kenya',
    });
  });
});

describe('whom a missed deadline is told to', () => {
  it('is the supervisor of the holder', () => {
    expect(route('miss', TREE, PEOPLE, standing())).toEqual({
      to: ['fathers.director'],
      bodyId: 'fathers',
      skips: [],
      last: false,
    });
  });

  it.each<Exclusion>(['respondent', 'keep-from', 'recused', 'conflict'])(
    'never a supervisor who is %s',
    (because) => {
      expect(route('miss', TREE, PEOPLE, standing(excluding(['fathers.director', because])))).toEqual({
        to: ['kenya.lead'],
        bodyId: 'kenya',
        skips: [
          { personId: 'fathers.director', because },
          { bodyId: 'fathers', because: 'nobody-free' },
        ],
        last: false,
      });
    },
  );

  it('is the next body up where the holder has no supervisor', () => {
    expect(
      route('miss', TREE, PEOPLE, standing({ holderBodyId: 'senegal', assigneeId: null })),
    ).toMatchObject({
      to: ['africa.lead'],
      skips: [{ bodyId: 'senegal', because: 'nobody-free' }],
    });
  });

  it('passes over a suspended body and one that is named in the case, whoever works there', () => {
    const tree = TREE.map((body) => (body.id === 'fathers' ? { ...body, suspended: true } : body));
    expect(
      route('miss', tree, PEOPLE, standing({ respondentBodyIds: new Set(['kenya', 'africa']) })),
    ).toEqual({
      to: ['global.lead'],
      bodyId: 'global',
      skips: [
        { bodyId: 'fathers', because: 'suspended' },
        { bodyId: 'kenya', because: 'respondent' },
        { bodyId: 'africa', because: 'respondent' },
      ],
      last: false,
    });
  });

  it('passes over the absent without a deputy, and the deactivated', () => {
    const people = changed('fathers.director', { absent: true }).map((one) =>
      one.personId === 'kenya.lead' ? { ...one, deactivated: true } : one,
    );
    expect(route('miss', TREE, people, standing())).toMatchObject({
      to: ['africa.lead'],
      skips: [
        { personId: 'fathers.director', because: 'absent' },
        { bodyId: 'fathers', because: 'nobody-free' },
        { personId: 'kenya.lead', because: 'deactivated' },
        { bodyId: 'kenya', because: 'nobody-free' },
      ],
    });
  });
});

describe('where an escalation goes', () => {
  function climb(people: readonly TreePerson[], given: Partial<CaseStanding>): (string | null)[] {
    const reached = new Set<string>();
    const way: (string | null)[] = [];
    for (let asks: Asks = 'miss'; ; asks = 'escalate') {
      const next = route(asks, TREE, people, standing({ ...given, reached }));
      way.push(next.bodyId);
      if (next.bodyId !== null) reached.add(next.bodyId);
      if (next.last) return way;
    }
  }

  it('climbs body by body to the top and then outside', () => {
    expect(climb(PEOPLE, {})).toEqual(['fathers', 'kenya', 'africa', 'global', 'panel']);
  });

  it('does not tell a body twice that was told at the deadline in place of the holder', () => {
    expect(climb(PEOPLE, excluding(['fathers.director', 'respondent']))).toEqual([
      'kenya',
      'africa',
      'global',
      'panel',
    ]);
  });

  it('jumps over what is conflicted at each level, and only that', () => {
    expect(climb(PEOPLE, excluding(['kenya.lead', 'recused']))).toEqual([
      'fathers',
      'africa',
      'global',
      'panel',
    ]);
    expect(climb(PEOPLE, excluding(['africa.lead', 'recused']))).toEqual([
      'fathers',
      'kenya',
      'global',
      'panel',
    ]);
    expect(climb(PEOPLE, excluding(['global.lead', 'respondent']))).toEqual([
      'fathers',
      'kenya',
      'africa',
      'panel',
    ]);
  });

  it('does not jump over a body when one that was told already becomes conflicted in mid-case', () => {
    const told = new Set(['fathers', 'kenya', 'africa']);
    const next = route(
      'escalate',
      TREE,
      PEOPLE,
      standing({ ...excluding(['africa.lead', 'recused']), reached: told }),
    );
    expect(next.bodyId).toBe('global');
  });

  it('says that it is over where even the outside body has nobody', () => {
    const out = excluding(['global.lead', 'respondent'], ['panel.chair', 'conflict']);
    expect(route('escalate', TREE, PEOPLE, standing({ ...out, reached: new Set(['africa']) }))).toEqual({
      to: [],
      bodyId: null,
      skips: [
        { personId: 'global.lead', because: 'respondent' },
        { bodyId: 'global', because: 'nobody-free' },
        { personId: 'panel.chair', because: 'conflict' },
        { bodyId: 'panel', because: 'nobody-free' },
      ],
      last: true,
    });
  });

  it('starts above the holder where the deadline itself reached nobody', () => {
    expect(route('escalate', TREE, PEOPLE, standing())).toMatchObject({ bodyId: 'kenya' });
  });

  it('ends inside a ring of parents', () => {
    const ring: TreeBody[] = [
      { id: 'a', parentId: 'b', level: 'national', suspended: false },
      { id: 'b', parentId: 'a', level: 'regional', suspended: false },
    ];
    expect(route('escalate', ring, [], standing({ holderBodyId: 'a' }))).toMatchObject({
      to: [],
      last: true,
    });
  });

  it('never reaches whoever is excluded, away or gone, whatever is asked', () => {
    const ids = PEOPLE.map((one) => one.personId);
    fc.assert(
      fc.property(
        fc.constantFrom<Asks>('remind', 'miss', 'escalate'),
        fc.subarray(ids),
        fc.subarray(ids),
        fc.subarray(ids),
        fc.array(fc.constantFrom(...ids), { minLength: ids.length, maxLength: ids.length }),
        fc.subarray(TREE.map((body) => body.id)),
        fc.constantFrom('fathers', 'kenya', 'senegal', 'global'),
        (asks, excluded, absent, gone, deputies, respondents, holderBodyId) => {
          const people = PEOPLE.map((one, index) => ({
            ...one,
            absent: absent.includes(one.personId),
            deactivated: gone.includes(one.personId),
            deputyId: deputies[index] ?? null,
          }));
          const answer = route(
            asks,
            TREE,
            people,
            standing({
              holderBodyId,
              excluded: new Map(excluded.map((id) => [id, 'conflict'])),
              respondentBodyIds: new Set(respondents),
            }),
          );
          for (const id of answer.to) expect([...excluded, ...absent, ...gone]).not.toContain(id);
          expect(answer.to.length > 0).toBe(answer.bodyId !== null);
          if (asks !== 'remind' && answer.bodyId !== null) expect(respondents).not.toContain(answer.bodyId);
        },
      ),
      { numRuns: 500 },
    );
  });
});
