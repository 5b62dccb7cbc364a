import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { BodyLevel, Language } from '#kernel/vocabulary';
import { BodyEntity } from './internal/body.entity.js';

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

/** Reads the tree: one query, tens to a few thousand small rows, never cached, so that a moved body counts at once. */
@Injectable()
export class Bodies {
  async tree(tx: EntityManager): Promise<BodyTree> {
    const rows = await tx.find(BodyEntity, { order: { slug: 'ASC' } });
    return new BodyTree(
      rows.map(({ suspendedAt, ...body }) => ({ ...body, suspended: suspendedAt !== null })),
    );
  }
}
