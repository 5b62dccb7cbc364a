import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './paths.mjs';
import { Plain, say } from './say.mjs';

/** A program that dies this often within a minute is not restarted any more; all of it is stopped. */
const DEATHS_A_MINUTE = 5;
const STOP_WITHIN_MS = 8000;
const LONGEST_PAUSE_MS = 10_000;
const LARGEST_LOG = 10 * 1024 * 1024;

/**
 * Keeps programs running: each `{ name, args, env }` is one Node process in its own process group, whose output goes to
 * `<logs>/<name>.log`. One that dies is reported and started again, each time after a longer pause.
 */
export class Supervisor {
  #programs = new Map();
  #stopping = false;

  /** `changed(pids)` is told about every start and end, `giveUp(name)` that a program cannot be kept running. */
  constructor({ logs, toConsole = false, changed, giveUp }) {
    Object.assign(this, { logs, toConsole, changed, giveUp });
    mkdirSync(logs, { recursive: true });
  }

  start(program) {
    const state = { ...program, deaths: [], child: null, stopped: false };
    this.#programs.set(program.name, state);
    this.#spawn(state);
  }

  /** Rejects when a program dies before `ready` resolves. */
  async untilReady(ready) {
    const died = new Promise((_resolve, reject) => {
      this.onDeath = (state) =>
        reject(new Plain(`The ${state.name} did not start:\n${this.lastWords(state.name)}`));
    });
    try {
      await Promise.race([ready, died]);
    } finally {
      this.onDeath = undefined;
    }
  }

  /** Ends one program and starts it anew, for `npm run dev`. */
  async restart(name) {
    const state = this.#programs.get(name);
    if (!state) return;
    await this.#end(state);
    state.deaths = [];
    if (!this.#stopping) this.#spawn(state);
  }

  async stop() {
    this.#stopping = true;
    await Promise.all([...this.#programs.values()].map((state) => this.#end(state)));
  }

  get pids() {
    return [...this.#programs.values()].map((state) => state.child?.pid).filter((pid) => pid !== undefined);
  }

  /** The end of a program's log. */
  lastWords(name) {
    const text = readFileSync(join(this.logs, `${name}.log`), 'utf8').trim();
    return text
      .split('\n')
      .slice(-15)
      .map((line) => `  ${line.slice(0, 500)}`)
      .join('\n');
  }

  #spawn(state) {
    const log = this.toConsole ? 'inherit' : openLog(join(this.logs, `${state.name}.log`));
    const child = spawn(process.execPath, state.args, {
      cwd: root,
      env: state.env,
      detached: true,
      stdio: ['ignore', log, log],
    });
    if (typeof log === 'number') closeSync(log);
    state.child = child;
    child.once('error', (error) => say(`The ${state.name} cannot be run: ${error.message}`));
    child.once('exit', (code, signal) => {
      if (state.child === child) state.child = null;
      this.changed(this.pids);
      if (!state.stopped && !this.#stopping) void this.#died(state, signal ?? `exit code ${code}`);
    });
    state.stopped = false;
    this.changed(this.pids);
  }

  async #died(state, how) {
    if (this.onDeath) {
      this.onDeath(state);
      return;
    }
    const now = performance.now();
    state.deaths = [...state.deaths.filter((at) => now - at < 60_000), now];
    if (state.deaths.length >= DEATHS_A_MINUTE) {
      say(`The ${state.name} keeps ending (${how}):\n${this.lastWords(state.name)}`);
      this.giveUp(state.name);
      return;
    }
    const pause = Math.min(250 * 2 ** state.deaths.length, LONGEST_PAUSE_MS);
    say(`The ${state.name} ended (${how}); it is started again in ${pause / 1000} s.`);
    await sleep(pause);
    if (!this.#stopping && state.child === null) this.#spawn(state);
  }

  async #end(state) {
    state.stopped = true;
    const child = state.child;
    if (!child) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    if (await Promise.race([gone.then(() => true), sleep(STOP_WITHIN_MS, false, { ref: false })])) return;
    say(`The ${state.name} does not end; it is killed.`);
    child.kill('SIGKILL');
    await gone;
  }
}

function openLog(file) {
  const large = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return openSync(file, large > LARGEST_LOG ? 'w' : 'a', 0o600);
}
