import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from './paths.mjs';

/** libs/database/src/embedded from its source. */
export const loadEmbedded = () => load('libs/database/src/embedded', 'embedded-postgres');

/** libs/testing's Redis server from its source. */
export const loadRedisServer = () => load('libs/testing/src', 'redis-server');

/**
 * A module of a folder straight from its TypeScript, for the tests: they must be able to start their servers also where
 * the project does not compile. Transpiled once per content into node_modules/.cache; the module may import only its
 * own folder and packages.
 */
async function load(folder, entry) {
  const names = readdirSync(inRoot(folder)).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'),
  );
  const sources = names.map((name) => [name, readFileSync(inRoot(folder, name), 'utf8')]);
  const digest = createHash('sha256').update(JSON.stringify(sources)).digest('hex').slice(0, 16);
  const target = inRoot('node_modules', '.cache', 'amends', `${entry}-${digest}`);
  if (!existsSync(target)) await transpile(sources, target);
  return import(pathToFileURL(join(target, `${entry}.js`)).href);
}

async function transpile(sources, target) {
  const { transformSync } = await import('@swc/core');
  const half = `${target}.${process.pid}`;
  mkdirSync(half, { recursive: true });
  writeFileSync(join(half, 'package.json'), '{ "type": "module" }');
  for (const [name, source] of sources) {
    const { code } = transformSync(source, {
      filename: name,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    });
    writeFileSync(join(half, name.replace(/\.ts$/, '.js')), code);
  }
  try {
    renameSync(half, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
    rmSync(half, { recursive: true }); // another process was quicker
  }
}
