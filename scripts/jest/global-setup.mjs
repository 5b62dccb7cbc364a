import { redisServer } from '../lib/machine.mjs';
import { startTestServers } from '../lib/test-servers.mjs';

/** `npm test` has started the servers; run by hand (`npx jest libs/vault`), jest starts and stops its own. */
export default async function globalSetup() {
  if (process.env.AMENDS_TEST_SUPERUSER_URL !== undefined) return;
  const servers = await startTestServers({ redis: redisServer() !== null });
  Object.assign(process.env, servers.env);
  globalThis.amendsTestServers = servers;
}
