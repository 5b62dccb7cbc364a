import autocannon from 'autocannon';
import { cpuMs } from './cpu.mjs';

/**
 * One load: `connections` at once for `seconds`, the requests in turn. Times are taken from each answer: autocannon's own
 * table has whole milliseconds and no 95th percentile. `refused` counts every answer that is not 2xx, and every error;
 * `cpu` is the processor time that the program `pid` used meanwhile.
 */
export async function load({ url, requests, connections, seconds, headers = {}, pid }) {
  const times = [];
  const before = cpuMs(pid);
  const running = autocannon({
    url,
    connections,
    duration: seconds,
    requests: requests.map((request) => ({
      ...request,
      headers: { 'content-type': 'application/json', ...headers, ...request.headers },
    })),
  });
  running.on('response', (_client, _status, _bytes, ms) => times.push(ms));
  const result = await running;
  return {
    times,
    answered: result['2xx'],
    seconds: result.duration,
    refused: result.non2xx + result.errors + result.timeouts,
    cpu: cpuMs(pid) - before,
  };
}

/** What several loads of the same kind came to. Times in milliseconds; `cpu` a request. */
export function summary(loads) {
  const sum = (of) => loads.reduce((total, one) => total + of(one), 0);
  const times = loads.flatMap((one) => one.times).sort((one, other) => one - other);
  const percentile = (share) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  const answered = sum((one) => one.answered);
  return {
    perSecond: answered / sum((one) => one.seconds),
    p50: percentile(0.5),
    p95: percentile(0.95),
    p99: percentile(0.99),
    refused: sum((one) => one.refused),
    cpu: sum((one) => one.cpu) / answered,
  };
}
