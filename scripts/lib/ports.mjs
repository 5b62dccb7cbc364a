import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Plain } from './say.mjs';

function attempt(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code ?? 'unknown'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/**
 * Makes sure that each port (`{ WEB_PORT: 8080, … }`) can be opened. Waits up to `patienceMs` for one in use: the
 * programs of a start that was killed take a moment to end.
 */
export async function checkPorts(ports, host, patienceMs) {
  const entries = Object.entries(ports);
  const twice = entries.find(
    ([, port], index) => port !== 0 && entries.findIndex(([, other]) => other === port) < index,
  );
  if (twice) throw new Plain(`${twice[0]} and another address share port ${twice[1]}: give each its own.`);
  const until = performance.now() + patienceMs;
  for (const [name, port] of entries) {
    let fault = await attempt(port, host);
    while (fault === 'EADDRINUSE' && performance.now() < until) {
      await sleep(100);
      fault = await attempt(port, host);
    }
    if (fault !== null) throw new Plain(words(fault, name, port, host));
  }
}

function words(fault, name, port, host) {
  if (fault === 'EADDRINUSE')
    return `Port ${port} is in use by another program: stop that one, or set ${name} to a free port.`;
  if (fault === 'EACCES') return `This user may not open port ${port}: set ${name} to a port above 1023.`;
  if (fault === 'EADDRNOTAVAIL' || fault === 'ENOTFOUND')
    return `HOST=${host} is no address of this machine: correct it or leave it out.`;
  return `Port ${port} (${name}) cannot be opened on ${host}: ${fault}.`;
}
