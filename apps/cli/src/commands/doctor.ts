import { Command } from 'commander';
import { DataSource } from 'typeorm';
import { Environment } from '#config/environment';
import { MIGRATIONS } from '#database/migrations';
import { Transactions } from '#database/transactions';
import { DomainError } from '#kernel/domain-error';
import { Vault } from '#vault/vault';
import { sentenceOf } from '../sentence.js';
import { withServices } from '../with-services.js';

interface Check {
  name: string;
  run: (source: DataSource) => Promise<string>;
}

/** What each check answers where it is well; it throws a sentence where it is not. */
const CHECKS: Check[] = [
  {
    name: 'schema',
    run: async (source) => {
      const [row] = await source.query<{ known: string | null }[]>(
        "select to_regclass('public.cases')::text as known",
      );
      if (!row?.known)
        throw new DomainError('schema', 'conflict', 'The tables are not there: run `amends migrate`.');
      return `${String(MIGRATIONS.length)} migrations known`;
    },
  },
  {
    name: 'rights',
    run: async (source) => {
      const [row] = await source.query<{ may: boolean }[]>(
        "select has_table_privilege('audit_entry', 'update') or has_table_privilege('audit_entry', 'delete') as may",
      );
      if (row?.may === true)
        throw new DomainError(
          'rights',
          'conflict',
          'The application may change the audit log: its role must not.',
        );
      return 'the application cannot change the log';
    },
  },
  {
    name: 'external body',
    run: async (source) => {
      const [row] = await source.query<{ count: number }[]>(
        "select count(*)::int as count from body where level = 'external'",
      );
      if (!row?.count) {
        throw new DomainError(
          'external',
          'conflict',
          'No external body is set up: a report about the top of the network has nowhere to go.',
        );
      }
      return 'there is one for cases about the top of the network';
    },
  },
];

/** Checks that this installation is fit to take reports; each check is one line. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Check settings, database, rights and keys; exits 1 where something is wrong.')
    .action(async () => {
      const environment = Environment.load();
      process.stdout.write(`ok  environment: ${environment.get('NODE_ENV')}\n`);
      const failed = await withServices(async (services) => {
        let failures = 0;
        const source = services.get(DataSource);
        const key: Check = {
          name: 'master key',
          run: async () => {
            await services.get(Vault).verify(services.get(Transactions).reader);
            return 'opens this database';
          },
        };
        for (const check of [...CHECKS, key]) {
          try {
            process.stdout.write(`ok  ${check.name}: ${await check.run(source)}\n`);
          } catch (error) {
            failures += 1;
            process.stdout.write(`NO  ${check.name}: ${sentenceOf(error)}\n`);
          }
        }
        return failures;
      });
      if (failed > 0)
        throw new DomainError('doctor', 'conflict', `${String(failed)} of these need to be put right.`);
    });
}
