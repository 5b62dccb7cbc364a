import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { inRoot, root } from './paths.mjs';
import { runNode } from './run.mjs';

const FLAGS = '--experimental-vm-modules --disable-warning=ExperimentalWarning';

/** Runs one project of jest.config.mjs. Answers `{ passed, failed, skipped: [names], output }`; a file that does not load is a failure. */
export async function runJest(project, paths, env) {
  const folder = mkdtempSync(join(tmpdir(), 'amends-jest-'));
  const report = join(folder, 'report.json');
  const workers = Math.max(2, availableParallelism() - 1);
  const args = [
    '--selectProjects',
    project,
    '--ci',
    '--json',
    '--outputFile',
    report,
    `--maxWorkers=${workers}`,
  ];
  if (paths.length > 0) args.push('--passWithNoTests');
  const nodeOptions = `${process.env.NODE_OPTIONS ?? ''} ${FLAGS}`.trim();
  try {
    const { code, output } = await runNode(
      [inRoot('node_modules', 'jest', 'bin', 'jest.js'), ...args, ...paths],
      {
        env: { ...env, NODE_OPTIONS: nodeOptions },
      },
    );
    const text = withoutReport(output);
    if (!existsSync(report)) return { passed: 0, failed: 1, skipped: [], output: text };
    const result = JSON.parse(readFileSync(report, 'utf8'));
    const broken = result.numRuntimeErrorTestSuites;
    const failed = result.numFailedTests + broken;
    // all passed and yet not well: no tests at all, a leak, a threshold
    const other = failed === 0 && code !== 0 ? 1 : 0;
    return { passed: result.numPassedTests, failed: failed + other, skipped: notRun(result), output: text };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function notRun({ testResults }) {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => ['pending', 'todo', 'skipped', 'disabled'].includes(status))
      .map(({ fullName }) => `${relative(root, name)}: ${fullName}`),
  );
}

/** jest prints the report on its standard output too, as one long line. */
function withoutReport(output) {
  return output
    .split('\n')
    .filter(
      (line) => !line.startsWith('{"numFailedTestSuites"') && !line.startsWith('Test results written to'),
    )
    .join('\n');
}
