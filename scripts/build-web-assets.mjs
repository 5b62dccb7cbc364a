// Makes the pages' style sheet: Sass (GOV.UK Frontend, Ministry of Justice Frontend, our own) -> mirrored for Arabic ->
// dist/apps/web/assets/amends.<hash>.css with gzip and brotli beside it, and manifest.json that names it.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import postcss from 'postcss';
import rtlcss from 'postcss-rtlcss';
import { Mode } from 'postcss-rtlcss/options';
import { compile } from 'sass';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'dist', 'apps', 'web', 'assets');

const { css } = compile(join(root, 'apps', 'web', 'styles', 'amends.scss'), {
  loadPaths: [root, join(root, 'node_modules')],
  quietDeps: true,
  style: 'compressed',
  silenceDeprecations: ['import', 'if-function'],
});
const mirrored = await postcss([rtlcss({ mode: Mode.combined })]).process(css, { from: undefined });
const bytes = Buffer.from(mirrored.css);
const name = `amends.${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.css`;

mkdirSync(out, { recursive: true });
for (const old of readdirSync(out)) rmSync(join(out, old), { recursive: true });
const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
writeFileSync(join(out, name), bytes);
writeFileSync(join(out, `${name}.gz`), gzipSync(bytes, { level: 9 }));
writeFileSync(join(out, `${name}.br`), brotli);
writeFileSync(join(out, 'manifest.json'), `${JSON.stringify({ 'amends.css': name })}\n`);
console.log(`${name}: ${bytes.length} bytes, ${brotli.length} with brotli`);
