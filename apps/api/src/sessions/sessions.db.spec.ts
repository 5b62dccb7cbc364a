import { randomBytes } from 'node:crypto';
import { Controller, Get, Global, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { DemoNetwork, readNetwork } from '#access/demo-network';
import { People } from '#access/people';
import { appConnection } from '#database/data-source';
import { Transactions } from '#database/transactions';
import type { ReporterActor, StaffActor } from '#kernel/actor';
import { Clock } from '#kernel/clock';
import { newId } from '#kernel/ids';
import { FakeClock } from '#testing/fake-clock';
import { freshDatabase, type TestDatabase } from '#testing/test-database';
import { AccessCodes, newAccessCode } from '#vault/access-code';
import { MasterKeys } from '#vault/master-keys';
import { AccessGuardModule } from '../access/access-guard.module.js';
import { Access, Public, Reporter } from '../access/access.decorator.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { validationPipe } from '../http/validation.js';
import { SessionsModule } from './sessions.module.js';

const PASSWORD = 'seven lakes at dawn';
const START = '2026-11-23T08:00:00Z';

@Controller('planted')
@Reporter()
class PlantedController {
  @Get('staff')
  @Access('read', 'Case')
  staff(@CurrentActor() actor: StaffActor): StaffActor {
    return actor;
  }

  @Get('export')
  @Access('export', 'Log')
  export(@CurrentActor() actor: StaffActor): StaffActor {
    return actor;
  }

  @Get('reporter')
  reporter(@CurrentActor() actor: ReporterActor): ReporterActor {
    return actor;
  }

  @Get('public')
  @Public()
  open(): { open: boolean } {
    return { open: true };
  }
}

@Controller('forgotten')
class ForgottenController {
  @Get()
  forgotten(): { reached: boolean } {
    return { reached: true };
  }
}

describe('sessions over HTTP, and the guard before every route', () => {
  let database: TestDatabase;
  let app: NestFastifyApplication;
  let source: DataSource;
  const clock = new FakeClock(START);
  const codes = new AccessCodes(new MasterKeys(randomBytes(32)));
  const code = newAccessCode();
  const reportId = newId();
  const caseId = newId();

  const http = () => request(app.getHttpServer());
  const get = (path: string, token: string) => http().get(path).set('Authorization', `Bearer ${token}`);
  const login = (email: string, password = PASSWORD) =>
    http().post('/api/v1/sessions').send({ email, password });
  const staffToken = async (email: string): Promise<string> =>
    ((await login(email)).body as { token: string }).token;
  const reporterToken = async (): Promise<string> =>
    ((await http().post('/api/v1/reporter/sessions').send({ accessCode: code })).body as { token: string })
      .token;

  beforeAll(async () => {
    database = await freshDatabase();
    source = await new DataSource(
      appConnection({ url: database.url, poolSize: 4, applicationName: 'sessions-spec' }),
    ).initialize();
    const shared = [
      { provide: Clock, useValue: clock },
      { provide: Transactions, useValue: new Transactions(source) },
      { provide: AccessCodes, useValue: codes },
    ];
    @Global()
    @Module({ providers: shared, exports: shared })
    class SharedModule {}
    @Module({
      imports: [SharedModule, AccessGuardModule, SessionsModule],
      controllers: [PlantedController, ForgottenController],
    })
    class TestModule {}
    const testing = await Test.createTestingModule({ imports: [TestModule] }).compile();
    app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    app.useLogger(false);
    app.setGlobalPrefix('api');
    app.useGlobalPipes(validationPipe());
    app.useGlobalFilters(new ProblemFilter());
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    await app.get(DemoNetwork, { strict: false }).seed(readNetwork('fixtures'), PASSWORD);
    await fileReport();
  });

  beforeEach(() => {
    clock.set(START);
  });

  afterAll(async () => {
    await app.close();
    await source.destroy();
    await database.drop();
  });

  async function fileReport(): Promise<void> {
    await source.transaction(async (tx) => {
      const [body] = await tx.query<{ id: string }[]>(`select id from body where slug = 'kenya'`);
      const ref = randomBytes(16).toString('hex');
      const keyId = newId();
      await tx.query(
        `insert into cases (id, reference, case_ref, body_id, stage, stage_since, principles, breach_kinds, received_at,
           updated_at, policy_id, version, facts, facts_key_id, log_seq, log_head)
         values ($1::uuid, $1::text, $2, $3, 'intake', $4, '{}', '{}', $4, $4, 'p', 1, '', $1, 0, $5)`,
        [caseId, ref, body!.id, clock.now(), Buffer.alloc(32)],
      );
      await tx.query(
        'insert into data_key (id, case_id, subject_ref, wrapped, created_at) values ($1, $2, $3, $4, $5)',
        [keyId, caseId, ref, Buffer.alloc(0), clock.now()],
      );
      await tx.query(
        `insert into report (id, case_id, reference, code_mac, subject_ref, reporter_role, kind, language, received_via,
           received_at, content, key_id, entry_id)
         values ($1::uuid, $2, $1::text, $3, $4, 'witness', 'complaint', 'en', 'web', $5, '', $6, $1)`,
        [reportId, caseId, codes.mac(code), ref, clock.now(), keyId],
      );
    });
  }

  describe('POST /api/v1/sessions', () => {
    it('answers token, end and person', async () => {
      const answer = await login('Kenya.Lead@example.org').expect(201);
      const personId = await app
        .get(People, { strict: false })
        .byEmail(source.manager, 'kenya.lead@example.org');
      expect(answer.body).toEqual({
        token: expect.stringMatching(/^[\w-]{43}$/),
        expiresAt: '2026-11-23T20:00:00.000Z',
        user: {
          id: personId,
          name: 'Kenya Coordinator',
          roles: [
            { role: 'supervisor', bodyId: expect.any(String) },
            { role: 'decision-maker', bodyId: expect.any(String) },
          ],
        },
      });
    });

    it('answers alike for a wrong password and an unknown address', async () => {
      const wrong = await login('kenya.lead@example.org', 'wrong').expect(401);
      const unknown = await login('nobody@example.org').expect(401);
      expect(wrong.headers['content-type']).toContain('application/problem+json');
      expect(wrong.body).toMatchObject({ status: 401, code: 'unauthenticated' });
      expect(unknown.body).toEqual(wrong.body);
    });

    it('names every fault of the body', async () => {
      const answer = await http()
        .post('/api/v1/sessions')
        .send({ password: '', otp: 'x', remember: true })
        .expect(422);
      const paths = (answer.body as { errors: { path: string }[] }).errors.map((fault) => fault.path);
      expect(new Set(paths)).toEqual(new Set(['email', 'password', 'otp', 'remember']));
    });

    it('turns a flood away with 429 and Retry-After, and serves the others', async () => {
      const answers = await Promise.all(
        Array.from({ length: 100 }, () => login('kenya.lead@example.org', 'wrong')),
      );
      const statuses = answers.map((answer) => answer.status);
      expect(new Set(statuses)).toEqual(new Set([401, 429]));
      expect(statuses.filter((status) => status === 401).length).toBeGreaterThanOrEqual(66);
      expect(answers.find((answer) => answer.status === 429)?.headers['retry-after']).toBeDefined();
    });
  });

  describe('POST /api/v1/reporter/sessions', () => {
    it('opens with the seven words, however they are typed', async () => {
      const answer = await http()
        .post('/api/v1/reporter/sessions')
        .send({ accessCode: ` ${code.toUpperCase().replaceAll(' ', ' - ')} ` })
        .expect(201);
      expect(answer.body).toEqual({
        token: expect.stringMatching(/^[\w-]{43}$/),
        expiresAt: '2026-11-23T09:00:00.000Z',
      });
    });

    it('does not open with others', async () => {
      const answer = await http()
        .post('/api/v1/reporter/sessions')
        .send({ accessCode: newAccessCode() })
        .expect(401);
      expect((answer.body as { detail: string }).detail).toContain("Those words don't open a report.");
      await http().post('/api/v1/reporter/sessions').send({}).expect(422);
    });
  });

  describe('DELETE /api/v1/sessions/current', () => {
    it.each([
      ['staff', () => staffToken('kenya.lead@example.org'), '/api/planted/staff'],
      ['a reporter', reporterToken, '/api/planted/reporter'],
    ])('ends the session of %s at once', async (_who, open, path) => {
      const token = await open();
      const other = await open();
      await get(path, token).expect(200);
      await http().delete('/api/v1/sessions/current').set('Authorization', `Bearer ${token}`).expect(204);
      await get(path, token).expect(401);
      await get(path, other).expect(200);
      await http().delete('/api/v1/sessions/current').set('Authorization', `Bearer ${token}`).expect(401);
    });
  });

  describe('the guard', () => {
    it('hands the actor to the handler', async () => {
      const staff = await get('/api/planted/staff', await staffToken('kenya.officer@example.org')).expect(
        200,
      );
      expect(staff.body).toMatchObject({
        kind: 'staff',
        name: 'Kenya Officer',
        grants: [{ role: 'officer' }],
      });
      const reporter = await get('/api/planted/reporter', await reporterToken()).expect(200);
      expect(reporter.body).toEqual({ kind: 'reporter', reportId, caseId });
    });

    it('knows no token of the other audience, and answers that as an unknown one', async () => {
      const onStaff = await get('/api/planted/staff', await reporterToken()).expect(401);
      const onReporter = await get(
        '/api/planted/reporter',
        await staffToken('kenya.lead@example.org'),
      ).expect(401);
      const unknown = await get('/api/planted/staff', randomBytes(32).toString('base64url')).expect(401);
      const none = await http().get('/api/planted/staff').expect(401);
      for (const answer of [onStaff, onReporter, none]) expect(answer.body).toEqual(unknown.body);
    });

    it('refuses what no record could make lawful for these roles', async () => {
      await get('/api/planted/export', await staffToken('auditor@example.org')).expect(200);
      const refused = await get('/api/planted/export', await staffToken('kenya.officer@example.org')).expect(
        403,
      );
      expect(refused.body).toMatchObject({ code: 'not-allowed' });
    });

    it('lets everybody to public routes, a dead token or not', async () => {
      await http().get('/api/planted/public').expect(200);
      await get('/api/planted/public', 'nonsense').expect(200);
    });

    it('shuts a route that declares nothing to everybody', async () => {
      await http().get('/api/forgotten').expect(403);
      await get('/api/forgotten', await staffToken('admin@example.org')).expect(403);
    });

    it('shuts out a session that has ended and a person who was deactivated', async () => {
      const token = await staffToken('uk.officer@example.org');
      await source.query(`update person set deactivated_at = $1 where email = 'uk.officer@example.org'`, [
        clock.now(),
      ]);
      await get('/api/planted/staff', token).expect(401);
      await login('uk.officer@example.org').expect(401);
      const reporter = await reporterToken();
      clock.advance('PT1H');
      await get('/api/planted/reporter', reporter).expect(401);
    });
  });
});
