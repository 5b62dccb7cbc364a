import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { inRoot, root } from './paths.mjs';
import { runNode } from './run.mjs';

const STAMP = inRoot('dist', '.stamp');
const WEB_ASSETS = 'scripts/build-web-assets.mjs';
const CONFIGS = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'scripts/lib/build.mjs',
  WEB_ASSETS,
];

/** Every file under a folder of the project, as paths from the project's root with slashes. */
export function filesUnder(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath ?? entry.path, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

function sources() {
  return [...filesUnder('apps'), ...filesUnder('libs')].filter(
    (path) => !/\.spec\.ts$|\/spec-kit\/|^libs\/testing\//.test(path),
  );
}

/** Digest of everything the build reads: content, not times, which a checkout changes. */
function digest() {
  const hash = createHash('sha256');
  for (const path of [...CONFIGS, ...sources()]) {
    if (existsSync(inRoot(path)))
      hash
        .update(`${path}\0`)
        .update(readFileSync(inRoot(path)))
        .update('\0');
  }
  return hash.digest('hex');
}

/** Whether `dist` was built from the sources as they are. */
export function isBuilt() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest();
}

/** Compiles the sources and makes the pages' assets. Ends with `{ code, output }` like the compiler. */
export async function build() {
  const stamp = digest();
  rmSync(STAMP, { force: true });
  prune();
  const compiled = await runNode([
    inRoot('node_modules', 'typescript', 'bin', 'tsc'),
    '-p',
    'tsconfig.build.json',
  ]);
  if (compiled.code !== 0) return compiled;
  copyAssets();
  if (existsSync(inRoot(WEB_ASSETS))) {
    const made = await runNode([WEB_ASSETS]);
    if (made.code !== 0) return made;
  }
  writeFileSync(STAMP, stamp);
  return compiled;
}

/** What the compiler leaves behind: word lists, catalogues, templates. */
export function copyAssets() {
  for (const path of sources().filter(
    (path) => !path.endsWith('.ts') && /^(apps|libs)\/[^/]+\/src\//.test(path),
  )) {
    mkdirSync(dirname(inRoot('dist', path)), { recursive: true });
    copyFileSync(inRoot(path), inRoot('dist', path));
  }
}

/** Removes compiled files whose source is gone; the compiler then must not think that it has written all. */
function prune() {
  const stale = [...filesUnder('dist/apps'), ...filesUnder('dist/libs')].filter((path) => {
    const compiled = /^dist\/(.+\/src\/.+)\.js(\.map)?$/.exec(path);
    return (
      compiled !== null &&
      !existsSync(inRoot(`${compiled[1]}.ts`)) &&
      !existsSync(inRoot(`${compiled[1]}.js`))
    );
  });
  for (const path of stale) rmSync(inRoot(path));
  if (!existsSync(inRoot('dist', 'apps'))) rmSync(inRoot('dist', '.tsbuildinfo'), { force: true });
}
