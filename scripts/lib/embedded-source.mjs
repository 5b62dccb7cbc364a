import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from './paths.mjs';

/**
 * libs/database/src/embedded straight from its source, for the tests: they must be able to start PostgreSQL also where
 * the project does not compile. Transpiled once per content into node_modules/.cache.
 */
export async function loadEmbedded() {
  const folder = inRoot('libs', 'database', 'src', 'embedded');
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
  const sources = names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
  const digest = createHash('sha256').update(JSON.stringify(sources)).digest('hex').slice(0, 16);
  const target = inRoot('node_modules', '.cache', 'amends', `embedded-${digest}`);
  if (!existsSync(target)) await transpile(sources, target);
  return import(pathToFileURL(join(target, 'embedded-postgres.js')).href);
}

async function transpile(sources, target) {
  const { transformSync } = await import('@swc/core');
  const half = `${target}.${process.pid}`;
  mkdirSync(half, { recursive: true });
  writeFileSync(join(half, 'package.json'), '{ "type": "module" }');
  for (const [name, source] of sources) {
    const { code } = transformSync(source, { filename: name, jsc: { parser: { syntax: 'typescript' }, target: 'es2023' } });
    writeFileSync(join(half, name.replace(/\.ts$/, '.js')), code);
  }
  try {
    renameSync(half, target);
  } catch (error) {
    if (!existsSync(target)) throw error; // another process was quicker
    rmSync(half, { recursive: true });
  }
}
