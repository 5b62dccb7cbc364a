import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { queryRows } from '#database/query-rows';
import type { BodyLevel, Language } from '#kernel/vocabulary';

/** A body of the network as everyone but the database sees it. `path` runs from the top of its tree down to itself. */
export interface Body {
  id: string;
  slug: string;
  name: string;
  level: BodyLevel;
  parentId: string | null;
  path: readonly string[];
  timeZone: string;
  country: string;
  language: Language;
  suspended: boolean;
}

/** Every body of the network at one moment. Pure: questions about it cost no query. */
export class BodyTree {
  private readonly byId: ReadonlyMap<string, Body>;
  private readonly bySlug: ReadonlyMap<string, Body>;

  constructor(readonly all: readonly Body[]) {
    this.byId = new Map(all.map((body) => [body.id, body]));
    this.bySlug = new Map(all.map((body) => [body.slug, body]));
  }

  /** The body with this id. Throws where there is none: ids come from our own rows, so that is a fault of the program. */
  get(id: string): Body {
    const body = this.byId.get(id);
    if (body === undefined) throw new Error(`There is no body ${id} in the tree.`);
    return body;
  }

  /** What the API takes as `bodyId`: an id or a slug. Null where no body answers to it. */
  byIdOrSlug(key: string): Body | null {
    return this.byId.get(key.toLowerCase()) ?? this.bySlug.get(key) ?? null;
  }

  /** The bodies above this one, nearest first, the body itself left out. Empty for a top and for a body not in the tree. */
  ancestorsOf(id: string): Body[] {
    const path = this.byId.get(id)?.path ?? [];
    return path
      .slice(0, -1)
      .reverse()
      .flatMap((above) => this.byId.get(above) ?? []);
  }

  /** Ids of this body and of all below it. A body that is not in the tree is its own subtree and nothing more. */
  subtreeOf(id: string): string[] {
    if (!this.byId.has(id)) return [id];
    return this.all.filter((body) => body.path.includes(id)).map((body) => body.id);
  }

  /** The top of the network itself. */
  get top(): Body | null {
    return this.all.find((body) => body.parentId === null && body.level !== 'external') ?? null;
  }

  /** The body outside the network that holds a case when every body of the network is conflicted. */
  get external(): Body | null {
    return this.all.find((body) => body.level === 'external') ?? null;
  }
}

interface BodyRow extends Omit<Body, 'path'> {
  path: string;
}

/**
 * Reads the tree: one query, tens to a few thousand small rows. Kept for the length of one transaction, which sees one tree
 * however often it asks, and never longer, so that a moved body counts at once.
 */
@Injectable()
export class Bodies {
  private readonly ofTransaction = new WeakMap<EntityManager, Promise<BodyTree>>();

  tree(tx: EntityManager): Promise<BodyTree> {
    if (tx.queryRunner === undefined) return this.read(tx);
    const known = this.ofTransaction.get(tx) ?? this.read(tx);
    this.ofTransaction.set(tx, known);
    return known;
  }

  /** To be told by whoever changes bodies, so that the rest of their transaction sees it. */
  changed(tx: EntityManager): void {
    this.ofTransaction.delete(tx);
  }

  private async read(tx: EntityManager): Promise<BodyTree> {
    const rows = await queryRows<BodyRow>(
      tx,
      `select id, slug, name, level, parent_id as "parentId", array_to_string(path, ' ') as path,
         time_zone as "timeZone", country, language, suspended_at is not null as suspended
       from body order by slug`,
    );
    return new BodyTree(rows.map((row) => ({ ...row, path: row.path.split(' ') })));
  }
}
