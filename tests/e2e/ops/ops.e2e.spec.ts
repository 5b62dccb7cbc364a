import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { ConsoleLogger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test, type TestingModule } from '@nestjs/testing';
import { Client } from 'pg';
import request from 'supertest';
import { ApiModule } from '../../../apps/api/src/api.module.js';
import { furnish } from '../../../apps/api/src/create-app.js';
import { JsonAdapter } from '../../../apps/api/src/http/json-adapter.js';
import { WorkerModule } from '../../../apps/worker/src/worker.module.js';
import { DemoNetwork, readNetwork } from '#access/demo-network';
import { Environment } from '#config/environment';
import { migrateQueue } from '#deadlines/queue-schema';
import { PASSWORD, recordedReports, type Filed } from '#testing/test-app';
import { freshDatabase, type TestDatabase } from '#testing/test-database';
import { expectProblem } from '../problem.js';

const START = '2026-11-23T09:00:00Z';

let database: TestDatabase;
let owner: Client;
let app: NestFastifyApplication;
let worker: TestingModule;
let api: string;
let ops: string;

/** Both programs with the clock that AMENDS_CLOCK gives them, not a test's: it is what is looked at here. */
beforeAll(async () => {
  database = await freshDatabase();
  await migrateQueue(database.ownerUrl);
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const opsPort = await freePort();
  const environment = Environment.load({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    AMENDS_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    AMENDS_CLOCK: START,
    OPS_PORT: String(opsPort),
    SWEEP_EVERY_MS: '200',
  });
  const compile = (root: typeof ApiModule | typeof WorkerModule): Promise<TestingModule> =>
    Test.createTestingModule({ imports: [root] })
      .setLogger(new ConsoleLogger({ logLevels: ['error', 'fatal'] }))
      .overrideProvider(Environment)
      .useValue(environment)
      .compile();
  app = (await compile(ApiModule)).createNestApplication<NestFastifyApplication>(new JsonAdapter());
  await furnish(app);
  await app.listen(0, '127.0.0.1');
  await app.get(DemoNetwork, { strict: false }).seed(readNetwork('fixtures'), PASSWORD);
  worker = await compile(WorkerModule);
  await worker.init();
  api = `http://127.0.0.1:${String((app.getHttpServer().address() as AddressInfo).port)}`;
  ops = `http://127.0.0.1:${String(opsPort)}`;
});
afterAll(async () => {
  await worker.close();
  await app.close();
  await owner.end();
  await database.drop();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('the private port', () => {
  it('says that the program lives and is ready, and on what it depends', async () => {
    expect((await request(ops).get('/health/live').expect(200)).body).toEqual({ status: 'ok' });
    expect((await request(ops).get('/health/ready').expect(200)).body).toEqual({
      status: 'ok',
      dependencies: { database: 'up', queue: 'up' },
    });
  });

  it('gives Prometheus its numbers by route, never by address', async () => {
    await request(api).get('/api/v1/cases/0192f0c8-0000-7000-8000-000000000000').expect(401);
    const { text } = await request(ops).get('/metrics').expect(200);
    expect(text).toContain('route="/api/v1/cases/:id"');
    expect(text).not.toContain('0192f0c8');
  });

  it('is not the port of the API, nor the other way about', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics', '/ops/clock', '/api/ops/clock']) {
      await request(api).get(path).expect(404);
    }
    await request(ops).get('/api/v1/bodies').expect(404);
  });
});

describe('POST /ops/clock', () => {
  const advance = (body: unknown) =>
    request(ops)
      .post('/ops/clock')
      .send(body as object);

  it('starts where AMENDS_CLOCK says', async () => {
    const { now } = (await request(ops).get('/ops/clock').expect(200)).body as { now: string };
    expect(Date.parse(now) - Date.parse(START)).toBeLessThan(60_000);
    expect(Date.parse(now)).toBeGreaterThanOrEqual(Date.parse(START));
  });

  it.each([
    {},
    { advance: 'tomorrow' },
    { advance: '-P1D' },
    { advance: 'P0D' },
    { advance: 7 },
    { advance: null },
    [],
  ])('refuses %j', async (body) => {
    const answer = await advance(body);
    expect([answer.status, answer.type]).toEqual([422, 'application/problem+json']);
  });

  it('moves every program on, and answers when what became due has fired, once', async () => {
    const filed = (await request(api).post('/api/v1/reports').send(recordedReports()[11]).expect(201))
      .body as Filed;
    const answer = await advance({ advance: 'P4D' });
    expect([answer.status, answer.body]).toEqual([
      200,
      { now: expect.stringMatching(/^2026-11-27T09:0/), outstanding: 0 },
    ]);
    const steps = await owner.query<{ kind: string }>(
      `select s.kind from clock_step s join clock k on k.id = s.clock_id
       where k.case_id = $1 and k.name = 'receipt-acknowledgement' order by s.at`,
      [filed.caseId],
    );
    expect(steps.rows.map((row) => row.kind)).toEqual(['remind', 'remind', 'miss']);
    const letIn = await owner.query('select 1 from case_escalation where case_id = $1', [filed.caseId]);
    expect(letIn.rowCount).toBe(1);
    const late = await request(api)
      .post('/api/v1/reports')
      .send({ reporterRole: 'other', narrative: 'Later.' });
    expect((late.body as Filed).receivedAt).toMatch(/^2026-11-27/);
  });
});

describe('without AMENDS_CLOCK', () => {
  it('there is no clock to move, and in production it cannot be set', () => {
    const production = { NODE_ENV: 'production', AMENDS_CLOCK: START, DATABASE_URL: database.url };
    expect(() => Environment.load(production)).toThrow('refused with NODE_ENV=production');
  });
});

describe('a path that is not there', () => {
  it('is a problem like any other', async () => {
    expectProblem(await request(api).get('/nothing'), 404, 'not-found');
  });
});
