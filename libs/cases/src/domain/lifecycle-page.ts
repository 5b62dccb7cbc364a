import { CLOCK_NAMES, type ClockName } from '#kernel/clock-name';
import { CLOSING_STOPS } from './closing.js';
import { allRows, type NamedRow } from './lifecycle.js';
import { ANY_STAGE, OPEN_STAGES } from './situation.js';

/** The page docs/lifecycle.md, drawn from the table. Byte for byte the same for the same table, so that CI can compare. */
export function lifecyclePage(): string {
  const rows = allRows();
  return [
    '# The lifecycle',
    '',
    'Generated from the table in `libs/cases/src/domain` by `node scripts/generate-lifecycle.mjs`; never edited by hand, and',
    'the build fails when it is stale. Why it is so: the design page of the same name and `docs/decisions/`.',
    '',
    '## Stages',
    '',
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> intake: report filed',
    ...arrows(rows),
    '  closed --> [*]',
    '```',
    '',
    ...section(rows, 'staff', '## What staff do'),
    ...section(rows, 'reporter', '## What a reporter does'),
    ...section(rows, 'system', '## What the program does by itself'),
    '## Needs',
    '',
    'A refused action names every need that is unmet, at once, by its code and in these words (or more exact ones).',
    '',
    '| code | words |',
    '|---|---|',
    ...needs(rows),
    '',
  ].join('\n');
}

/** One arrow per pair of stages, labelled with the actions that go that way. */
function arrows(rows: readonly NamedRow[]): string[] {
  const ways = new Map<string, Set<string>>();
  for (const { action, row } of rows) {
    for (const from of row.from) {
      for (const to of row.to) {
        const way = `  ${from} --> ${to}`;
        ways.set(way, (ways.get(way) ?? new Set()).add(action));
      }
    }
  }
  return [...ways].map(([way, actions]) => `${way}: ${[...actions].join(', ')}`);
}

function section(rows: readonly NamedRow[], form: NamedRow['form'], title: string): string[] {
  return [
    title,
    '',
    '| action | from | to | who | needs | clocks | entry |',
    '|---|---|---|---|---|---|---|',
    ...rows.filter((one) => one.form === form).map(line),
    '',
  ];
}

function line({ action, row }: NamedRow): string {
  const cells = [
    `**${action}**<br>${row.about}`,
    stages(row.from),
    row.to.length === 0 ? 'stays' : row.to.join(', '),
    row.who.join(', '),
    [...new Set([...row.needs, ...row.asks].map((one) => one.code))]
      .map((code) => `\`${code}\``)
      .join('<br>'),
    [...started(row.starts), ...stopped(row.stops)].join('<br>'),
    row.entries.map((one) => `\`${one}\``).join('<br>'),
  ];
  return `| ${cells.join(' | ')} |`;
}

function stages(from: readonly string[]): string {
  if (from.length === ANY_STAGE.length) return 'any';
  return from.length === OPEN_STAGES.length && !from.includes('closed') ? 'any open' : from.join(', ');
}

function started(clocks: readonly ClockName[]): string[] {
  return clocks.length === 0 ? [] : [`starts ${clocks.join(', ')}`];
}

function stopped(clocks: readonly ClockName[]): string[] {
  if (clocks === CLOSING_STOPS) {
    const left = CLOCK_NAMES.filter((one) => !CLOSING_STOPS.includes(one));
    return [`closing stops all but ${left.join(', ')}`];
  }
  return clocks.length === 0 ? [] : [`stops ${clocks.join(', ')}`];
}

function needs(rows: readonly NamedRow[]): string[] {
  const words = new Map<string, string>();
  for (const { row } of rows) {
    for (const need of [...row.needs, ...row.asks]) {
      const known = words.get(need.code);
      if (known === undefined) words.set(need.code, need.says);
      else if (!known.split('<br>').includes(need.says)) words.set(need.code, `${known}<br>${need.says}`);
    }
  }
  return [...words].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, says]) => `| \`${code}\` | ${says} |`);
}
