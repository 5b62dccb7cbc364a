import { REPORTER_ACTIONS, STAFF_ACTIONS, SYSTEM_ACTIONS } from '#kernel/action-name';
import { STAGES, type Stage } from '#kernel/vocabulary';
import { allRows, rowOf, type NamedRow } from './lifecycle.js';

/**
 * Looks the table over at start. Throws an Error that names every fault: an action without a row or without who, an entry it
 * does not log, a stage nobody reaches or from which no way leads to closed, a need without a code or named twice.
 */
export function checkLifecycle(rows: readonly NamedRow[] = allRows()): void {
  const faults = [...faultsOfNames(), ...rows.flatMap(faultsOfRow), ...faultsOfStages(rows)];
  if (faults.length > 0) throw new Error(`The lifecycle table is not sound:\n- ${faults.join('\n- ')}`);
}

function faultsOfNames(): string[] {
  const without = (
    names: readonly Parameters<typeof rowOf>[0][],
    form: Parameters<typeof rowOf>[1],
  ): string[] =>
    names.filter((name) => rowOf(name, form) === null).map((name) => `${name} has no ${form} row`);
  return [
    ...without(STAFF_ACTIONS, 'staff'),
    ...without(REPORTER_ACTIONS, 'reporter'),
    ...without(SYSTEM_ACTIONS, 'system'),
  ];
}

function faultsOfRow({ action, form, row }: NamedRow): string[] {
  const name = `${action} (${form})`;
  const codes = [...row.needs, ...row.asks].map((one) => one.code);
  const twice = codes.filter((code, index) => codes.indexOf(code) !== index && !isShared(row, code));
  return [
    ...(row.who.length === 0 ? [`${name} may be done by nobody`] : []),
    ...(row.from.length === 0 ? [`${name} can be done in no stage`] : []),
    ...(row.entries.length === 0 ? [`${name} leaves no entry in the log`] : []),
    ...(row.form === form ? [] : [`${name} stands under the wrong form`]),
    ...(form !== 'staff' && row.who.some((who) => who !== form)
      ? [`${name} is open to others than ${form}`]
      : []),
    ...[...row.needs, ...row.asks]
      .filter((one) => one.says.trim() === '')
      .map((one) => `${name}: ${one.code} says nothing`),
    ...twice.map((code) => `${name} names ${code} twice`),
  ];
}

/** A need of the case and one of the body may share a code: then the body can supply what the case lacks. */
function isShared(row: NamedRow['row'], code: string): boolean {
  return (
    row.needs.filter((one) => one.code === code).length === 1 &&
    row.asks.filter((one) => one.code === code).length === 1
  );
}

function faultsOfStages(rows: readonly NamedRow[]): string[] {
  const next = new Map<Stage, Set<Stage>>(STAGES.map((stage) => [stage, new Set<Stage>()]));
  for (const { row } of rows) for (const from of row.from) for (const to of row.to) next.get(from)?.add(to);
  // Reopening only leads back to where a case has been, so it does not count as reaching a stage.
  const onward = new Map([...next].filter(([stage]) => stage !== 'closed'));
  const reached = reachable('intake', onward);
  return STAGES.flatMap((stage) => [
    ...(reached.has(stage) ? [] : [`${stage} is never reached`]),
    ...(reachable(stage, next).has('closed') ? [] : [`no way leads from ${stage} to closed`]),
    ...((next.get(stage)?.size ?? 0) === 0 ? [`${stage} is a dead end`] : []),
  ]);
}

function reachable(from: Stage, next: ReadonlyMap<Stage, ReadonlySet<Stage>>): Set<Stage> {
  const seen = new Set<Stage>([from]);
  for (const stage of seen) for (const to of next.get(stage) ?? []) seen.add(to);
  return seen;
}
