import './lib/node-version.mjs';
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { get } from 'node:http';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { build, isBuilt } from './lib/build.mjs';
import { demoPassword, whoToLogInAs } from './lib/demo.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { holdAlone } from './lib/only-one.mjs';
import { inRoot } from './lib/paths.mjs';
import { checkPorts } from './lib/ports.mjs';
import { startReaper } from './lib/reaper.mjs';
import { endAll, runNode } from './lib/run.mjs';
import { Plain, progress, say, sentence, seconds } from './lib/say.mjs';
import { Supervisor } from './lib/supervisor.mjs';

const HELP = `npm start        installs, builds and runs all of Amends on this machine; Ctrl-C stops it
npm run dev      the same, and follows changes of the sources

Settings come from the environment or a file .env; .env.example lists them.`;

/** Small processes: the heap of young objects stays small, and the C library keeps one pool of memory. */
const NODE_FLAGS = ['--enable-source-maps', '--max-semi-space-size=2'];
const SMALL = { MALLOC_ARENA_MAX: '2' };
const READY_WITHIN_MS = 60_000;
/** Programs of a start that was killed end within this time. */
const LEFTOVERS_END_MS = 8000;

const watch = process.argv.includes('--watch');
const since = performance.now();
const ending = [];
let stopping = null;

/** Ends everything in the reverse order of its start; asked again it is already doing so. */
function stop(code) {
  stopping ??= (async () => {
    await endAll();
    while (ending.length > 0)
      await ending
        .pop()()
        .catch((error) => say(sentence(error)));
    process.exit(code);
  })();
  return stopping;
}

function settings() {
  if (existsSync(inRoot('.env'))) process.loadEnvFile(inRoot('.env'));
  const port = (name, standard) => {
    const value = Number(process.env[name] || standard);
    if (!Number.isInteger(value) || value < 1 || value > 65_535)
      throw new Plain(`${name} must be a port number, 1 to 65535.`);
    return value;
  };
  return {
    dataDir: resolve(inRoot(), process.env.DATA_DIR || 'data'),
    host: process.env.HOST || '127.0.0.1',
    ports: {
      WEB_PORT: port('WEB_PORT', 8080),
      API_PORT: port('API_PORT', 8081),
      OPS_PORT: port('OPS_PORT', 8082),
    },
    demo: process.env.NODE_ENV !== 'production',
  };
}

function prepareFolder(dataDir) {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  try {
    accessSync(dataDir, constants.W_OK);
  } catch {
    throw new Plain(
      `${dataDir} may not be written by this user: start Amends as the user who started it first, or set DATA_DIR.`,
    );
  }
}

async function ensureBuilt() {
  if (isBuilt()) return;
  const { code, output } = await progress('Building', build);
  if (code !== 0) throw new Plain(`Amends could not be built:\n${output.trim()}`);
}

/** A server of our own, started again should it die, or the one that DATABASE_URL names. Answers the two connections. */
async function database({ dataDir }, reaper) {
  if (process.env.DATABASE_URL) {
    const { code, output } = await runNode([inRoot('scripts', 'lib', 'check-database.mjs')]);
    if (code !== 0) throw new Plain(output.trim());
    return {
      app: process.env.DATABASE_URL,
      owner: process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL,
    };
  }
  const { startEmbeddedPostgres } = await import(
    pathToFileURL(inRoot('dist', 'libs', 'database', 'src', 'embedded', 'embedded-postgres.js')).href
  );
  const port = process.env.POSTGRES_PORT ? Number(process.env.POSTGRES_PORT) : undefined;
  let server = await startEmbeddedPostgres({ dataDir, port, onCreate: () => say('Making the database …') });
  ending.push(() => server.stop());
  const keep = async () => {
    reaper.database = server.pid;
    reaper.tell();
    await server.exited;
    if (stopping) return;
    say('The database ended; it is started again.');
    server = await startEmbeddedPostgres({ dataDir, port: server.port });
    void keep().catch(failed);
  };
  void keep().catch(failed);
  return { app: server.appUrl, owner: server.ownerUrl };
}

/** Tables and, unless in production, the demonstration network. Both do nothing where they have been done. */
async function migrate(urls, { demo, dataDir }, password) {
  const env = { ...SMALL, DATA_DIR: dataDir, DATABASE_URL: urls.app, DATABASE_OWNER_URL: urls.owner };
  if (demo) env.AMENDS_DEMO_PASSWORD = password;
  const args = [inRoot('dist', 'apps', 'cli', 'src', 'main.js'), 'migrate', ...(demo ? ['--seed-demo'] : [])];
  const { code, output } = await runNode(args, { env });
  if (code !== 0) throw new Plain(`The database could not be prepared:\n${output.trim()}`);
}

/** The environment without those names, nor the files that container secrets are handed over in. */
function without(env, names) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !names.includes(name.replace(/_FILE$/, ''))),
  );
}

/** Each program gets only what it uses: the pages neither database nor keys, none of them the owner's login. */
function programs(urls, { dataDir, host, ports }) {
  const texts = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
  const inherited = without(process.env, ['DATABASE_OWNER_URL', 'AMENDS_DEMO_PASSWORD']);
  const common = { ...inherited, ...SMALL, ...texts, HOST: host, DATA_DIR: dataDir };
  const withDatabase = { ...common, DATABASE_URL: urls.app };
  const forWeb = without(common, ['DATABASE_URL', 'REDIS_URL', 'SMTP_URL', 'AMENDS_MASTER_KEY']);
  const main = (app) => [...NODE_FLAGS, inRoot('dist', 'apps', app, 'src', 'main.js')];
  return [
    { name: 'api', args: main('api'), env: withDatabase },
    { name: 'worker', args: main('worker'), env: withDatabase },
    { name: 'web', args: main('web'), env: forWeb },
  ];
}

/** By node:http: `fetch` would keep ten megabytes for as long as this program runs. */
function answers(url, well) {
  return new Promise((resolve) => {
    const request = get(url, { timeout: 3000, agent: false }, (response) => {
      response.resume();
      resolve(well(response.statusCode));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

async function untilAnswering({ host, ports }) {
  const near = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  const questions = [
    [`http://${near}:${ports.OPS_PORT}/health/ready`, (status) => status === 200],
    [`http://${near}:${ports.WEB_PORT}/`, (status) => status < 500],
  ];
  for (const until = performance.now() + READY_WITHIN_MS; performance.now() < until; await sleep(50)) {
    const well = await Promise.all(questions.map(([url, test]) => answers(url, test)));
    if (well.every(Boolean)) return;
  }
  throw new Plain(`Amends did not answer within ${seconds(READY_WITHIN_MS)}: see the files in data/logs.`);
}

function announce({ host, ports, demo, dataDir }, password) {
  say(`\nAmends is running (after ${seconds(performance.now() - since)}).`);
  say(`  pages    http://${host}:${ports.WEB_PORT}/`);
  say(
    `  API      http://${host}:${ports.API_PORT}/api/v1     description: http://${host}:${ports.API_PORT}/api/openapi.json`,
  );
  say(`  health   http://${host}:${ports.OPS_PORT}/health/ready`);
  say(`  logs     ${join(dataDir, 'logs')}`);
  if (demo) {
    say(`\nLog in at http://${host}:${ports.WEB_PORT}/staff with the password  ${password}`);
    for (const line of whoToLogInAs()) say(`  ${line}`);
  }
  say('\nCtrl-C stops all of it.');
}

function failed(error) {
  if (!stopping) console.error(sentence(error));
  return stop(1);
}

/** npm killed outright leaves this program without its terminal: then it ends too, so that the next start finds its ports. */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || stop(1), 1000).unref();
}

async function main() {
  if (process.argv.includes('--help')) return say(HELP);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(0));
  endWithNpm();
  const config = settings();
  prepareFolder(config.dataDir);
  const alone = holdAlone(config.dataDir);
  ending.push(async () => alone.release());
  await checkPorts(config.ports, config.host, alone.killed ? LEFTOVERS_END_MS : 0);
  await ensureInstalled();
  await ensureBuilt();

  const shell = startReaper();
  ending.push(() => shell.release());
  const reaper = {
    programs: [],
    database: undefined,
    tell: () => shell.watch(reaper.programs, reaper.database),
  };
  const password = config.demo ? demoPassword(config.dataDir) : '';
  const urls = await database(config, reaper);
  await migrate(urls, config, password);
  const supervisor = new Supervisor({
    logs: join(config.dataDir, 'logs'),
    toConsole: watch,
    changed: (pids) => {
      reaper.programs = pids;
      reaper.tell();
    },
    giveUp: () => stop(1),
  });
  ending.push(() => supervisor.stop());
  for (const program of programs(urls, config)) supervisor.start(program);
  await supervisor.untilReady(untilAnswering(config));
  announce(config, password);
  if (watch) {
    const { followChanges } = await import('./lib/follow.mjs');
    ending.push(followChanges(supervisor));
  }
}

await main().catch(failed);
