import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { filesUnder } from './lib/build.mjs';
import { inRoot, root } from './lib/paths.mjs';

/** Every relative link of every page leads to a file that is there, and its #anchor to a heading of that page. */
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...['docs', 'apps', 'libs', 'tests', 'docker', '.github']
    .flatMap(filesUnder)
    .filter((path) => path.endsWith('.md')),
];

/** Text outside of code, where links are links. */
function prose(path) {
  return readFileSync(inRoot(path), 'utf8')
    .replace(/^(```|~~~)[\s\S]*?^\1/gm, '')
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()<]/g, ' '));
}

/** As GitHub makes them: lower case, punctuation gone, a dash for each space, `-1` for the second of a name. */
function anchorsOf(path) {
  const seen = new Map();
  const anchors = new Set([...prose(path).matchAll(/\b(?:id|name)="([^"]+)"/g)].map(([, id]) => id));
  for (const [, title] of prose(path).matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const text = title.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = text.replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '').replace(/\s/g, '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    anchors.add(times === 0 ? slug : `${slug}-${times}`);
  }
  return anchors;
}

function linksOf(path) {
  const text = prose(path);
  const inline = [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const defined = [...text.matchAll(/^\s{0,3}\[[^\]]+\]:\s*<?(\S+?)>?(?:\s+"[^"]*")?\s*$/gm)];
  const html = [...text.matchAll(/<(?:a|img)\b[^>]*\b(?:href|src)="([^"]+)"/g)];
  return [...inline, ...defined, ...html].map(([, target]) => target);
}

function fault(path, link) {
  if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return null;
  const [target, anchor] = decodeURI(link).split('#');
  if (target.startsWith('/')) return 'is not relative';
  const file = target === '' ? path : normalize(join(dirname(path), target));
  if (file.startsWith('..')) return 'leads out of the project';
  if (!existsSync(inRoot(file))) return 'leads nowhere';
  if (anchor && statSync(inRoot(file)).isFile() && file.endsWith('.md') && !anchorsOf(file).has(anchor))
    return 'names no heading';
  return null;
}

const faults = pages.flatMap((path) =>
  linksOf(path).flatMap((link) => (fault(path, link) ? [`${path}: ${link} ${fault(path, link)}`] : [])),
);
if (pages.length === 0) faults.push('There is no page to look at.');
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exitCode = 1;
}
