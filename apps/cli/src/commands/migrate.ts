import { Command } from 'commander';
import { Environment } from '#config/environment';
import { migrate } from '#database/migrate';
import { migrateQueue } from '#deadlines/queue-schema';
import { seedDemo } from './seed.js';

/** Brings the schema and the queue's up to date, as the owner of the tables. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description('Bring the database schema up to date (DATABASE_OWNER_URL, else DATABASE_URL).')
    .option('--seed-demo', 'then add the demonstration network, as `seed` does')
    .action(async ({ seedDemo: seeding }: { seedDemo?: boolean }) => {
      const environment = Environment.load();
      const owner = environment.get('DATABASE_OWNER_URL') ?? environment.databaseUrl;
      const applied = await migrate(owner);
      if (environment.get('REDIS_URL') === undefined) await migrateQueue(owner);
      process.stdout.write(
        applied.length === 0 ? 'The schema is up to date.\n' : `Applied: ${applied.join(', ')}.\n`,
      );
      if (seeding === true) process.stdout.write(await seedDemo());
    });
}
