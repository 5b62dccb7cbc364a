// Writes docs/lifecycle.md from the lifecycle table of the built program; with --check only compares.
// Exit codes: 0 well, 1 stale, 2 wrong use or not built.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const page = fileURLToPath(new URL('../docs/lifecycle.md', import.meta.url));
const built = new URL('../dist/libs/cases/src/domain/lifecycle-page.js', import.meta.url);

const args = process.argv.slice(2);
if (args.some((one) => one !== '--check')) {
  console.error('Usage: node scripts/generate-lifecycle.mjs [--check]');
  process.exit(2);
}
if (!existsSync(built)) {
  console.error('The program is not built: run npm run build first.');
  process.exit(2);
}

const { checkLifecycle } = await import(new URL('./check-lifecycle.js', built).href);
const { lifecyclePage } = await import(built.href);
checkLifecycle();
const wanted = lifecyclePage();

if (!args.includes('--check')) {
  writeFileSync(page, wanted);
  console.log('docs/lifecycle.md written.');
} else if (!existsSync(page) || readFileSync(page, 'utf8') !== wanted) {
  console.error('docs/lifecycle.md is stale: run node scripts/generate-lifecycle.mjs and commit it.');
  process.exit(1);
}
