import './lib/node-version.mjs';
import { runJest } from './lib/jest-step.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { killLeftovers, markRun } from './lib/leftovers.mjs';
import { chromium, ensureChromium, ensureRedis } from './lib/machine.mjs';
import { endAll } from './lib/run.mjs';
import { say, seconds, sentence } from './lib/say.mjs';
import { STEPS } from './lib/steps.mjs';

const HELP = `npm test                          everything that CI runs
npm test -- unit db               only these steps
npm test -- static                every check without tests;  npm test -- tests  every test
npm test -- db libs/vault         of the tests only files whose path matches

Steps:
${STEPS.map(({ name, group, title }) => `  ${name.padEnd(14)}${group.padEnd(8)}${title}`).join('\n')}

PostgreSQL and Redis are started for the run and stopped after it. Redis and Chromium come from the machine's packages
(installed where this user may). What cannot run is named at the end; with CI=true that is a failure.
A single file by hand: npx jest libs/vault/src/vault.spec.ts (starts the servers it needs).`;

/** Where an output is too long, its beginning and its end say most. */
const LONGEST_OUTPUT = 400;

const strict = ['true', '1'].includes(process.env.CI ?? '');
const total = { passed: 0, failed: 0, skipped: [] };
const faults = [];
const since = performance.now();
let servers = null;
let serversFault;
let ended = null;

function choose(args) {
  const paths = args.filter((arg) => arg.includes('/'));
  const names = args.filter((arg) => !arg.includes('/'));
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name || step.group === name));
  if (unknown.length > 0) {
    say(`There is no step ${unknown.join(', ')}.\n\n${HELP}`);
    process.exit(2);
  }
  const steps =
    names.length === 0
      ? STEPS
      : STEPS.filter(({ name, group }) => names.includes(name) || names.includes(group));
  return { steps: paths.length > 0 ? steps.filter((step) => step.jest) : steps, paths };
}

function shorten(output) {
  const lines = output.trim().split('\n');
  if (lines.length <= LONGEST_OUTPUT) return lines;
  const half = LONGEST_OUTPUT / 2;
  return [
    ...lines.slice(0, half),
    `… ${lines.length - LONGEST_OUTPUT} lines left out …`,
    ...lines.slice(-half),
  ];
}

function record({ name, title }, { passed, failed, skipped, output }, began) {
  total.passed += passed;
  total.failed += failed;
  for (const test of skipped) total.skipped.push(`${name}: ${test}`);
  const count = passed + failed > 1 ? `, ${passed} passed${failed > 0 ? `, ${failed} failed` : ''}` : '';
  say(`${failed > 0 ? '✗' : '✓'} ${name}: ${title}${count} (${seconds(performance.now() - began)})`);
  if (failed > 0) {
    faults.push(name);
    say(
      shorten(output)
        .map((line) => `    ${line}`)
        .join('\n'),
    );
  }
}

function skip(step, why) {
  total.skipped.push(`${step.name}: ${why}`);
  say(`- ${step.name}: ${step.title}: not run, ${why}`);
}

async function runStep(step, paths) {
  if (ended) return;
  const lack = await lacking(step);
  if (lack) return skip(step, lack);
  const began = performance.now();
  const env = { ...servers?.env, ...step.env };
  try {
    const result = step.jest ? await runJest(step.jest, paths, env) : await runCheck(step, env);
    if (!ended) record(step, result, began);
  } catch (error) {
    if (!ended) record(step, { passed: 0, failed: 1, skipped: [], output: sentence(error) }, began);
  }
}

async function runCheck(step, env) {
  const { code, output } = await step.run(env);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [], output };
}

/** Why a step cannot run on this machine, or null. */
async function lacking({ needs = [] }) {
  if (needs.includes('servers')) {
    serversFault ??= await startServers();
    if (serversFault !== '') return serversFault;
  }
  if (!needs.includes('chromium')) return null;
  const why = await ensureChromium();
  if (!why) process.env.CHROMIUM_PATH = chromium();
  return why;
}

/** Starts PostgreSQL and Redis for the run. Answers '', or why they cannot be used; a fault of ours is recorded as one. */
async function startServers() {
  const why = await ensureRedis();
  if (why) return why;
  const began = performance.now();
  try {
    const { startTestServers } = await import('./lib/test-servers.mjs');
    servers = await startTestServers({ redis: true });
    return '';
  } catch (error) {
    const step = { name: 'servers', title: 'PostgreSQL and Redis start' };
    record(step, { passed: 0, failed: 1, skipped: [], output: sentence(error) }, began);
    return 'the servers did not start';
  }
}

/** Two at a time: most of them keep one processor busy. */
async function together(steps) {
  const waiting = [...steps];
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) await runStep(step, []);
  };
  await Promise.all([work(), work()]);
}

/** Ends all that runs, says what came of it, and leaves. */
function end(code) {
  ended ??= (async () => {
    await endAll();
    await servers?.stop().catch((error) => say(sentence(error)));
    const left = await killLeftovers();
    if (code === null && left.length > 0) {
      total.failed += 1;
      faults.push('processes left running');
      say(`✗ processes left running:\n    ${left.join('\n    ')}`);
    }
    if (strict && total.skipped.length > 0) {
      total.failed += total.skipped.length;
      faults.push('skipped, which CI=true does not allow');
    }
    if (total.skipped.length > 0) say(`\nNot run:\n  ${total.skipped.join('\n  ')}`);
    if (faults.length > 0) say(`\nFailed: ${faults.join(', ')}`);
    if (code !== null) say('\nBroken off.');
    say(`\nTook ${seconds(performance.now() - since)}.`);
    const skipped = total.skipped.length > 0 ? `, ${total.skipped.length} skipped` : '';
    say(`${total.passed} passed, ${total.failed} failed${skipped}`);
    process.exit(code ?? (total.failed > 0 ? 1 : 0));
  })();
  return ended;
}

async function main() {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) return say(HELP);
  const { steps, paths } = choose(args);
  process.on('SIGINT', () => end(130));
  process.on('SIGTERM', () => end(143));
  process.on('SIGHUP', () => end(129));
  markRun();
  await ensureInstalled();
  for (const step of steps.filter(({ alone }) => alone)) await runStep(step, paths);
  if (steps.some(({ needs = [] }) => needs.includes('servers'))) await lacking({ needs: ['servers'] });
  await together(steps.filter(({ jest, alone }) => !jest && !alone));
  for (const step of steps.filter(({ jest }) => jest)) await runStep(step, paths);
  await end(null);
}

await main().catch((error) => {
  total.failed += 1;
  say(sentence(error));
  return end(null);
});
