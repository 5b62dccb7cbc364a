import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { temporaryFolder } from '#testing/temporary-folder';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';

/** One folder for all: what one start leaves is what the next finds. */
const folder = temporaryFolder();
const file = join(folder.path, 'postgres.json');
const cluster = join(folder.path, 'postgres');
let server: EmbeddedPostgres | undefined;
let busy: Server | undefined;

const start = async (port?: number): Promise<EmbeddedPostgres> => {
  server = await startEmbeddedPostgres({ dataDir: folder.path, port });
  return server;
};

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ value: unknown }>(sql);
    return rows[0]?.value;
  } finally {
    await client.end();
  }
}

afterEach(async () => {
  await server?.stop();
  busy?.close();
  busy = undefined;
});

afterAll(() => {
  folder.remove();
});

describe('the embedded PostgreSQL', () => {
  it('is made with two logins that need their passwords', async () => {
    const { appUrl, ownerUrl } = await start();
    expect(await ask(ownerUrl, 'select current_user::text as value')).toBe('amends_owner');
    expect(await ask(appUrl, `select pg_has_role('amends', 'amends_app', 'member') as value`)).toBe(true);
    expect(await ask(appUrl, 'select rolsuper as value from pg_roles where rolname = current_user')).toBe(
      false,
    );
    await ask(ownerUrl, 'create table kept as select 42 as n');
    const wrong = new URL(appUrl);
    wrong.password = 'guessed';
    await expect(ask(wrong.href, 'select 1 as value')).rejects.toThrow('password authentication failed');
    wrong.password = '';
    await expect(ask(wrong.href, 'select 1 as value')).rejects.toThrow('password');
  });

  it('keeps its passwords for its user alone', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(cluster).mode & 0o077).toBe(0);
  });

  it('starts again on the same data and port after kill -9 of the whole server', async () => {
    const first = await start();
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    const second = await start();
    expect(second.port).toBe(first.port);
    expect(await ask(second.ownerUrl, 'select n as value from kept')).toBe(42);
  });

  it('ends a server that a killed start left running', async () => {
    const left = await start();
    const next = await start();
    expect(next.pid).not.toBe(left.pid);
    await left.exited;
    expect(await ask(next.ownerUrl, 'select n as value from kept')).toBe(42);
  });

  it('is not fooled by a pid file whose number some other program now has', async () => {
    writeFileSync(join(cluster, 'postmaster.pid'), `${String(process.pid)}\n${cluster}\n`);
    const { ownerUrl } = await start();
    expect(await ask(ownerUrl, 'select n as value from kept')).toBe(42);
  });

  it('takes another port where the remembered one is in use, and remembers that', async () => {
    const { port } = JSON.parse(readFileSync(file, 'utf8')) as { port: number };
    busy = createServer().listen(port, '127.0.0.1');
    await once(busy, 'listening');
    const { port: other, ownerUrl } = await start();
    expect(other).not.toBe(port);
    expect(await ask(ownerUrl, 'select n as value from kept')).toBe(42);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ port: other });
  });

  it('says in one sentence that a port which must be used is in use', async () => {
    busy = createServer().listen(0, '127.0.0.1');
    await once(busy, 'listening');
    const address = busy.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(start(port)).rejects.toThrow(`Port ${String(port)} is in use: set POSTGRES_PORT`);
  });

  it('sets new passwords where the file that keeps them was lost', async () => {
    rmSync(file);
    const { appUrl, ownerUrl } = await start();
    expect(await ask(appUrl, 'select 1 as value')).toBe(1);
    expect(await ask(ownerUrl, 'select n as value from kept')).toBe(42);
  });

  it('does not touch data of another major version, and says so', async () => {
    const version = join(cluster, 'PG_VERSION');
    const right = readFileSync(version, 'utf8');
    writeFileSync(version, '16\n');
    await expect(start()).rejects.toThrow(
      /was made by PostgreSQL 16, and Amends now brings PostgreSQL 18: move/,
    );
    writeFileSync(version, right);
  });

  it('does not touch data of another user, and says so', async () => {
    const { uid, gid, mode } = statSync(cluster);
    // as such data looks to root, who can read all, and to anybody else
    if (process.getuid?.() === 0) chownSync(cluster, 65_534, 65_534);
    else chmodSync(cluster, 0o000);
    await expect(start()).rejects.toThrow(/belongs to another user: start Amends as the user/);
    if (process.getuid?.() === 0) chownSync(cluster, uid, gid);
    else chmodSync(cluster, mode & 0o777);
  });

  it('begins anew where its making was broken off', async () => {
    const other = temporaryFolder();
    writeFileSync(join(other.path, 'postgres.half'), '');
    const made = await startEmbeddedPostgres({ dataDir: other.path, durable: false });
    expect(await ask(made.appUrl, 'select 1 as value')).toBe(1);
    expect(existsSync(join(other.path, 'postgres.half'))).toBe(false);
    await made.stop();
    other.remove();
  });
});
