import { DataSource, type EntityManager } from 'typeorm';
import { newId } from '#kernel/ids';
import { freshDatabase, type TestDatabase } from '#testing/test-database';
import { OpenKey } from '#vault/open-key';
import { newRef } from '#vault/reference';
import { AuditLog, startOfChain, type EntryDraft, type KeyRing } from './audit-log.js';
import { LogBroken } from './opened-entry.js';
import { PayloadRefused } from './payloads.js';

const log = new AuditLog();

function ring(...subjects: string[]): KeyRing {
  const fresh = () => new OpenKey(newId(), Buffer.from(newRef(), 'utf8'));
  return { case: fresh(), subjects: new Map(subjects.map((ref) => [ref, fresh()])) };
}

function draft(part: Partial<EntryDraft> = {}): EntryDraft {
  return {
    type: 'note.added',
    actorRef: newRef(),
    actorRole: 'officer',
    subjectRef: null,
    reason: null,
    payload: { text: { sha256: 'ab'.repeat(32) } },
    bodyRef: 'africa',
    stage: 'triage',
    cause: null,
    recordedAt: new Date('2026-11-22T10:00:00.000Z'),
    ...part,
  };
}

describe('the audit log in its tables', () => {
  let database: TestDatabase;
  let source: DataSource;
  let tx: EntityManager;

  beforeAll(async () => {
    database = await freshDatabase();
    source = new DataSource({
      type: 'postgres',
      url: database.url,
      entities: [],
      synchronize: false,
      extra: { options: '-c role=amends_app' },
    });
    await source.initialize();
    tx = source.manager;
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  async function count(table: string, where: string, value: unknown): Promise<number> {
    const rows = await tx.query<{ n: number }[]>(
      `select count(*)::int as n from ${table} where ${where} = $1`,
      [value],
    );
    return rows[0]!.n;
  }

  it('appends many in one statement and moves the chain on', async () => {
    const [caseRef, subject] = [newRef(), newRef()];
    const chain = startOfChain(caseRef);
    const keys = ring(subject);
    const statements: string[] = [];
    const counting = {
      query: (sql: string, values: unknown[]) => (statements.push(sql), tx.query(sql, values)),
    };
    const cause = newId();
    const appended = await log.appendAll(
      counting as unknown as EntityManager,
      chain,
      [
        draft({ entryId: cause }),
        draft({ subjectRef: subject, reason: 'asked', cause }),
        draft({ actorRef: null, actorRole: 'system' }),
      ],
      keys,
    );
    expect(statements).toHaveLength(1);
    expect(chain.seq).toBe(3);
    expect(chain.head.toString('hex')).toBe(appended[2]!.leafHash);
    expect(await count('audit_entry', 'case_ref', caseRef)).toBe(3);
    expect(await count('audit_opening', 'entry_id', cause)).toBe(16);
    const queued = await tx.query<{ entry_id: string }[]>(
      'select entry_id from audit_outbox where entry_id = any($1::uuid[]) order by id',
      [appended.map((one) => one.entryId)],
    );
    expect(queued.map((row) => row.entry_id)).toEqual(appended.map((one) => one.entryId));

    const read = await log.readCase(tx, caseRef, keys, { limit: 10 });
    expect(read.map((entry) => entry.leaf)).toEqual(appended.map((one) => one.leafHash));
    expect(read.map((entry) => entry.open.case_seq)).toEqual([0, 1, 2]);
    expect(read[1]!.open).toMatchObject({
      subject_ref: subject,
      reason: 'asked',
      cause,
      prev_leaf: appended[0]!.leafHash,
    });
  });

  it('goes on over several calls and reads in pages', async () => {
    const chain = startOfChain(newRef());
    const keys = ring();
    for (let n = 0; n < 5; n += 1) await log.append(tx, chain, draft({ payload: { round: n } }), keys);
    const seqs = async (page: { limit: number; afterSeq?: number }) =>
      (await log.readCase(tx, chain.caseRef, keys, page)).map((entry) => entry.caseSeq);
    expect(await seqs({ limit: 2 })).toEqual([0, 1]);
    expect(await seqs({ limit: 2, afterSeq: 1 })).toEqual([2, 3]);
    expect(await seqs({ limit: 2, afterSeq: 3 })).toEqual([4]);
    expect(await seqs({ limit: 2, afterSeq: 4 })).toEqual([]);
    expect(await log.appendAll(tx, chain, [], keys)).toEqual([]);
  });

  it('writes entries about no case under the network’s key', async () => {
    const { entryId } = await log.append(
      tx,
      null,
      draft({ type: 'log.exported', stage: null, bodyRef: null }),
      ring(),
    );
    const rows = await tx.query<{ case_ref: null; case_seq: null }[]>(
      'select case_ref, case_seq from audit_entry where entry_id = $1',
      [entryId],
    );
    expect(rows).toEqual([{ case_ref: null, case_seq: null }]);
  });

  it('writes nothing and leaves the chain where it was when one draft of several is refused', async () => {
    const chain = startOfChain(newRef());
    const before = { ...chain };
    const keys = ring();
    await expect(
      log.appendAll(tx, chain, [draft(), draft({ payload: { note: 'Maria' } })], keys),
    ).rejects.toThrow(PayloadRefused);
    await expect(log.append(tx, chain, draft({ subjectRef: newRef() }), keys)).rejects.toThrow(
      /has no key in the ring/,
    );
    expect(chain).toEqual(before);
    expect(await count('audit_entry', 'case_ref', chain.caseRef)).toBe(0);
  });

  it('takes no second entry for a place in the chain', async () => {
    const chain = startOfChain(newRef());
    const behind = { ...chain };
    await log.append(tx, chain, draft(), ring());
    await expect(log.append(tx, behind, draft(), ring())).rejects.toThrow(
      /audit_entry_case_ref_case_seq_key/,
    );
  });

  it('reads an erased field as closed and the rest as it was', async () => {
    const subject = newRef();
    const chain = startOfChain(newRef());
    const keys = ring(subject);
    const { entryId } = await log.append(tx, chain, draft({ subjectRef: subject }), keys);
    await tx.query('delete from audit_opening where entry_id = $1 and slot = 7', [entryId]);
    const [entry] = await log.readCase(tx, chain.caseRef, { ...keys, subjects: new Map() }, { limit: 1 });
    expect(entry!.closed).toEqual({
      actor_ref: 'erased',
      subject_ref: 'sealed',
      reason: 'sealed',
      payload: 'sealed',
    });
    expect(entry!.open.type).toBe('note.added');
  });

  it('says so when entries were changed behind its back, by whoever owns the tables', async () => {
    const chain = startOfChain(newRef());
    const keys = ring();
    const appended = await log.appendAll(tx, chain, [draft(), draft(), draft()], keys);
    const owner = new DataSource({ type: 'postgres', url: database.ownerUrl, entities: [] });
    await owner.initialize();
    try {
      await owner.query('alter table audit_entry disable trigger user');
      await owner.query('delete from audit_opening where entry_id = $1', [appended[1]!.entryId]);
      await owner.query('delete from audit_outbox where entry_id = $1', [appended[1]!.entryId]);
      await owner.query('delete from audit_entry where entry_id = $1', [appended[1]!.entryId]);
      await expect(log.readCase(tx, chain.caseRef, keys, { limit: 9 })).rejects.toThrow(
        /case-seq-has-a-hole at case_seq 1/,
      );
      await expect(log.readCase(tx, chain.caseRef, keys, { limit: 9, afterSeq: 1 })).rejects.toThrow(
        LogBroken,
      );
      await owner.query('update audit_entry set case_seq = 1 where entry_id = $1', [appended[2]!.entryId]);
      await expect(log.readCase(tx, chain.caseRef, keys, { limit: 9 })).rejects.toThrow(/column case_seq/);
    } finally {
      await owner.query('alter table audit_entry enable trigger user');
      await owner.destroy();
    }
  });

  it('cannot be changed by the program itself', async () => {
    const chain = startOfChain(newRef());
    const { entryId } = await log.append(tx, chain, draft(), ring());
    await expect(
      tx.query('update audit_entry set case_seq = 7 where entry_id = $1', [entryId]),
    ).rejects.toThrow(/denied/);
    await expect(tx.query('delete from audit_entry where entry_id = $1', [entryId])).rejects.toThrow(
      /denied/,
    );
    await expect(
      tx.query('update audit_opening set slot = 8 where entry_id = $1', [entryId]),
    ).rejects.toThrow(/denied/);
  });
});
