import './lib/node-version.mjs';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { untilAnswering } from './lib/answering.mjs';
import { build, isBuilt } from './lib/build.mjs';
import { demoPassword, whoToLogInAs } from './lib/demo.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { holdAlone } from './lib/only-one.mjs';
import { inRoot } from './lib/paths.mjs';
import { checkPorts } from './lib/ports.mjs';
import { migrate, programs } from './lib/programs.mjs';
import { startReaper } from './lib/reaper.mjs';
import { endAll, runNode } from './lib/run.mjs';
import { Plain, progress, say, sentence, seconds } from './lib/say.mjs';
import { Supervisor } from './lib/supervisor.mjs';

const HELP = `npm start        installs, builds and runs all of Amends on this machine; Ctrl-C stops it
npm run dev      the same, and follows changes of the sources

Settings come from the environment or a file .env; .env.example lists them.`;

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
  for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL']) {
    const file = process.env[`${name}_FILE`];
    if (file && !process.env[name]) process.env[name] = readFileSync(file, 'utf8').trim();
  }
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
  const onSpawn = (pid) => {
    reaper.database = pid;
    reaper.tell();
  };
  const onCreate = () => {
    say('Making the database …');
    rmSync(join(dataDir, 'prepared'), { force: true });
  };
  let server = await startEmbeddedPostgres({ dataDir, port, onCreate, onSpawn });
  reaper.stopDatabase = async () => {
    await server.stop();
    reaper.database = undefined;
    reaper.tell();
  };
  const keep = async () => {
    await server.exited;
    if (stopping) return;
    say('The database ended; it is started again.');
    server = await startEmbeddedPostgres({ dataDir, port: server.port, onSpawn });
    void keep().catch(failed);
  };
  void keep().catch(failed);
  return { own: true, app: server.appUrl, owner: server.ownerUrl };
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
    stopDatabase: async () => undefined,
    tell: () => shell.watch(reaper.programs, reaper.database),
  };
  const password = config.demo ? demoPassword(config.dataDir) : '';
  const supervisor = new Supervisor({
    logs: join(config.dataDir, 'logs'),
    toConsole: watch,
    changed: (pids) => {
      reaper.programs = pids;
      reaper.tell();
    },
    giveUp: () => stop(1),
  });
  ending.push(() => reaper.stopDatabase());
  ending.push(() => supervisor.stop());
  const { web, api, worker } = programs(config);
  // The pages need no database and start beside it; the worker leaves the machine to the others until they answer.
  await supervisor.untilReady(
    (async () => {
      supervisor.start(web());
      const urls = await database(config, reaper);
      await migrate(urls, config, password);
      supervisor.start(api(urls));
      await untilAnswering(config);
      supervisor.start(worker(urls));
    })(),
  );
  announce(config, password);
  if (watch) {
    const { followChanges } = await import('./lib/follow.mjs');
    ending.push(followChanges(supervisor));
  }
}

await main().catch(failed);
