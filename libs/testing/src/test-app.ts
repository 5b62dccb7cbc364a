import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { ConsoleLogger, type Type } from '@nestjs/common';
import type { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test, type TestingModule } from '@nestjs/testing';
import { Client } from 'pg';
import request, { type Response, type Test as Call } from 'supertest';
import { DemoNetwork, readNetwork } from '#access/demo-network';
import { Environment } from '#config/environment';
import { migrateQueue } from '#deadlines/queue-schema';
import { Clock } from '#kernel/clock';
import { FakeClock } from './fake-clock.js';
import { freshDatabase, type TestDatabase } from './test-database.js';

/** What everybody of the demonstration network logs in with. */
export const PASSWORD = 'seven lakes at dawn';

/** After everything that the recorded reports tell of; a Monday morning in every time zone of the network. */
const START = '2026-11-23T09:00:00Z';

/** The program under test, handed in by the spec: a library does not know the programs (architecture.md). */
export interface ApiProgram {
  ApiModule: Type<unknown>;
  JsonAdapter: new () => FastifyAdapter;
  furnish: (app: NestFastifyApplication) => Promise<void>;
}

/** One of the 16 recorded reports, or anything else that is sent as one. */
export type ReportBody = Record<string, unknown>;

export interface Filed {
  reference: string;
  accessCode: string;
  caseId: string;
  receivedAt: string;
  clocks: { name: string; dueAt: string }[];
  entry: { id: string; leafHash: string };
}

export interface Options {
  /** More or other variables of the environment. */
  env?: Record<string, string>;
  start?: string;
}

/** Somebody who calls the API, with their token or without one. */
export class Caller {
  constructor(
    private readonly base: string,
    private readonly token: string | null,
  ) {}

  get(path: string): Call {
    return this.with(request(this.base).get(path));
  }

  post(path: string, body?: object | string): Call {
    return this.with(request(this.base).post(path)).send(body);
  }

  delete(path: string): Call {
    return this.with(request(this.base).delete(path));
  }

  private with(call: Call): Call {
    return this.token === null ? call : call.set('Authorization', `Bearer ${this.token}`);
  }
}

/** The 16 reports of fixtures/reports.ndjson, in order. */
export function recordedReports(): ReportBody[] {
  return readFileSync('fixtures/reports.ndjson', 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ReportBody);
}

/** The real API on a database of its own, with the demonstration network in it and a clock that the test moves. */
export class TestApp {
  private readonly sessions = new Map<string, { token: string; expiresAt: string }>();

  private constructor(
    readonly app: NestFastifyApplication,
    readonly base: string,
    readonly environment: Environment,
    readonly database: TestDatabase,
    readonly owner: Client,
    readonly clock: FakeClock,
  ) {}

  static async start(program: ApiProgram, options: Options = {}): Promise<TestApp> {
    const database = await freshDatabase();
    await migrateQueue(database.ownerUrl);
    const clock = new FakeClock(options.start ?? START);
    const environment = Environment.load({
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      AMENDS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
      OPS_PORT: '0',
      RATE_LIMIT: '1000000',
      ...options.env,
    });
    const compiled = await inProcess(program.ApiModule, environment, clock);
    const app = compiled.createNestApplication<NestFastifyApplication>(new program.JsonAdapter());
    await program.furnish(app);
    await app.listen(0, '127.0.0.1');
    await app.get(DemoNetwork, { strict: false }).seed(readNetwork('fixtures'), PASSWORD);
    const { port } = app.getHttpServer().address() as AddressInfo;
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    return new TestApp(app, `http://127.0.0.1:${String(port)}`, environment, database, owner, clock);
  }

  /** Another program's module on the same database and clock; the caller closes it. `more` stands in for what must not run. */
  async beside(root: Type<unknown>, more: readonly [Type<unknown>, object][] = []): Promise<TestingModule> {
    const compiled = await inProcess(root, this.environment, this.clock, more);
    await compiled.init();
    return compiled;
  }

  /** Somebody without a token. */
  get anyone(): Caller {
    return new Caller(this.base, null);
  }

  bearer(token: string): Caller {
    return new Caller(this.base, token);
  }

  /** A person of the network, logged in; `kenya.officer` is short for their address. Logs in again when the time is over. */
  async login(who: string): Promise<Caller> {
    const known = this.sessions.get(who);
    if (known && known.expiresAt > this.clock.now().toISOString()) return new Caller(this.base, known.token);
    const email = who.includes('@') ? who : `${who}@example.org`;
    const answer = await this.anyone.post('/api/v1/sessions', { email, password: PASSWORD }).expect(201);
    const session = answer.body as { token: string; expiresAt: string };
    this.sessions.set(who, session);
    return new Caller(this.base, session.token);
  }

  /** Somebody who comes back with their access code. */
  async reporter(accessCode: string): Promise<Caller> {
    const answer = await this.anyone.post('/api/v1/reporter/sessions', { accessCode }).expect(201);
    return new Caller(this.base, (answer.body as { token: string }).token);
  }

  async file(report: ReportBody): Promise<Filed> {
    const answer = await this.anyone.post('/api/v1/reports', report);
    if (answer.status !== 201) throw new Error(`Filing answered ${answer.text}`);
    return answer.body as Filed;
  }

  /** Reads the case for its ETag and acts on it; the answer is not looked at. */
  async attempt(who: string, caseId: string, action: string, body: object = {}): Promise<Response> {
    const caller = await this.login(who);
    const read = await caller.get(`/api/v1/cases/${caseId}`);
    const etag = read.headers['etag'] ?? (await this.etag(caseId));
    return caller.post(`/api/v1/cases/${caseId}/actions/${action}`, body).set('If-Match', etag);
  }

  /** Acts and answers the case as it then is. Fails the test where it was refused. */
  async act(who: string, caseId: string, action: string, body: object = {}): Promise<CaseBody> {
    const answer = await this.attempt(who, caseId, action, body);
    if (answer.status !== 200) throw new Error(`${who}: ${action} answered ${answer.text}`);
    return answer.body as CaseBody;
  }

  async read(who: string, caseId: string): Promise<CaseBody> {
    const answer = await (await this.login(who)).get(`/api/v1/cases/${caseId}`).expect(200);
    return answer.body as CaseBody;
  }

  /** Rows as the tables' owner sees them. */
  async rows<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await this.owner.query<T>(sql, values)).rows;
  }

  async personId(who: string): Promise<string> {
    const email = who.includes('@') ? who : `${who}@example.org`;
    const [found] = await this.rows<{ id: string }>('select id from person where email = $1', [email]);
    if (found === undefined) throw new Error(`There is no ${email} in the network.`);
    return found.id;
  }

  /** The ETag for those who act without seeing the case (a custodian, the receiver of a transfer). */
  async etag(caseId: string): Promise<string> {
    const [found] = await this.rows<{ version: number }>('select version from cases where id = $1', [caseId]);
    return `"${String(found?.version ?? 0)}"`;
  }

  async close(): Promise<void> {
    await this.owner.end();
    await this.app.close();
    await this.database.drop();
  }
}

/** A case as it is answered, as far as the tests look into it. */
export interface CaseBody {
  id: string;
  reference: string;
  stage: string;
  outcome: string | null;
  body: { id: string; slug: string };
  reports: { id: string; reference: string; narrative: string; language: string }[];
  respondents: { id: string; name: string; personId: string | null }[];
  allegations: { id: string; respondentId: string | null }[];
  remedies: { id: string; state: string }[];
  actions: { name: string; allowed: boolean; missing: { code: string; detail: string }[]; schema: object }[];
  [more: string]: unknown;
}

function inProcess(
  root: Type<unknown>,
  environment: Environment,
  clock: Clock,
  more: readonly [Type<unknown>, object][] = [],
): Promise<TestingModule> {
  const building = Test.createTestingModule({ imports: [root] })
    .setLogger(new ConsoleLogger({ logLevels: ['error', 'fatal'] }))
    .overrideProvider(Environment)
    .useValue(environment)
    .overrideProvider(Clock)
    .useValue(clock);
  for (const [provider, value] of more) building.overrideProvider(provider).useValue(value);
  return building.compile();
}
