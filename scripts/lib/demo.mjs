import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** The password of the demonstration network's people: the one given, or one that is made once and kept for the user alone. */
export function demoPassword(dataDir) {
  if (process.env.AMENDS_DEMO_PASSWORD) return process.env.AMENDS_DEMO_PASSWORD;
  const file = join(dataDir, 'demo-password');
  if (!existsSync(file)) {
    const part = () => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    writeFileSync(file, `${part()}-${part()}-${part()}\n`, { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}

/** A few people to log in as, one a role, as lines of text. */
export function whoToLogInAs() {
  const { people } = JSON.parse(readFileSync(inRoot('fixtures', 'network.json'), 'utf8'));
  const wanted = ['officer', 'investigator', 'decision-maker', 'supervisor', 'auditor', 'admin'];
  return wanted.flatMap((role) => {
    const person =
      people.find(({ roles }) => roles.some((grant) => grant.role === role && grant.body === 'kenya')) ??
      people.find(({ roles }) => roles.some((grant) => grant.role === role));
    return person ? [`${role.padEnd(15)}${person.email}`] : [];
  });
}
