import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog, type EntryDraft, type PreparedEntries } from '#audit/audit-log';
import { Clock } from '#kernel/clock';
import type { Role } from '#kernel/vocabulary';
import type { EntryDraftOf, JsonObject } from './domain/decision.js';
import { textDigest } from './text-digest.js';
import type { OpenedCase } from './case-store.js';

/** In whose name an entry stands: their stand-in in this case's log and the role they acted in. */
export interface Author {
  ref: string | null;
  role: Role | 'system';
}

interface Context {
  author: Author;
  bodySlug: string;
  stage: EntryDraft['stage'];
  /** The log's stand-in for a report or person, by id. */
  refOf: (id: string) => string | null;
}

/** Turns what a decision wants recorded into log entries of its case, digests in place of words. */
@Injectable()
export class LogWriter {
  constructor(
    private readonly log: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Appends in order and moves the chain on. */
  async write(
    tx: EntityManager,
    open: Pick<OpenedCase, 'chain' | 'keys'>,
    drafts: readonly EntryDraftOf[],
    context: Context,
  ): Promise<void> {
    await this.store(tx, this.prepare(open, drafts, context));
  }

  /** Builds the entries and moves the chain on; `store` writes them. No IO. */
  prepare(
    open: Pick<OpenedCase, 'chain' | 'keys'>,
    drafts: readonly EntryDraftOf[],
    context: Context,
  ): PreparedEntries {
    const recordedAt = this.clock.now();
    return this.log.prepare(
      open.chain,
      drafts.map((draft) => ({
        type: draft.type,
        actorRef: context.author.ref,
        actorRole: context.author.role,
        subjectRef: draft.subject === null ? null : context.refOf(draft.subject),
        reason: draft.reason,
        payload: payloadOf(draft, open.keys.case, context.refOf),
        bodyRef: context.bodySlug,
        stage: context.stage,
        cause: null,
        recordedAt,
      })),
      open.keys,
    );
  }

  store(tx: EntityManager, prepared: PreparedEntries): Promise<void> {
    return this.log.store(tx, prepared);
  }
}

/** The payload with stand-ins in place of people and salted digests in place of words. */
function payloadOf(
  draft: EntryDraftOf,
  key: OpenedCase['keys']['case'],
  refOf: Context['refOf'],
): JsonObject {
  const people = Object.entries(draft.people ?? {}).map(([name, id]) => [name, refOf(id)] as const);
  const digests = Object.entries(draft.texts).map(
    ([name, text]) => [name, { sha256: textDigest(key, name, text) }] as const,
  );
  return { ...draft.payload, ...Object.fromEntries(people), ...Object.fromEntries(digests) };
}
