import autocannon from 'autocannon';

/** Where the value lies that this share of all is under. Sorted numbers. */
function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/**
 * One load: `connections` at once for `seconds`, the requests in turn. Times are taken from each answer: autocannon's own
 * table has whole milliseconds and no 95th percentile. `refused` counts every answer that is not 2xx, and every error.
 */
export async function load({ url, requests, connections, seconds, headers = {} }) {
  const times = [];
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
  times.sort((one, other) => one - other);
  return {
    perSecond: result['2xx'] / result.duration,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    refused: result.non2xx + result.errors + result.timeouts,
  };
}
