import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { run } from './run.mjs';
import { Plain, progress } from './say.mjs';

/**
 * Installs the packages of the lock file where node_modules does not hold exactly them. Compares with the list that npm
 * itself writes at the end of every installation, so that an `npm ci` by hand counts too and one that was broken off does not.
 */
export async function ensureInstalled() {
  if (isInstalled()) return false;
  const [command, args] = npm();
  // `error` also keeps npm quiet about packages that declare a newer Node than they need (docs/decisions)
  const flags = [
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--engine-strict=false',
  ];
  const title = 'Installing packages (the first time takes a minute or two)';
  const { code, output } = await progress(title, () => run(command, [...args, ...flags]));
  // what follows "Clean install" is npm's list of its own options
  if (code !== 0)
    throw new Plain(
      `The packages could not be installed (npm ci):\n${output.split('npm error Clean install')[0].trim()}`,
    );
  return true;
}

function isInstalled() {
  const list = inRoot('node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  const installed = packages(list);
  return Object.entries(packages(inRoot('package-lock.json'))).every(
    ([path, { version, optional }]) =>
      path === '' || (installed[path] ? installed[path].version === version : optional),
  );
}

function packages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

function npm() {
  const own = process.env.npm_execpath;
  return own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
}
