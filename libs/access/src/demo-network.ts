import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { queryRows } from '#database/query-rows';
import { Transactions } from '#database/transactions';
import { newId } from '#kernel/ids';
import { BODY_LEVELS, LANGUAGES, STAFF_ROLES, type Language } from '#kernel/vocabulary';
import { Bodies } from './body-tree.js';
import { BodyEntity } from './internal/body.entity.js';
import { Passwords } from './passwords.js';
import { People } from './people.js';

const slug = z.string().regex(/^[a-z0-9-]{1,64}$/);

const networkFile = z.object({
  about: z.string(),
  bodies: z.array(
    z.strictObject({
      slug,
      level: z.enum(BODY_LEVELS),
      name: z.string().min(1),
      parent: slug.nullable(),
      timeZone: z
        .string()
        .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'is no IANA time zone'),
      country: z.string().regex(/^[A-Z]{2}$/),
      language: z.enum(LANGUAGES),
    }),
  ),
  people: z.array(
    z.strictObject({
      email: z.email(),
      name: z.string().min(1),
      roles: z.array(z.strictObject({ role: z.enum(STAFF_ROLES), body: slug })),
    }),
  ),
});

export type NetworkFile = z.infer<typeof networkFile>;

/** The demonstration network and the external panel beside it. */
const FILES = ['network.json', 'independent-panel.json'];

/** Reads the network from the `fixtures` folder. Throws, naming every fault, where a file is not one. */
export function readNetwork(folder: string): Pick<NetworkFile, 'bodies' | 'people'> {
  const files = FILES.map((file) => networkFile.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))));
  return { bodies: files.flatMap((file) => file.bodies), people: files.flatMap((file) => file.people) };
}

export interface Seeded {
  bodies: number;
  people: number;
  /** People whose password was set. */
  passwords: number;
}

/**
 * Fills an empty database with the demonstration network, and on later starts adds what is missing. What is there already
 * stays as people have changed it: a moved body, a revoked role, a new name.
 */
@Injectable()
export class DemoNetwork {
  constructor(
    private readonly transactions: Transactions,
    private readonly bodies: Bodies,
    private readonly people: People,
    private readonly passwords: Passwords,
  ) {}

  /** Adds what is missing and sees to it that the demonstration's people log in with this password. */
  async seed(network: Pick<NetworkFile, 'bodies' | 'people'>, password: string): Promise<Seeded> {
    const known = await queryRows<{ email: string; password_hash: string }>(
      this.transactions.reader,
      'select email, password_hash from person where email = any($1::text[]) order by created_at, id',
      [network.people.map((person) => person.email)],
    );
    // The password is set for all of them in one transaction, so one stands for all: one hash at a second start, not twenty.
    const [first] = known;
    const same = first !== undefined && (await this.passwords.verify(first.password_hash, password));
    const settled = new Set(same ? known.map((person) => person.email) : []);
    const due = network.people.filter((person) => !settled.has(person.email));
    const hashes = new Map(
      await Promise.all(due.map(async ({ email }) => [email, await this.passwords.hash(password)] as const)),
    );
    return this.transactions.run(async (tx) => {
      // Two programs that start at once seed one after the other.
      await tx.query("select pg_advisory_xact_lock(hashtext('amends.demo-network'))");
      const bodies = await this.addBodies(tx, network.bodies);
      const people = await this.addPeople(tx, network, hashes);
      return { bodies, people, passwords: hashes.size };
    });
  }

  /** Parents before children, whatever their order in the file. */
  private async addBodies(tx: EntityManager, wanted: NetworkFile['bodies']): Promise<number> {
    const tree = await this.bodies.tree(tx);
    const paths = new Map(tree.all.map((body) => [body.slug, body.path]));
    let left = wanted.filter((body) => !paths.has(body.slug));
    const added = left.length;
    while (left.length > 0) {
      const ready = left.filter((body) => body.parent === null || paths.has(body.parent));
      if (ready.length === 0) {
        throw new Error(
          `These bodies have a parent that is not there: ${left.map((body) => body.slug).join(', ')}.`,
        );
      }
      for (const { parent, ...body } of ready) {
        const id = newId();
        const above = parent === null ? [] : (paths.get(parent) ?? []);
        const path = [...above, id];
        await tx.insert(BodyEntity, { id, ...body, parentId: above.at(-1) ?? null, path });
        paths.set(body.slug, path);
      }
      left = left.filter((body) => !paths.has(body.slug));
    }
    this.bodies.changed(tx);
    return added;
  }

  private async addPeople(
    tx: EntityManager,
    network: Pick<NetworkFile, 'bodies' | 'people'>,
    hashes: ReadonlyMap<string, string>,
  ): Promise<number> {
    const tree = await this.bodies.tree(tx);
    let added = 0;
    for (const { email, name, roles } of network.people) {
      const passwordHash = hashes.get(email);
      const known = await this.people.byEmail(tx, email);
      if (known !== null) {
        if (passwordHash !== undefined) await this.replacePassword(tx, known, passwordHash);
        continue;
      }
      if (passwordHash === undefined)
        throw new Error(`${email} was removed while the network was being seeded.`);
      const grants = roles.map(({ role, body }) => ({ role, body: tree.byIdOrSlug(body) }));
      const language: Language = grants[0]?.body?.language ?? 'en';
      const id = await this.people.add(tx, { email, name, language, passwordHash });
      for (const { role, body } of grants) {
        if (body === null) throw new Error(`${email} has a role at a body that is not there.`);
        await this.people.grant(tx, id, { role, bodyId: body.id });
      }
      added += 1;
    }
    return added;
  }

  /** A new password ends the sessions that the old one opened. */
  private async replacePassword(tx: EntityManager, personId: string, passwordHash: string): Promise<void> {
    await tx.query('update person set password_hash = $2 where id = $1', [personId, passwordHash]);
    await tx.query('delete from staff_session where person_id = $1', [personId]);
  }
}
