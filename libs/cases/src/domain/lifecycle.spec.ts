import { STAFF_ACTIONS } from '#kernel/action-name';
import { STAGES, type Stage } from '#kernel/vocabulary';
import { checkLifecycle } from './check-lifecycle.js';
import { allRows, type NamedRow } from './lifecycle.js';
import { schemaOf } from './actions.js';
import { staffOffers } from './offers.js';
import { above, actorIn, HOME, personId } from './spec-kit/network.js';
import {
  atAcknowledgement,
  atInvestigation,
  atRemedy,
  atTriage,
  closed,
  officer,
  supervisor,
} from './spec-kit/stages.js';
import { Story } from './spec-kit/story.js';

const AT: Record<Stage, () => Story> = {
  intake: () => new Story(),
  triage: () => atTriage(),
  investigation: () => atInvestigation(),
  acknowledgement: () => atAcknowledgement(),
  remedy: () => atRemedy(),
  closed: () => closed(),
};

describe('the table', () => {
  it('is sound', () => {
    expect(() => {
      checkLifecycle();
    }).not.toThrow();
  });

  const broken = (change: (rows: NamedRow[]) => NamedRow[]): (() => void) => {
    return () => {
      checkLifecycle(change(allRows()));
    };
  };

  it('is refused where nobody may act, where no stage leads on, and where a stage is never reached', () => {
    expect(broken((rows) => rows.map((one) => ({ ...one, row: { ...one.row, who: [] } })))).toThrow(
      'may be done by nobody',
    );
    expect(broken((rows) => rows.filter((one) => one.action !== 'start-remedy'))).toThrow(
      'remedy is never reached',
    );
    expect(
      broken((rows) => rows.filter((one) => !one.row.from.includes('remedy') || one.row.to.length === 0)),
    ).toThrow('no way leads from remedy to closed');
    expect(broken((rows) => rows.map((one) => ({ ...one, row: { ...one.row, entries: [] } })))).toThrow(
      'no entry in the log',
    );
    expect(broken((rows) => rows.filter((one) => one.action !== 'reopen'))).toThrow('closed is a dead end');
  });

  it('gives every body a strict JSON Schema whose fields all have a title and a hint', () => {
    for (const { action, form } of allRows()) {
      const schema = schemaOf(action, form) as {
        additionalProperties: unknown;
        properties?: Record<string, object>;
      };
      expect(schema.additionalProperties).toBe(false);
      for (const field of Object.values(schema.properties ?? {})) {
        expect(field).toEqual(expect.objectContaining({ title: expect.any(String) as string }));
        expect(field).toEqual(expect.objectContaining({ description: expect.any(String) as string }));
      }
      expect(schemaOf(action, form)).toBe(schema);
    }
  });
});

describe.each(STAGES)('in %s', (stage) => {
  const rows = allRows().filter((one) => one.form === 'staff');
  let story: Story;
  beforeEach(() => {
    story = AT[stage]();
  });

  it.each(rows.map((one) => [one.action, one] as const))(
    '%s is refused for its stage exactly where it is not lawful',
    (_, { action, row }) => {
      // Everyone who could: whoever they are, the stage must be named where it is not one of the row's.
      const codes = [officer, supervisor].flatMap((who) => {
        const offer = staffOffers(story.facts, surroundings(story, who), story.now).find(
          (one) => one.name === action,
        );
        return offer?.missing.map((one) => one.code) ?? [];
      });
      expect(codes.includes('stage')).toBe(!row.from.includes(stage));
    },
  );

  it('offers every action of the contract, each with its schema', () => {
    const offered = staffOffers(story.facts, surroundings(story, officer), story.now);
    expect(offered.map((one) => one.name)).toEqual([...STAFF_ACTIONS]);
    for (const one of offered) expect(one.allowed).toBe(one.missing.length === 0);
  });

  it('offers nothing to somebody without a part in it', () => {
    const stranger = personId('officer', 4, above(HOME)[0]);
    expect(
      staffOffers(story.facts, surroundings(story, stranger), story.now).filter((one) => one.allowed),
    ).toEqual([]);
  });

  it('offers nothing to somebody named in it, and says nothing about it', () => {
    story.facts.excluded.push({ personId: supervisor, because: 'respondent', since: story.now });
    const offered = staffOffers(
      story.facts,
      {
        actor: { kind: 'staff', personId: supervisor, roles: ['officer', 'supervisor'] },
        people: story.people,
      },
      story.now,
    );
    expect(new Set(offered.flatMap((one) => one.missing.map((missing) => missing.code)))).toEqual(
      new Set(['no-conflict']),
    );
  });
});

function surroundings(story: Story, who: string): Parameters<typeof staffOffers>[1] {
  return { actor: actorIn(story.facts, story.people, who), people: story.people, bodiesAbove: above(HOME) };
}
