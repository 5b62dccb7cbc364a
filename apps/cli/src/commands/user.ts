import { createInterface } from 'node:readline/promises';
import { Command, Option } from 'commander';
import { Bodies } from '#access/body-tree';
import { Passwords } from '#access/passwords';
import { People } from '#access/people';
import { Transactions } from '#database/transactions';
import { DomainError } from '#kernel/domain-error';
import { LANGUAGES, STAFF_ROLES, type Language, type StaffRole } from '#kernel/vocabulary';
import { withServices } from '../with-services.js';

interface AddOptions {
  email: string;
  name: string;
  role: StaffRole;
  body: string;
  language: Language;
}

const SHORTEST_PASSWORD = 12;

/** The first line of standard input: never an argument, which every process list shows. */
async function passwordFromInput(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Password (it shows as you type): ');
  const input = createInterface({ input: process.stdin });
  for await (const line of input) {
    input.close();
    if (line.length >= SHORTEST_PASSWORD) return line;
    break;
  }
  throw new DomainError(
    'invalid',
    'invalid',
    `Give a password of at least ${String(SHORTEST_PASSWORD)} characters on standard input.`,
  );
}

async function add(options: AddOptions): Promise<string> {
  const password = await passwordFromInput();
  return withServices(async (services) => {
    const passwordHash = await services.get(Passwords).hash(password);
    const people = services.get(People);
    return services.get(Transactions).run(async (tx) => {
      const body = (await services.get(Bodies).tree(tx)).byIdOrSlug(options.body);
      if (body === null) throw DomainError.notFound(`body ${options.body}`);
      const known = await people.byEmail(tx, options.email);
      const { email, name, language } = options;
      const id = known ?? (await people.add(tx, { email, name, language, passwordHash }));
      await people.grant(tx, id, { role: options.role, bodyId: body.id });
      return `${name} is ${options.role} at ${body.name}${known === null ? '' : ' (the account was there already; its password stays)'}.\n`;
    });
  });
}

/** People: `user add`. */
export function userCommand(): Command {
  const adding = new Command('add')
    .description(
      'Add a person with one role at one body, or one more role; the password is read from standard input.',
    )
    .requiredOption('--email <address>')
    .requiredOption('--name <name>')
    .addOption(new Option('--role <role>').choices([...STAFF_ROLES]).makeOptionMandatory())
    .requiredOption('--body <slug>')
    .addOption(new Option('--language <code>').choices([...LANGUAGES]).default('en'))
    .exitOverride()
    .action(async (options: AddOptions) => {
      process.stdout.write(await add(options));
    });
  return new Command('user').description('People who work with Amends.').addCommand(adding);
}
