import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { BodyTree } from '#access/body-tree';
import { ClockBook } from '#deadlines/clock-book';
import { route, type Route, type Skip } from '#deadlines/routing';
import { StepTarget, type DueStep, type StepDone } from '#deadlines/step-target';
import type { SystemAction } from '#kernel/action-name';
import type { EntryType } from '#kernel/entry-type';
import { Outbox } from '#notices/outbox';
import { CaseCommit } from './case-commit.js';
import { CasePeople } from './case-people.js';
import { CaseStore, type OpenedCase } from './case-store.js';
import { decide } from './domain/decide.js';
import type { EntryDraftOf, JsonObject } from './domain/decision.js';
import { assignedAs, conflictedBodyIds } from './domain/queries.js';
import { LadderPeople } from './ladder-people.js';
import { LogWriter } from './log-writer.js';

/** A step that did not go to anybody, or after which nothing is left to climb. */
const NOBODY: StepDone = { bodyId: null, last: true };

const NOTICE: Readonly<Record<'remind' | 'miss' | 'escalate', string>> = {
  remind: 'clock-reminder',
  miss: 'clock-missed',
  escalate: 'clock-escalated',
};

const ENTRY: Readonly<Record<'remind' | 'miss' | 'escalate', EntryType>> = {
  remind: 'clock.reminded',
  miss: 'clock.missed',
  escalate: 'clock.escalated',
};

/** What due steps of clocks do to their case: entries in its log, notices, bodies let in, the system's own actions. */
@Injectable()
export class DeadlineSteps extends StepTarget {
  constructor(
    private readonly store: CaseStore,
    private readonly log: LogWriter,
    private readonly commit: CaseCommit,
    private readonly people: CasePeople,
    private readonly ladderPeople: LadderPeople,
    private readonly clocks: ClockBook,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async fire(tx: EntityManager, due: DueStep): Promise<StepDone> {
    const open = await this.store.lock(tx, due.caseId);
    if (open === null) throw new Error(`The case ${due.caseId} of a due clock cannot be opened.`);
    switch (due.kind) {
      case 'expire':
        await this.expire(tx, open, due);
        return NOBODY;
      case 'resume':
        if (!(await this.act(tx, open, 'pause-ended', subjectOf(due), due.now)))
          await this.saveProjection(tx, open, due);
        return NOBODY;
      default:
        return this.climb(tx, open, due, due.kind);
    }
  }

  /** A reminder, a missed deadline, an escalation: somebody is told, whoever was passed over is recorded. */
  private async climb(
    tx: EntityManager,
    open: OpenedCase,
    due: DueStep,
    kind: 'remind' | 'miss' | 'escalate',
  ): Promise<StepDone> {
    const tree = await this.people.tree(tx);
    const routed = due.metLate ? null : await this.routeOf(tx, open, due, kind, tree);
    const skips: EntryDraftOf[] = [];
    for (const skip of routed?.skips ?? []) skips.push(await this.skipEntry(tx, open, due, skip, tree));
    const reached = routed?.bodyId ?? null;
    const letsIn = kind !== 'remind' && reached !== null && reached !== open.facts.holderBodyId;
    const entries = [
      ...skips,
      entry(ENTRY[kind], due, kind === 'miss' ? { metLate: due.metLate } : { body: slugOf(tree, reached) }),
      // A holder without anybody to tell is passed over at the deadline itself: that is an escalation too.
      ...(kind === 'miss' && letsIn ? [entry('clock.escalated', due, { body: slugOf(tree, reached) })] : []),
    ];
    if (letsIn) await letIn(tx, due, reached);
    await this.log.write(tx, open, entries, {
      author: { ref: null, role: 'system' },
      bodySlug: tree.get(open.facts.holderBodyId).slug,
      stage: open.facts.stage,
      refOf: (id) => open.refs.get(id) ?? null,
    });
    await this.store.saveChain(tx, open);
    await this.tell(tx, due, NOTICE[letsIn ? 'escalate' : kind], routed?.to ?? []);
    return routed === null ? NOBODY : { bodyId: reached, last: routed.last };
  }

  private async routeOf(
    tx: EntityManager,
    open: OpenedCase,
    due: DueStep,
    kind: 'remind' | 'miss' | 'escalate',
    tree: BodyTree,
  ): Promise<Route> {
    const { facts } = open;
    const chain = [facts.holderBodyId, ...tree.ancestorsOf(facts.holderBodyId).map((body) => body.id)];
    if (tree.external) chain.push(tree.external.id);
    const assigneeId = assignedAs(facts, 'officer');
    return route(kind, tree.all, await this.ladderPeople.of(tx, chain, assigneeId, due.now), {
      holderBodyId: facts.holderBodyId,
      assigneeId,
      excluded: new Map(facts.excluded.map((one) => [one.personId, one.because])),
      respondentBodyIds: new Set(conflictedBodyIds(facts)),
      reached: new Set(due.reached),
    });
  }

  /** Who was passed over and why: a body by its name, a person only by their stand-in in this case's log. */
  private async skipEntry(
    tx: EntityManager,
    open: OpenedCase,
    due: DueStep,
    skip: Skip,
    tree: BodyTree,
  ): Promise<EntryDraftOf> {
    if (!('personId' in skip)) {
      return { ...entry('clock.skipped', due, { body: tree.get(skip.bodyId).slug }), reason: skip.because };
    }
    await this.store.refOf(tx, open, skip.personId);
    return { ...entry('clock.skipped', due, {}), reason: skip.because, people: { person: skip.personId } };
  }

  private async tell(
    tx: EntityManager,
    due: DueStep,
    template: string,
    personIds: readonly string[],
  ): Promise<void> {
    await this.outbox.put(
      tx,
      personIds.map((personId) => ({
        personId,
        template,
        caseId: due.caseId,
        dedupe: `${due.clockId}:${due.step}:${due.at.toISOString()}:${personId}`,
      })),
      due.now,
    );
  }

  /** Time that was somebody else's is over. What follows is the lifecycle's to say; an appeal window just closes. */
  private async expire(tx: EntityManager, open: OpenedCase, due: DueStep): Promise<void> {
    if (due.clock === 'survivor-answer' && (await this.act(tx, open, 'answer-expired', {}, due.now))) return;
    if (due.clock === 'transfer-acceptance') {
      const tree = await this.people.tree(tx);
      if (await this.act(tx, open, 'transfer-expired', { toBodyId: nextUp(open, tree) }, due.now)) return;
    }
    if (due.clock === 'reply') {
      const tree = await this.people.tree(tx);
      const routed = await this.routeOf(tx, open, due, 'remind', tree);
      await this.tell(tx, due, 'reply-time-over', routed.to);
    }
    await this.saveProjection(tx, open, due);
  }

  /** The clock has changed and the facts have not: lists must not show a date that is over. */
  private async saveProjection(tx: EntityManager, open: OpenedCase, due: DueStep): Promise<void> {
    await this.store.save(tx, open, open.facts, await this.clocks.next(tx, due.caseId), due.now);
  }

  /** One of the system's own actions; false where the case has moved on and it does not apply any more. */
  private async act(
    tx: EntityManager,
    open: OpenedCase,
    action: SystemAction,
    body: JsonObject,
    now: Date,
  ): Promise<boolean> {
    const tree = await this.people.tree(tx);
    const bodiesAbove = tree.ancestorsOf(open.facts.holderBodyId).map((above) => above.id);
    const surroundings = {
      actor: { kind: 'system' as const, roles: [] },
      body,
      people: new Map(),
      bodiesAbove,
    };
    const decision = decide(open.facts, action, surroundings, now.toISOString());
    if (decision.kind === 'refused') return false;
    await this.commit.apply(tx, { open, other: null, decision, doer: { kind: 'system' }, now });
    return true;
  }
}

function subjectOf(due: DueStep): JsonObject {
  return due.subject === null ? { clock: due.clock } : { clock: due.clock, subject: due.subject };
}

function entry(type: EntryType, due: DueStep, more: JsonObject): EntryDraftOf {
  const payload: JsonObject = {
    clock: due.clock,
    subject: due.subject,
    step: due.step,
    dueAt: due.dueAt.toISOString(),
    ...more,
  };
  return { type, reason: null, payload, people: {}, texts: {}, subject: null };
}

function slugOf(tree: BodyTree, bodyId: string | null): string | null {
  return bodyId === null ? null : tree.get(bodyId).slug;
}

/** The people of a body above may read the case from now on. */
async function letIn(tx: EntityManager, due: DueStep, bodyId: string): Promise<void> {
  await tx.query(
    'insert into case_escalation (case_id, body_id, since) values ($1, $2, $3) on conflict do nothing',
    [due.caseId, bodyId, due.now],
  );
}

/** Who a transfer that nobody accepted is offered to next: one body up from the silent one, else it comes home. */
function nextUp(open: OpenedCase, tree: BodyTree): string {
  const { facts } = open;
  const silent = facts.pendingTransfer?.toBodyId ?? facts.holderBodyId;
  const unfit = new Set(conflictedBodyIds(facts));
  return (
    tree.ancestorsOf(silent).find((body) => !body.suspended && !unfit.has(body.id))?.id ?? facts.holderBodyId
  );
}
