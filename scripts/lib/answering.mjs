import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Plain, seconds } from './say.mjs';

const READY_WITHIN_MS = 60_000;

/** By node:http: `fetch` would keep ten megabytes for as long as this program runs. */
function answers(url, well) {
  return new Promise((resolve) => {
    const request = get(url, { timeout: 3000, agent: false }, (response) => {
      response.resume();
      resolve(well(response.statusCode));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

/** Ends when the API says that it is ready and the pages answer. */
export async function untilAnswering({ host, ports }) {
  const near = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  const questions = [
    [`http://${near}:${ports.OPS_PORT}/health/ready`, (status) => status === 200],
    [`http://${near}:${ports.WEB_PORT}/`, (status) => status < 500],
  ];
  for (const until = performance.now() + READY_WITHIN_MS; performance.now() < until; await sleep(50)) {
    const well = await Promise.all(questions.map(([url, test]) => answers(url, test)));
    if (well.every(Boolean)) return;
  }
  throw new Plain(`Amends did not answer within ${seconds(READY_WITHIN_MS)}: see the files in data/logs.`);
}
