import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, cpSync, rmSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Service {
  image?: string;
  build?: { context: string; dockerfile: string; target: string };
  command?: string[];
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  privileged?: boolean;
  security_opt?: string[];
  tmpfs?: string[];
  restart?: string;
  environment?: Record<string, string>;
  secrets?: string[];
  networks?: string[];
  ports?: string[];
  profiles?: string[];
  healthcheck?: { test: string[] };
}

interface Compose {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
  networks: Record<string, { internal?: boolean }>;
}

const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as Compose;
const dockerfile = readFileSync('docker/Dockerfile', 'utf8');
const services = Object.entries(compose.services);
const programs = services.filter(([, service]) => service.image?.startsWith('amends-'));
/** Those that run once and end. */
const ONCE = ['migrate', 'seed'];

/** The variables that the programs know, as the one file that reads them has them. */
const known = [
  ...readFileSync('libs/config/src/environment.ts', 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+):/gm),
].map(([, name]) => name);

/** One stage of the Dockerfile, with the instructions that it takes over from the stage it starts from. */
function stage(name: string): string {
  const own = new RegExp(`^FROM (\\S+) AS ${name}\\n([\\s\\S]*?)(?=^FROM |(?![\\s\\S]))`, 'm').exec(
    dockerfile,
  );
  if (own === null) throw new Error(`docker/Dockerfile has no stage ${name}.`);
  const [, from = '', text = ''] = own;
  return from.startsWith('$') ? text : stage(from) + text;
}

/** `docker compose` or the older `docker-compose`, where this machine has one. */
function composeClient(): string[] | null {
  const candidates = [['docker', 'compose'], ['docker-compose']];
  return (
    candidates.find(([command = '', ...args]) => spawnSync(command, [...args, 'version']).status === 0) ??
    null
  );
}

describe('docker-compose.yml', () => {
  it('has all of Amends', () => {
    expect(Object.keys(compose.services).sort()).toEqual([
      'api',
      'mail',
      'migrate',
      'postgres',
      'redis',
      'seed',
      'web',
      'worker',
    ]);
  });

  it.each(services)('hardens %s', (_name, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(service.cap_add).toBeUndefined();
    expect(service.privileged).toBeUndefined();
    expect(service.tmpfs).not.toHaveLength(0);
  });

  it.each(services)('gives %s no secret in its environment', (_name, service) => {
    for (const [name, value] of Object.entries(service.environment ?? {})) {
      if (name.endsWith('_FILE')) expect(value).toMatch(/^\/run\/secrets\/[a-z_]+$/);
      else expect(name).not.toMatch(/PASSWORD|SECRET|TOKEN|KEY|DATABASE/);
    }
  });

  it.each(services)('hands %s exactly the secret files that it names', (_name, service) => {
    const asked = Object.values(service.environment ?? {}).concat(service.command ?? []);
    const named = asked.flatMap((text) => /^\/run\/secrets\/(\w+)$/.exec(text)?.[1] ?? []);
    const read = [...readFileSync('docker/postgres/10-roles.sh', 'utf8').matchAll(/\/run\/secrets\/(\w+)/g)];
    const byScript = service.image?.startsWith('postgres:') ? read.map(([, name]) => name) : [];
    expect([...(service.secrets ?? [])].sort()).toEqual([...named, ...byScript].sort());
  });

  it.each(programs)('sets only variables that %s knows', (_name, service) => {
    expect(known.length).toBeGreaterThan(10);
    for (const name of Object.keys(service.environment ?? {})) {
      expect(known).toContain(name.replace(/_FILE$/, ''));
    }
  });

  it('publishes nothing but to this machine, and never the private port', () => {
    const ports = services.flatMap(([, service]) => service.ports ?? []);
    expect(ports).not.toHaveLength(0);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:(?!8082)\d+$/);
  });

  it('keeps the database and the queue in a network without a way out', () => {
    expect(compose.networks['inside']).toEqual({ internal: true });
    expect(compose.services['postgres']?.networks).toEqual(['inside']);
    expect(compose.services['redis']?.networks).toEqual(['inside']);
    expect(compose.services['web']?.networks).not.toContain('inside');
  });

  it('gives the pages neither key nor database', () => {
    expect(compose.services['web']?.secrets ?? []).toEqual([]);
  });

  it.each(services.filter(([name]) => !ONCE.includes(name)))('looks whether %s is well', (_name, service) => {
    const inImage = service.build && stage(service.build.target).includes('HEALTHCHECK');
    expect(service.healthcheck !== undefined || inImage).toBe(true);
  });

  it.each(services.filter(([name]) => !programs.some(([own]) => own === name)))(
    'runs %s as another user than root, from an image with a version',
    (_name, service) => {
      expect(service.user).toMatch(/^(?!root|0)\w/);
      expect(service.image).toMatch(/:v?\d+/);
    },
  );
});

describe('docker/Dockerfile', () => {
  const targets = programs.flatMap(([, service]) => service.build?.target ?? []);

  it('has a target for each program', () => {
    expect([...targets].sort()).toEqual(['api', 'cli', 'web', 'worker']);
  });

  it.each(targets)('starts a program that is there in %s, and not as root', (target) => {
    const text = stage(target);
    const main = /dist\/apps\/(\w+)\/src\/main\.js/.exec(text)?.[1] ?? '';
    expect(main).toBe(target);
    expect(existsSync(join('apps', main, 'src', 'main.ts'))).toBe(true);
    expect([...text.matchAll(/^USER (.+)$/gm)].map(([, user]) => user)).toEqual(['1000:1000']);
    expect(text).toMatch(/^STOPSIGNAL SIGTERM$/m);
  });

  it('copies only what is in the project and let through by .dockerignore', () => {
    const let_ = [...readFileSync('.dockerignore', 'utf8').matchAll(/^!(.+)$/gm)].map(
      ([, path = '']) => path,
    );
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    );
    expect(copied).not.toHaveLength(0);
    for (const path of copied) {
      expect(existsSync(path)).toBe(true);
      expect(let_).toContain(path);
    }
    expect(let_).not.toContain('docker');
  });
});

describe('docker/make-secrets.sh', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'amends-secrets-'));
    cpSync('docker/make-secrets.sh', join(folder, 'make-secrets.sh'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const make = () => spawnSync('sh', [join(folder, 'make-secrets.sh')], { encoding: 'utf8' });
  const secret = (name: string) => readFileSync(join(folder, 'secrets', name), 'utf8').trim();

  it('makes every secret that the containers are given, in a folder of one’s own', () => {
    expect(make().status).toBe(0);
    for (const { file } of Object.values(compose.secrets)) {
      expect(existsSync(join(folder, file.replace('./docker/', '')))).toBe(true);
    }
    expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700);
    expect(Buffer.from(secret('master_key'), 'base64')).toHaveLength(32);
    expect(secret('database_url')).toBe(`postgresql://amends:${secret('app_password')}@postgres:5432/amends`);
  });

  it('never changes one that is there', () => {
    make();
    const [key, url] = [secret('master_key'), secret('redis_url')];
    expect(make().status).toBe(0);
    expect([secret('master_key'), secret('redis_url')]).toEqual([key, url]);
  });
});

const client = composeClient();
if (client !== null) {
  describe(client.join(' '), () => {
    it('takes docker-compose.yml', () => {
      const [command = '', ...args] = client;
      const checked = spawnSync(command, [...args, 'config', '--quiet'], { encoding: 'utf8' });
      expect(checked.stderr).toBe('');
      expect(checked.status).toBe(0);
    });
  });
}
