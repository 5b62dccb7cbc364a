import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { build, isBuilt } from '../../scripts/lib/build.mjs';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { endAll } from '../../scripts/lib/run.mjs';
import { explainQueue, queueStatement } from './explain.mjs';
import { startInstance } from './instance.mjs';
import { load, summary } from './load.mjs';
import { seedCases } from './seed.mjs';
import { rowsWritten } from './rows.mjs';

const HELP = `npm run bench              everything, under 15 minutes; writes tests/bench/results.md
npm run bench -- --quick   without the million cases, under 2 minutes; writes nothing

Runs the API from dist against a bare floor (node:http, pg, the same statements) on one embedded PostgreSQL.`;

const OFFICER = 'kenya.officer@example.org';
/** Cases that are opened and noted on in turn: a log of realistic length each, not one that grows without end. */
const CASES = 200;
const AIM = { ratio: 0.5, filedPerSecond: 400, queueMs: 25, queueGrowth: 1.5 };

const quick = process.argv.includes('--quick');
/** The two are measured in turn, so that whatever else the machine does meets both. */
const ROUNDS = 3;
const seconds = quick ? 1.5 : 3;
const warmUp = quick ? 2 : 4;
const lines = [];

function say(line = '') {
  lines.push(line);
  process.stdout.write(`${line}\n`);
}

const number = (value, digits = 1) => value.toFixed(digits);

function row(name, connections, who, result, ratio = '') {
  const { perSecond, p50, p95, p99, refused, cpu } = result;
  const times = [p50, p95, p99, cpu].map((value) => number(value));
  const cells = [name, connections, who, number(perSecond, 0), ...times, refused, ratio];
  say(`| ${cells.join(' | ')} |`);
}

/** The API and the floor under the same load, in turn. */
async function compare(name, connections, api, floor) {
  const loads = { api: [], floor: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    loads.api.push(await load({ ...api, connections, seconds }));
    loads.floor.push(await load({ ...floor, connections, seconds }));
  }
  const [real, bare] = [summary(loads.api), summary(loads.floor)];
  const ratio = real.perSecond / bare.perSecond;
  row(name, connections, 'API', real, number(ratio, 2));
  row(name, connections, 'floor', bare);
  return { name, connections, real, bare, ratio };
}

async function post(url, body, headers = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

/** `CASES` cases of the officer's own body, filed one after another. */
async function fileCases(url, report) {
  const ids = [];
  while (ids.length < CASES) ids.push((await post(url, report)).caseId);
  return ids;
}

/** Notes go round over the cases, each under the ETag that the last one left. */
function notes(caseIds) {
  const free = caseIds.map((id) => ({ id, etag: '"1"' }));
  return {
    method: 'POST',
    body: JSON.stringify({ text: 'Spoke to the venue; they keep the footage for thirty days.' }),
    setupRequest: (request, context) => {
      context.taken = free.shift();
      const path = `/api/v1/cases/${context.taken.id}/actions/note`;
      return { ...request, path, headers: { ...request.headers, 'if-match': context.taken.etag } };
    },
    onResponse: (_status, _body, context, headers) => {
      const etag = Object.entries(headers).find(([name]) => name.toLowerCase() === 'etag')?.[1];
      free.push({ ...context.taken, etag: etag ?? context.taken.etag });
    },
  };
}

async function main() {
  if (process.argv.includes('--help')) return process.stdout.write(`${HELP}\n`);
  if (!isBuilt()) {
    const { code, output } = await build();
    if (code !== 0) throw new Error(output);
  }
  const began = performance.now();
  const it = await startInstance();
  try {
    say(`# Bench\n`);
    say(`\`npm run bench${quick ? ' -- --quick' : ''}\` on ${new Date().toISOString().slice(0, 10)}: `);
    say(
      `${cpus()[0].model.trim()}, ${availableParallelism()} processors (PostgreSQL, both servers and the load share them), ` +
        `${number(totalmem() / 2 ** 30, 0)} GB, Node ${process.version}, load average before ${number(loadavg()[0])}. ` +
        'PostgreSQL is the embedded one, durable (fsync on). Times in milliseconds.',
    );
    say(
      '\nThe floor is node:http and pg with the same statements on the same tables, prepared and sent together as the API ' +
        'does, and nothing else: no validation, access rules, lifecycle, or cryptography (bytes drawn beforehand).\n',
    );
    say(
      '| what | at once | who | per second | p50 | p95 | p99 | processor time each | refused | ratio to floor |',
    );
    say('|---|---|---|---|---|---|---|---|---|---|');
    const checks = await measure(it);
    say('\n## Aims\n');
    for (const { aim, holds, seen } of checks) say(`- ${holds ? 'holds' : '**missed**'}: ${aim} (${seen})`);
    say(`\nTook ${number((performance.now() - began) / 1000, 0)} s.`);
  } finally {
    const wrong = ['api', 'floor'].map((name) => it.said(name)).join('');
    await it.stop();
    if (/"level":"error"|Error:/.test(wrong))
      process.stdout.write(`\nThe servers said:\n${wrong.slice(0, 3000)}\n`);
  }
  if (!quick) writeFileSync(inRoot('tests', 'bench', 'results.md'), `${lines.join('\n')}\n`);
}

async function measure(it) {
  const checks = [];
  const check = (aim, holds, seen) => checks.push({ aim, holds, seen });
  const halfOfFloor = ({ name, connections, ratio }) =>
    check(`${name}, ${connections} at once: half of the floor`, ratio >= AIM.ratio, number(ratio, 2));
  const reports = readFileSync(inRoot('fixtures', 'reports.ndjson'), 'utf8').trim().split('\n');

  // filing
  const filing = (url, pid, path) => ({
    url,
    pid,
    requests: reports.map((body) => ({ method: 'POST', path, body })),
  });
  const [toApi, toFloor] = [
    filing(it.api, it.pids.api, '/api/v1/reports'),
    filing(it.floor, it.pids.floor, '/reports'),
  ];
  for (const warm of [toApi, toFloor]) await load({ ...warm, connections: 8, seconds: warmUp });
  for (const connections of [1, 8, 32]) {
    const filed = await compare('filing a report', connections, toApi, toFloor);
    halfOfFloor(filed);
    check(
      `filing a report, ${connections} at once: none refused`,
      filed.real.refused === 0,
      filed.real.refused,
    );
    if (connections === 32) {
      const { perSecond } = filed.real;
      check(
        `${AIM.filedPerSecond} filed a second at 32 at once`,
        perSecond >= AIM.filedPerSecond,
        number(perSecond, 0),
      );
    }
  }
  const same = await rowsWritten(it, JSON.parse(reports[0]), post);
  check('the floor writes as many rows into as many tables', same.equal, same.seen);

  // one case
  const login = await post(`${it.api}/sessions`, { email: OFFICER, password: it.password });
  const headers = { authorization: `Bearer ${login.token}` };
  const token = createHash('sha256').update(login.token).digest('hex');
  const kenya = { ...JSON.parse(reports[0]), bodyId: 'kenya' };
  const caseIds = await fileCases(`${it.api}/reports`, kenya);
  const floorIds = await fileCases(`${it.floor}/reports`, kenya);
  const { api: pid, floor: barePid } = it.pids;
  const bare = (path) => ({
    url: it.floor,
    pid: barePid,
    requests: floorIds.map((caseId) => ({
      method: 'POST',
      path,
      body: JSON.stringify({ token, personId: login.user.id, caseId }),
    })),
  });
  const opening = {
    url: it.api,
    pid,
    headers,
    requests: caseIds.map((id) => ({ path: `/api/v1/cases/${id}` })),
  };
  const noting = { url: it.api, pid, headers, requests: [notes(caseIds)] };
  await load({ ...opening, connections: 8, seconds: warmUp });
  halfOfFloor(await compare('opening a case (logged)', 8, opening, bare('/open')));
  halfOfFloor(await compare('one action (`note`)', 8, noting, bare('/note')));

  // the queue
  const statement = await queueStatement(login.user);
  const page = { url: it.api, pid, headers, requests: [{ path: '/api/v1/cases' }] };
  const barePage = {
    url: it.floor,
    pid: barePid,
    requests: [{ method: 'POST', path: '/queue', body: JSON.stringify({ token, ...statement }) }],
  };
  const times = {};
  for (const size of quick ? [10_000] : [10_000, 1_000_000]) {
    const cases = await seedCases(it.ownerUrl, size);
    await load({ ...page, connections: 1, seconds: warmUp });
    for (const connections of [1, 8]) {
      const name = `queue page of 50 among ${cases.toLocaleString('en')}`;
      const seen = await compare(name, connections, page, barePage);
      halfOfFloor(seen);
      if (connections === 1) times[size] = seen.real.p50;
    }
    const plan = await explainQueue(it.ownerUrl, login.user);
    check(
      `no sequential scan of cases among ${cases.toLocaleString('en')}`,
      !plan.scansCases,
      `${plan.ms} ms in PostgreSQL`,
    );
    if (size === 1_000_000 || quick) say(`\n\`\`\`\n${plan.text}\n\`\`\``);
  }
  if (!quick) {
    const growth = times[1_000_000] / times[10_000];
    check(
      `a queue page among a million within ${AIM.queueMs} ms`,
      times[1_000_000] <= AIM.queueMs,
      `${number(times[1_000_000])} ms`,
    );
    check(
      `… and within ${AIM.queueGrowth} times that among 10 thousand`,
      growth <= AIM.queueGrowth,
      number(growth, 2),
    );
  }
  return checks;
}

process.once('SIGINT', () => void endAll().then(() => process.exit(1)));
await main();
