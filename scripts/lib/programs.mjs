import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';
import { runNode } from './run.mjs';
import { Plain } from './say.mjs';

/**
 * Small processes: few young objects, one pool of memory in the C library. Only the API, which has the load, also gets
 * its code optimised for speed. Newer Nodes keep compiled code from one start to the next.
 */
const SMALL_FLAGS = ['--max-semi-space-size=1'];
const SMALLEST_FLAGS = [...SMALL_FLAGS, '--optimize-for-size'];
const SMALL = { MALLOC_ARENA_MAX: '1', NODE_COMPILE_CACHE: inRoot('node_modules', '.cache', 'node') };

/**
 * Tables and, unless in production, the demonstration network. Both do nothing where they have been done; on our own
 * database it is remembered for which build and password that was, which saves two seconds of every later start.
 */
export async function migrate(urls, { demo, dataDir }, password) {
  const mark = createHash('sha256')
    .update(readFileSync(inRoot('dist', '.stamp')))
    .update(`${demo} ${password}`)
    .digest('hex');
  const file = join(dataDir, 'prepared');
  if (urls.own && existsSync(file) && readFileSync(file, 'utf8') === mark) return;
  const env = { ...SMALL, DATA_DIR: dataDir, DATABASE_URL: urls.app, DATABASE_OWNER_URL: urls.owner };
  if (demo) env.AMENDS_DEMO_PASSWORD = password;
  const args = [inRoot('dist', 'apps', 'cli', 'src', 'main.js'), 'migrate', ...(demo ? ['--seed-demo'] : [])];
  const { code, output } = await runNode(args, { env });
  if (code !== 0) throw new Plain(`The database could not be prepared:\n${output.trim()}`);
  if (urls.own) writeFileSync(file, mark);
}

/** The environment without those names, nor the files that container secrets are handed over in. */
function without(env, names) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !names.includes(name.replace(/_FILE$/, ''))),
  );
}

/** Each program gets only what it uses: the pages neither database nor keys, none of them the owner's login. */
export function programs({ dataDir, host, ports }) {
  const texts = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
  const inherited = without(process.env, ['DATABASE_OWNER_URL', 'AMENDS_DEMO_PASSWORD']);
  const common = { ...inherited, ...SMALL, ...texts, HOST: host, DATA_DIR: dataDir };
  const program = (name, flags, env) => ({
    name,
    env,
    args: [...flags, inRoot('dist', 'apps', name, 'src', 'main.js')],
  });
  const withDatabase = (urls) => ({ ...common, DATABASE_URL: urls.app });
  return {
    web: () =>
      program(
        'web',
        SMALLEST_FLAGS,
        without(common, ['DATABASE_URL', 'REDIS_URL', 'SMTP_URL', 'AMENDS_MASTER_KEY']),
      ),
    api: (urls) => program('api', SMALL_FLAGS, withDatabase(urls)),
    worker: (urls) => program('worker', SMALLEST_FLAGS, withDatabase(urls)),
  };
}
