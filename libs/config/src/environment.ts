import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);

/** Every variable that the programs read, with its meaning. docs/operations.md shows the same table. */
const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  /** Connection of the application's login, a member of the role amends_app. The pages need none. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Connection of the owner of the tables, used by `amends migrate` alone. */
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  /** Without it the queue lives in PostgreSQL. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  WEB_PORT: port.default(8080),
  API_PORT: port.default(8081),
  OPS_PORT: port.default(8082),
  /** Where the pages find the API. */
  API_URL: z.url().optional(),
  /** The address people type, for links in mail. */
  PUBLIC_URL: z.url().optional(),
  /** Where the pages' quick exit leads. */
  EXIT_URL: z.url().default('https://www.wikipedia.org/'),
  /** Folder of everything that is kept on disk: keys, the embedded database. */
  DATA_DIR: z.string().min(1).default('data'),
  /** 32 bytes, base64. Without it a key file is made in DATA_DIR/keys. */
  AMENDS_MASTER_KEY: z.base64().optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default('Amends <amends@localhost>'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  /** Test and demonstration only: where the program's clock starts. */
  AMENDS_CLOCK: z.iso.datetime({ offset: true }).optional(),
  AMENDS_DEMO_PASSWORD: z.string().min(8).optional(),
  /** How often the worker looks for due deadlines on its own, in milliseconds. */
  SWEEP_EVERY_MS: z.coerce.number().int().min(100).default(2000),
  /** Requests a minute from one address before 429. */
  RATE_LIMIT: z.coerce.number().int().min(1).default(6000),
});

export type EnvironmentValues = z.infer<typeof schema>;

/** The environment was not usable; the message names every fault, one a line. */
export class EnvironmentError extends Error {}

/** `NAME_FILE` gives the path of a file that holds `NAME`, as container secrets are handed over. */
function withSecretFiles(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const out: NodeJS.ProcessEnv = { ...env };
  for (const name of Object.keys(schema.shape)) {
    const file = env[`${name}_FILE`];
    if (file && out[name] === undefined) out[name] = readFileSync(file, 'utf8').trim();
    if (out[name] === '') Reflect.deleteProperty(out, name);
  }
  return out;
}

/** The one validated view of the environment. Injected; nothing else reads process.env. */
export class Environment {
  private constructor(readonly values: EnvironmentValues) {}

  static load(env: NodeJS.ProcessEnv = process.env): Environment {
    const parsed = schema.safeParse(withSecretFiles(env));
    if (!parsed.success) {
      const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
      throw new EnvironmentError(`The environment is not usable:\n  ${faults.join('\n  ')}`);
    }
    if (parsed.data.NODE_ENV === 'production' && parsed.data.AMENDS_CLOCK !== undefined) {
      throw new EnvironmentError(
        'AMENDS_CLOCK is for tests and demonstrations; it is refused with NODE_ENV=production.',
      );
    }
    return new Environment(parsed.data);
  }

  get<K extends keyof EnvironmentValues>(name: K): EnvironmentValues[K] {
    return this.values[name];
  }

  get databaseUrl(): string {
    const url = this.values.DATABASE_URL;
    if (url === undefined)
      throw new EnvironmentError('DATABASE_URL is not set: this program needs its database.');
    return url;
  }

  /** Absolute path of the data folder. */
  get dataDir(): string {
    return resolve(this.values.DATA_DIR);
  }

  get apiUrl(): string {
    return this.values.API_URL ?? `http://127.0.0.1:${String(this.values.API_PORT)}`;
  }

  get publicUrl(): string {
    return this.values.PUBLIC_URL ?? `http://127.0.0.1:${String(this.values.WEB_PORT)}`;
  }
}
