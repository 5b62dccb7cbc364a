import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { DataSource } from 'typeorm';
import { appConnection } from '#database/data-source';
import { Transactions } from '#database/transactions';
import { newId } from '#kernel/ids';
import { FakeClock } from '#testing/fake-clock';
import { freshDatabase, type TestDatabase } from '#testing/test-database';
import { Dispatch } from './dispatch.js';
import { Outbox, type NewNotice } from './outbox.js';
import { SmtpMailer } from './smtp-mailer.js';

const LINK = 'https://amends.example.org';

interface Received {
  to: string[];
  raw: string;
}

/** A real mail server on the loopback address. */
async function mailServer(options: SMTPServerOptions = {}, port = 0) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push({
          to: session.envelope.rcptTo.map((one) => one.address),
          raw: Buffer.concat(chunks).toString('utf8'),
        });
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  const listening = server.listen(port, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address() as AddressInfo;
  return {
    received,
    port: address.port,
    url: `smtp://127.0.0.1:${String(address.port)}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(resolve);
      }),
  };
}

let database: TestDatabase;
let source: DataSource;
let transactions: Transactions;
let clock: FakeClock;
const outbox = new Outbox();
const mailers: SmtpMailer[] = [];

beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await freshDatabase();
  source = await new DataSource(
    appConnection({ url: database.url, poolSize: 8, applicationName: 'amends-test' }),
  ).initialize();
  transactions = new Transactions(source);
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

beforeEach(async () => {
  await source.query('delete from notice');
  clock = new FakeClock();
});

afterEach(() => {
  for (const mailer of mailers.splice(0)) mailer.close();
});

function dispatch(url: string | null): Dispatch {
  if (url === null) return new Dispatch(transactions, clock, null, LINK);
  const mailer = new SmtpMailer(url, 'Amends <amends@example.org>');
  mailers.push(mailer);
  return new Dispatch(transactions, clock, mailer, LINK);
}

async function newPerson(language = 'en'): Promise<{ personId: string; email: string }> {
  const personId = newId();
  const email = `${personId}@example.org`;
  await source.query(
    `insert into person (id, email, name, name_key, password_hash, language, created_at)
     values ($1, $2, 'Kenya Officer', 'kenya officer', '', $3, $4)`,
    [personId, email, language, clock.now()],
  );
  return { personId, email };
}

function put(...notices: NewNotice[]): Promise<void> {
  return transactions.run((tx) => outbox.put(tx, notices, clock.now()));
}

function noticeTo(personId: string): NewNotice {
  return { personId, template: 'clock-missed', caseId: null, dedupe: newId() };
}

async function states(): Promise<string[]> {
  const rows = await source.query<{ state: string }[]>('select state from notice order by id');
  return rows.map((row) => row.state);
}

describe('Outbox', () => {
  it('tells the same thing to the same person once', async () => {
    const { personId } = await newPerson();
    const notice = noticeTo(personId);
    await put(notice, notice);
    await put(notice);
    expect(await states()).toEqual(['waiting']);
  });

  it('is undone with the transaction that it tells of', async () => {
    const { personId } = await newPerson();
    const failed = transactions.run(async (tx) => {
      await outbox.put(tx, [noticeTo(personId)], clock.now());
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await states()).toEqual([]);
  });
});

describe('Dispatch', () => {
  it('mails in the reader’s language, and says nothing of what happened', async () => {
    const server = await mailServer();
    try {
      const { personId, email } = await newPerson('fr');
      await put(noticeTo(personId), {
        mailbox: 'board@example.org',
        template: 'clock-escalated',
        caseId: null,
        dedupe: newId(),
      });
      expect(await dispatch(server.url).run()).toEqual({ sent: 2, failed: 0 });
      expect(await states()).toEqual(['sent', 'sent']);
      const mail = server.received.find((one) => one.to.includes(email));
      expect(mail?.raw).toContain('Subject: Quelque chose vous attend dans Amends');
      expect(mail?.raw).toContain(LINK);
      expect(mail?.raw).toContain('Auto-Submitted: auto-generated');
      expect(mail?.raw).not.toMatch(/clock|missed|Kenya|x-mailer/i);
      expect(server.received.map((one) => one.to[0]).sort()).toEqual([email, 'board@example.org'].sort());
    } finally {
      await server.stop();
    }
  });

  it('sends each notice once with several workers at it', async () => {
    const server = await mailServer();
    try {
      const { personId } = await newPerson();
      await put(...Array.from({ length: 20 }, () => noticeTo(personId)));
      await Promise.all(Array.from({ length: 4 }, () => dispatch(server.url).run()));
      const ids = server.received.map((one) => /^Message-ID: (.*)$/im.exec(one.raw)?.[1]);
      expect(ids).toHaveLength(20);
      expect(new Set(ids).size).toBe(20);
      expect(new Set(await states())).toEqual(new Set(['sent']));
    } finally {
      await server.stop();
    }
  });

  it('keeps notices on the pages where there is no mail server', async () => {
    const { personId } = await newPerson();
    await put(noticeTo(personId));
    expect(await dispatch(null).run()).toEqual({ sent: 0, failed: 0 });
    expect(await states()).toEqual(['in-app']);
  });

  it('tries again with growing pauses while the server is away, and sends once it is back', async () => {
    const gone = await mailServer();
    await gone.stop();
    const { personId } = await newPerson();
    await put(noticeTo(personId), noticeTo(personId));
    const worker = dispatch(gone.url);
    // One failure is enough to know that the server is away: the others are not tried.
    expect(await worker.run()).toEqual({ sent: 0, failed: 1 });
    expect(await worker.run()).toEqual({ sent: 0, failed: 0 });
    expect(await states()).toEqual(['waiting', 'waiting']);
    const [row] = await source.query<{ last_failure: string }[]>(
      'select last_failure from notice where attempts = 1',
    );
    expect(row?.last_failure).toMatch(/^E[A-Z]+$/);

    const back = await mailServer({}, gone.port);
    try {
      clock.advance('PT1M');
      expect(await worker.run()).toEqual({ sent: 2, failed: 0 });
      expect(back.received).toHaveLength(2);
    } finally {
      await back.stop();
    }
  });

  it('gives up on an address that is refused for good, and goes on with the others', async () => {
    const nobody = await newPerson();
    const somebody = await newPerson();
    const server = await mailServer({
      onRcptTo: (address, _session, callback) => {
        const refused = address.address === nobody.email;
        callback(refused ? Object.assign(new Error('no such user'), { responseCode: 550 }) : null);
      },
    });
    try {
      await put(noticeTo(nobody.personId), noticeTo(somebody.personId));
      expect(await dispatch(server.url).run()).toEqual({ sent: 1, failed: 1 });
      expect((await states()).sort()).toEqual(['failed', 'sent']);
    } finally {
      await server.stop();
    }
  });

  it('tries again later where the server says so', async () => {
    const { personId } = await newPerson();
    let busy = true;
    const server = await mailServer({
      onRcptTo: (_address, _session, callback) => {
        callback(busy ? Object.assign(new Error('greylisted'), { responseCode: 451 }) : null);
      },
    });
    try {
      await put(noticeTo(personId));
      const worker = dispatch(server.url);
      expect(await worker.run()).toEqual({ sent: 0, failed: 1 });
      expect(await states()).toEqual(['waiting']);
      busy = false;
      clock.advance('PT30S');
      expect(await worker.run()).toEqual({ sent: 1, failed: 0 });
    } finally {
      await server.stop();
    }
  });

  it('does not tell whoever left, or was excluded from the case since', async () => {
    const server = await mailServer();
    try {
      const [gone, excluded] = [await newPerson(), await newPerson()];
      const [bodyId, caseId] = [newId(), newId()];
      await source.query(
        `insert into body (id, slug, name, level, path, time_zone, country, language)
         values ($1::uuid, $1::text, 'Kenya', 'national', '{}', 'Africa/Nairobi', 'KE', 'en')`,
        [bodyId],
      );
      await source.query(
        `insert into cases (id, reference, case_ref, body_id, stage, stage_since, principles, breach_kinds, received_at,
           updated_at, policy_id, version, facts, facts_key_id, log_seq, log_head)
         values ($1::uuid, $1::text, $2, $3, 'intake', now(), '{}', '{}', now(), now(), 'p', 1, '', $1::uuid, 0, $4)`,
        [caseId, caseId.replaceAll('-', ''), bodyId, Buffer.alloc(32)],
      );
      await put({ ...noticeTo(gone.personId), caseId }, { ...noticeTo(excluded.personId), caseId });
      await source.query('update person set deactivated_at = now() where id = $1', [gone.personId]);
      await source.query(
        `insert into case_exclusion (case_id, person_id, because, since) values ($1, $2, 'recused', now())`,
        [caseId, excluded.personId],
      );
      expect(await dispatch(server.url).run()).toEqual({ sent: 0, failed: 0 });
      expect(await states()).toEqual(['withheld', 'withheld']);
      expect(server.received).toEqual([]);
    } finally {
      await server.stop();
    }
  });
});
