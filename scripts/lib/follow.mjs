import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { copyAssets } from './build.mjs';
import { inRoot, root } from './paths.mjs';
import { runNode } from './run.mjs';
import { say } from './say.mjs';

const SETTLE_MS = 400;

/**
 * For `npm run dev`: the compiler follows the sources, and the programs follow what the compiler writes. A change of
 * anything else (templates, styles, catalogues) is copied, the pages' assets are made again. Answers how to end it.
 */
export function followChanges(supervisor) {
  const compiler = spawn(
    process.execPath,
    [
      inRoot('node_modules', 'typescript', 'bin', 'tsc'),
      '-p',
      'tsconfig.build.json',
      '--watch',
      '--preserveWatchOutput',
    ],
    { cwd: root, detached: true, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const restart = settled(async (names) => {
    say(`Changed: ${names.join(', ')} started again.`);
    await Promise.all(names.map((name) => supervisor.restart(name)));
  });
  const assets = settled(async () => {
    copyAssets();
    const { code, output } = await runNode(['scripts/build-web-assets.mjs']);
    if (code !== 0) say(output.trim());
    restart('web');
  });
  const compiled = (path) => {
    const app = /^(api|worker|web|cli)\b/.exec(path)?.[1];
    if (path.endsWith('.js') && app !== 'cli')
      for (const name of app ? [app] : ['api', 'worker', 'web']) restart(name);
  };
  const watchers = [
    watch(inRoot('dist', 'apps'), { recursive: true }, (_event, path) => path && compiled(path)),
    watch(inRoot('dist', 'libs'), { recursive: true }, (_event, path) => path && compiled(`libs/${path}`)),
    ...['apps', 'libs'].map((folder) =>
      watch(
        inRoot(folder),
        { recursive: true },
        (_event, path) => path && !path.endsWith('.ts') && assets(path),
      ),
    ),
  ];
  return async () => {
    for (const watcher of watchers) watcher.close();
    compiler.kill('SIGTERM');
  };
}

/** Gathers what is named until nothing more is for a moment, then does `work` once with all of it. */
function settled(work) {
  const names = new Set();
  let timer;
  return (name) => {
    names.add(name);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const all = [...names];
      names.clear();
      void work(all).catch((error) => say(String(error)));
    }, SETTLE_MS);
  };
}
