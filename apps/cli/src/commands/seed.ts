import { join } from 'node:path';
import { Command } from 'commander';
import { DemoNetwork, readNetwork } from '#access/demo-network';
import { Environment, EnvironmentError } from '#config/environment';
import { withServices } from '../with-services.js';

/** Fills the database with the demonstration network; on later runs adds what is missing. */
export async function seedDemo(): Promise<string> {
  const environment = Environment.load();
  const password = environment.get('AMENDS_DEMO_PASSWORD');
  if (password === undefined) {
    throw new EnvironmentError(
      'AMENDS_DEMO_PASSWORD is not set: it becomes the password of everybody in the demonstration.',
    );
  }
  const network = readNetwork(join(process.cwd(), 'fixtures'));
  const done = await withServices((services) => services.get(DemoNetwork).seed(network, password));
  return `Demonstration network: ${String(done.bodies)} bodies and ${String(done.people)} people added.\n`;
}

export function seedCommand(): Command {
  return new Command('seed')
    .description(
      'Add the demonstration network (fixtures/), with AMENDS_DEMO_PASSWORD as the password of its people.',
    )
    .action(async () => {
      process.stdout.write(await seedDemo());
    });
}
