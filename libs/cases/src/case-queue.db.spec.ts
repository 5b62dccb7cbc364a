import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { abilityFor, record } from '#access/ability';
import { caseScope } from '#access/case-scope';
import { allowed, inWorld, world } from '#access/spec-kit/random-world';
import { ENTITIES } from '#database/entities';
import type { Transactions } from '#database/transactions';
import { FakeClock } from '#testing/fake-clock';
import { freshDatabase, type TestDatabase } from '#testing/test-database';
import { CaseQueueReadModel, QUEUE_SORTS } from './case-queue.read-model.js';

describe('the queue', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await freshDatabase();
    source = await new DataSource({ type: 'postgres', url: database.url, entities: ENTITIES }).initialize();
  });

  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('pages through exactly the cases that the abilities allow, in every order, without loss or repeat', async () => {
    const seen = { listed: 0, hidden: 0 };
    const pages = fc.record({ sort: fc.constantFrom(...QUEUE_SORTS), limit: fc.integer({ min: 1, max: 4 }) });
    await fc.assert(
      fc.asyncProperty(world, pages, async (drawn, { sort, limit }) => {
        await inWorld(source, drawn, async (tx, { tree, actors, cases }) => {
          const clock = new FakeClock(new Date('2026-03-02T09:00:00Z'));
          const queue = new CaseQueueReadModel({ reader: tx } as Transactions, clock);
          for (const actor of actors) {
            const ability = abilityFor(actor, tree);
            const expected = allowed(cases, (facts) => ability.can('list', record('Case', facts)));
            const found: string[] = [];
            for (let cursor: string | null | undefined; cursor !== null;) {
              const page = await queue.page(caseScope(actor), { sort, limit, ...(cursor ? { cursor } : {}) });
              found.push(...page.items.map((item) => item.id));
              cursor = page.nextCursor;
            }
            expect(found.toSorted()).toEqual(expected);
            seen.listed += expected.length;
            seen.hidden += cases.length - expected.length;
          }
        });
      }),
      { numRuns: 40 },
    );
    expect(seen.listed).toBeGreaterThan(30);
    expect(seen.hidden).toBeGreaterThan(30);
  }, 120_000);
});
