import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Transactions } from '#database/transactions';
import { Wake } from '#deadlines/wake';
import type { StaffAction } from '#kernel/action-name';
import type { StaffActor } from '#kernel/actor';
import { Clock } from '#kernel/clock';
import { DomainError } from '#kernel/domain-error';
import type { Role } from '#kernel/vocabulary';
import { CaseCommit } from './case-commit.js';
import { CasePeople, type CaseStanding } from './case-people.js';
import { CaseStore, type OpenedCase } from './case-store.js';
import { mentioned, otherCaseOf, withBodyIds } from './domain/actions.js';
import { decide } from './domain/decide.js';
import type { OtherCase } from './domain/decision.js';
import { rowOf } from './domain/lifecycle.js';

export interface Requested {
  caseId: string;
  action: StaffAction;
  /** As it came over HTTP; parsed here against the action's own schema. */
  body: unknown;
  /** Version that the person looked at, from If-Match. */
  version: number;
}

/** Staff's actions on a case: one request, one transaction, front to back (architecture.md). */
@Injectable()
export class CaseActions {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: CaseStore,
    private readonly people: CasePeople,
    private readonly commit: CaseCommit,
    private readonly wake: Wake,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes one action and answers the case's new version. Throws `not-found` where the person may not know of the case,
   * `stale` (412) where it changed since they looked, `invalid` with every fault of the body, `action-refused` (409) with
   * everything that is missing.
   */
  async take(actor: StaffActor, requested: Requested): Promise<{ version: number; created: string[] }> {
    const done = await this.transactions.run((tx) => this.inTransaction(tx, actor, requested));
    this.wake.soon();
    return done;
  }

  private async inTransaction(
    tx: EntityManager,
    actor: StaffActor,
    requested: Requested,
  ): Promise<{ version: number; created: string[] }> {
    const { action } = requested;
    const { open, other } = await this.lockBoth(tx, requested);
    const standing = await this.people.standing(tx, actor, open.facts);
    if (!standing.mayAct && !mayBlindly(action, standing)) throw DomainError.notFound('case');
    if (open.row.version !== requested.version) {
      throw new DomainError(
        'stale',
        'conflict',
        'The case has changed since you looked at it. Look again before you act.',
      );
    }
    const tree = await this.people.tree(tx);
    const body = withBodyIds(requested.body, (key) => tree.byIdOrSlug(key)?.id ?? null);
    const now = this.clock.now();
    const decision = decide(
      open.facts,
      action,
      {
        actor: { kind: 'staff', personId: actor.personId, roles: standing.roles },
        body,
        people: await this.people.standings(tx, [actor.personId, ...mentioned(action, body)], open.facts),
        bodiesAbove: standing.bodiesAbove,
        ...(other ? { other: await this.asOther(tx, actor, other) } : {}),
      },
      now.toISOString(),
    );
    if (decision.kind === 'refused') {
      // Somebody who does not see the case learns only what is wrong with their own answer.
      const missing = standing.mayAct
        ? decision.missing
        : decision.missing.filter((one) => one.field !== undefined);
      const detail = missing.map((one) => one.detail).join(' ');
      throw new DomainError('action-refused', 'conflict', `You can't do this yet. Still missing: ${detail}`, {
        missing,
      });
    }
    const doer = { kind: 'staff', personId: actor.personId, role: roleIn(action, standing) } as const;
    await this.commit.apply(tx, { open, other, decision, doer, now });
    return { version: open.row.version, created: decision.created };
  }

  /** Locks the case and, for a merge or link, the other one: always in order of id, so that two merges never wait in a ring. */
  private async lockBoth(
    tx: EntityManager,
    requested: Requested,
  ): Promise<{ open: OpenedCase; other: OpenedCase | null }> {
    const named = otherCaseOf(requested.action, requested.body);
    const otherId = named === requested.caseId ? null : named;
    const found = new Map<string, OpenedCase>();
    for (const id of [requested.caseId, ...(otherId === null ? [] : [otherId])].sort()) {
      const opened = await this.store.lock(tx, id);
      if (opened) found.set(id, opened);
    }
    const open = found.get(requested.caseId);
    if (!open) throw DomainError.notFound('case');
    return { open, other: otherId === null ? null : (found.get(otherId) ?? null) };
  }

  private async asOther(tx: EntityManager, actor: StaffActor, other: OpenedCase): Promise<OtherCase> {
    const { roles } = await this.people.standing(tx, actor, other.facts);
    return { facts: other.facts, actor: { kind: 'staff', personId: actor.personId, roles } };
  }
}

/** Actions of people who do not see the case: a custodian's answer, a hold, the acceptance of an offered transfer. */
function mayBlindly(action: StaffAction, standing: CaseStanding): boolean {
  return (standing.blindActions as readonly StaffAction[]).includes(action);
}

/** The role that an action is recorded under: the first that the table asks for and the person has. */
function roleIn(action: StaffAction, standing: CaseStanding): Role {
  const who: readonly string[] = rowOf(action, 'staff')?.who ?? [];
  return standing.roles.find((role) => who.includes(role)) ?? standing.roles[0] ?? 'supervisor';
}
