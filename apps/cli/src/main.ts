#!/usr/bin/env node
import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { doctorCommand } from './commands/doctor.js';
import { migrateCommand } from './commands/migrate.js';
import { seedCommand } from './commands/seed.js';
import { userCommand } from './commands/user.js';
import { sentenceOf } from './sentence.js';

/** Exit codes of the contract: 0 well, 1 the check failed, 2 wrong use. */
const FAILED = 1;
const WRONG_USE = 2;

async function main(): Promise<number> {
  const program = new Command('amends')
    .description('Runs and looks after an Amends installation.')
    .exitOverride()
    .showHelpAfterError()
    .addCommand(migrateCommand())
    .addCommand(seedCommand())
    .addCommand(userCommand())
    .addCommand(doctorCommand());
  for (const command of program.commands) command.exitOverride();
  try {
    await program.parseAsync();
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USE;
    process.stderr.write(`${sentenceOf(error)}\n`);
    return FAILED;
  }
}

process.exitCode = await main();
