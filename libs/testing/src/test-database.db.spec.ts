import { Client } from 'pg';
import { emptyDatabase, freshDatabase } from './test-database.js';
import { freshRedis } from './test-redis.js';
import { Redis } from 'ioredis';

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

describe('freshDatabase', () => {
  it('gives each who asks, all at once, a migrated database of their own', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => freshDatabase()));
    const [first, second] = await Promise.all(all.slice(0, 2).map(({ ownerUrl }) => connect(ownerUrl)));
    await first?.query('create table mine ()');
    const seen = await second?.query(
      `select to_regclass('mine') as mine, to_regclass('audit_entry')::text as log`,
    );
    expect(seen?.rows).toEqual([{ mine: null, log: 'audit_entry' }]);
    for (const client of [first, second]) await client?.end();
    await Promise.all(all.map(({ drop }) => drop()));
    await expect(connect(all[0]?.url ?? '')).rejects.toThrow('does not exist');
  });

  it('lets the programs in as a login that owns nothing', async () => {
    const database = await freshDatabase();
    const app = await connect(database.url);
    await expect(app.query('create table mine ()')).rejects.toThrow('permission denied');
    await expect(app.query('drop table audit_entry')).rejects.toThrow('must be owner');
    await app.end();
    await database.drop();
  });
});

describe('emptyDatabase', () => {
  it('has no tables', async () => {
    const database = await emptyDatabase();
    const owner = await connect(database.ownerUrl);
    const { rows } = await owner.query(`select to_regclass('audit_entry') as log`);
    expect(rows).toEqual([{ log: null }]);
    await owner.end();
    await database.drop();
  });
});

describe('freshRedis', () => {
  it('gives each who asks a database of their own', async () => {
    const [one, other] = await Promise.all([freshRedis(), freshRedis()]);
    const [mine, theirs] = [new Redis(one.url), new Redis(other.url)];
    await mine.set('key', 'value');
    expect(await theirs.get('key')).toBeNull();
    await one.drop();
    expect(await mine.get('key')).toBeNull();
    await Promise.all([mine.quit(), theirs.quit()]);
  });
});
