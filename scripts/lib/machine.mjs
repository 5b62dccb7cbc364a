import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';
import { progress } from './say.mjs';

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

function onPath(names) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // not here
      }
    }
  }
  return null;
}

/** Path of the machine's redis-server, or null. */
export const redisServer = () => onPath(['redis-server']);

/** Path of the machine's Chromium, or null. */
export function chromium() {
  if (process.env.CHROMIUM_PATH)
    return existsSync(process.env.CHROMIUM_PATH) ? process.env.CHROMIUM_PATH : null;
  return onPath(CHROMIUM);
}

/**
 * Gets what the tests need of the machine's packages where it is missing and this user may install. Answers why it is
 * not there, or null when it is.
 */
export async function ensureRedis() {
  return ensure(redisServer, 'redis-server', 'Redis');
}

export async function ensureChromium() {
  return ensure(chromium, 'chromium', 'Chromium');
}

async function ensure(find, name, title) {
  if (find()) return null;
  const apt = onPath(['apt-get']);
  if (!apt || process.getuid?.() !== 0)
    return `${title} is not on this machine (on Debian: apt-get install ${name})`;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => run(apt, ['install', '--yes', '--no-install-recommends', name], { env });
  const { output } = await progress(`Installing ${title} from the machine's packages`, async () => {
    const first = await install();
    if (first.code === 0) return first;
    await run(apt, ['update'], { env });
    return install();
  });
  return find() ? null : `${title} could not be installed: ${output.trim().split('\n').at(-1)}`;
}
