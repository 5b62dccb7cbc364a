import { DataSource, type EntityManager } from 'typeorm';
import { newId } from '#kernel/ids';
import { FakeClock } from '#testing/fake-clock';
import { freshDatabase, type TestDatabase } from '#testing/test-database';
import { DataKeyEntity } from './internal/data-key.entity.js';
import { MasterKeyError } from './master-key-error.js';
import { MasterKeys } from './master-keys.js';
import { newRef } from './reference.js';
import { SealBroken } from './sealed-box.js';
import { Vault } from './vault.js';

const vault = new Vault(new MasterKeys(Buffer.alloc(32, 1)), new FakeClock());
const stranger = new Vault(new MasterKeys(Buffer.alloc(32, 2)), new FakeClock());

describe('the vault', () => {
  let database: TestDatabase;
  let source: DataSource;
  let tx: EntityManager;

  beforeAll(async () => {
    database = await freshDatabase();
    source = new DataSource({
      type: 'postgres',
      url: database.url,
      entities: [DataKeyEntity],
      synchronize: false,
    });
    await source.initialize();
    tx = source.manager;
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });
  // Keys of the network alone need no case.
  beforeEach(() => tx.query('delete from data_key'));

  it('takes any master key while the database is empty', async () => {
    await expect(vault.verify(tx)).resolves.toBeUndefined();
    await expect(stranger.verify(tx)).resolves.toBeUndefined();
  });

  it('opens what it sealed, by id and by subject', async () => {
    const { row, key } = vault.mint(null, 'network');
    await vault.save(tx, [row]);
    const sealed = key.seal('words', 'here');
    expect((await vault.open(tx, row.id)).open(sealed, 'here').toString()).toBe('words');
    expect((await vault.openFor(tx, null, 'network')).open(sealed, 'here').toString()).toBe('words');
    await expect(vault.verify(tx)).resolves.toBeUndefined();
  });

  it('says at the start that the database belongs to another master key', async () => {
    await vault.save(tx, [vault.mint(null, 'network').row]);
    await expect(stranger.verify(tx)).rejects.toThrow(MasterKeyError);
    await expect(stranger.verify(tx)).rejects.toThrow(/^This database was written under another master key/);
  });

  it('acts on a destroyed key at once, also in the same process', async () => {
    const { row } = vault.mint(null, 'network');
    await vault.save(tx, [row]);
    await vault.open(tx, row.id);
    await tx.query('delete from data_key where id = $1', [row.id]);
    await expect(vault.open(tx, row.id)).rejects.toMatchObject({ code: 'erased', kind: 'not-found' });
    await expect(vault.openFor(tx, null, 'network')).rejects.toMatchObject({ code: 'erased' });
  });

  it('opens no wrapping that was moved to another row', async () => {
    const { row } = vault.mint(null, 'network');
    await vault.save(tx, [{ ...row, id: newId() }]);
    await expect(vault.openFor(tx, null, 'network')).rejects.toThrow(SealBroken);
  });

  it('keeps the keys of a case apart and opens all of them', async () => {
    const work = source.transaction(async (inner) => {
      const caseId = newId();
      const [caseRef, reporterRef] = [newRef(), newRef()];
      const minted = [vault.mint(caseId, caseRef), vault.mint(caseId, reporterRef)];
      await vault.save(
        inner,
        minted.map(({ row }) => row),
      );
      await vault.save(inner, []);
      const keys = await vault.openAll(inner, caseId);
      expect([...keys.keys()].sort()).toEqual([caseRef, reporterRef].sort());
      for (const { row, key } of minted) {
        expect(keys.get(row.subjectRef)?.open(key.seal('words', 'a'), 'a').toString()).toBe('words');
      }
      expect(() => keys.get(caseRef)?.open(minted[1]!.key.seal('words', 'a'), 'a')).toThrow(SealBroken);
      throw new Error('There is no such case, so none of this may stay.');
    });
    await expect(work).rejects.toThrow('none of this may stay');
  });

  it('makes the network’s key once, however many ask for it at a time', async () => {
    const ids = await Promise.all(
      Array.from({ length: 8 }, () => source.transaction(async (inner) => (await vault.network(inner)).id)),
    );
    expect(new Set(ids).size).toBe(1);
    expect((await vault.network(tx)).id).toBe(ids[0]);
  });
});
