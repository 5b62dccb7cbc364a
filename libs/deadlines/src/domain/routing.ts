import type { BodyLevel, StaffRole } from '#kernel/vocabulary';

export interface TreeBody {
  id: string;
  parentId: string | null;
  level: BodyLevel;
  suspended: boolean;
}

export interface TreePerson {
  personId: string;
  /** Away now. Their deputy, if they named one, stands in. */
  absent: boolean;
  deactivated: boolean;
  deputyId: string | null;
  roles: readonly { role: StaffRole; bodyId: string }[];
}

export type Exclusion = 'respondent' | 'keep-from' | 'recused' | 'conflict';

/** What one case says about who may hear of it. */
export interface CaseStanding {
  holderBodyId: string;
  /** The officer the case is assigned to. */
  assigneeId: string | null;
  excluded: ReadonlyMap<string, Exclusion>;
  /** Institutions named in the case. */
  respondentBodyIds: ReadonlySet<string>;
  /** Bodies that this ladder reached already. */
  reached: ReadonlySet<string>;
}

export type Skip =
  | { personId: string; because: Exclusion | 'absent' | 'deactivated' }
  | { bodyId: string; because: 'respondent' | 'suspended' | 'nobody-free' };

export interface Route {
  to: string[];
  /** The body that hears of it; null where there is none left that may. */
  bodyId: string | null;
  /** Everyone passed over on the way, in order. */
  skips: Skip[];
  /** No body is left above this one. */
  last: boolean;
}

/** Whom a step of a ladder asks: the assignee (`remind`), who supervises (`miss`), the next body up (`escalate`). */
export type Asks = 'remind' | 'miss' | 'escalate';

/** Who hears of a case at a body, in order of who is asked first. Boards of outside bodies have no fixed roles. */
const REMINDED: readonly StaffRole[] = ['officer', 'supervisor'];
const TOLD: readonly StaffRole[] = ['supervisor'];
const TOLD_OUTSIDE: readonly StaffRole[] = ['supervisor', 'officer', 'adviser'];

/**
 * Where a step goes, worked out anew each time: bodies from the holder up to the top and then to the outside body; passing
 * over institutions named in the case, suspended bodies, and bodies where nobody is left once the excluded, the absent and
 * the deactivated are. Each escalation goes past the highest body this ladder reached, so nobody is told twice and a
 * conflict that appears in mid-case never makes it jump over a body that could have heard of it.
 */
export function route(
  asks: Asks,
  tree: readonly TreeBody[],
  people: readonly TreePerson[],
  standing: CaseStanding,
): Route {
  const byId = new Map(people.map((person) => [person.personId, person]));
  const chain = chainOf(standing.holderBodyId, tree);
  const skips: Skip[] = [];
  if (asks === 'remind' && standing.assigneeId !== null) {
    const free = freeOf([standing.assigneeId], byId, standing, skips);
    if (free.length > 0) return { to: free, bodyId: standing.holderBodyId, skips, last: false };
  }
  const reached = chain.findLastIndex((body) => standing.reached.has(body.id));
  const from = asks === 'escalate' ? Math.max(reached + 1, 1) : 0;
  for (const [index, body] of chain.entries()) {
    if (index < from) continue;
    const unfit = body.suspended
      ? 'suspended'
      : standing.respondentBodyIds.has(body.id)
        ? 'respondent'
        : null;
    if (unfit !== null) {
      skips.push({ bodyId: body.id, because: unfit });
      continue;
    }
    const roles =
      body.level === 'external' ? TOLD_OUTSIDE : asks === 'remind' && index === 0 ? REMINDED : TOLD;
    const free = firstFree(roles, body.id, people, byId, standing, skips);
    if (free.length > 0) return { to: free, bodyId: body.id, skips, last: index === chain.length - 1 };
    skips.push({ bodyId: body.id, because: 'nobody-free' });
  }
  return { to: [], bodyId: null, skips, last: true };
}

/** From the holder to the top, then the outside body. */
function chainOf(holderId: string, tree: readonly TreeBody[]): TreeBody[] {
  const byId = new Map(tree.map((body) => [body.id, body]));
  const chain: TreeBody[] = [];
  for (let body = byId.get(holderId); body !== undefined && !chain.includes(body);) {
    chain.push(body);
    body = body.parentId === null ? undefined : byId.get(body.parentId);
  }
  const outside = tree.find((body) => body.level === 'external');
  if (outside !== undefined && !chain.includes(outside)) chain.push(outside);
  return chain;
}

function firstFree(
  roles: readonly StaffRole[],
  bodyId: string,
  people: readonly TreePerson[],
  byId: ReadonlyMap<string, TreePerson>,
  standing: CaseStanding,
  skips: Skip[],
): string[] {
  for (const role of roles) {
    const inOffice = people.filter((person) =>
      person.roles.some((one) => one.role === role && one.bodyId === bodyId),
    );
    const free = freeOf(
      inOffice.map((person) => person.personId),
      byId,
      standing,
      skips,
    );
    if (free.length > 0) return free;
  }
  return [];
}

/** Those who may be told; an absent one's deputy instead of them, if that one may. Notes everyone passed over, once. */
function freeOf(
  personIds: readonly string[],
  byId: ReadonlyMap<string, TreePerson>,
  standing: CaseStanding,
  skips: Skip[],
): string[] {
  const free = new Set<string>();
  for (const personId of personIds) {
    const because = unfitness(personId, byId, standing);
    if (because === null) {
      free.add(personId);
      continue;
    }
    note(skips, { personId, because });
    const deputyId = because === 'absent' ? (byId.get(personId)?.deputyId ?? null) : null;
    if (deputyId === null) continue;
    const deputyUnfit = unfitness(deputyId, byId, standing);
    if (deputyUnfit === null) free.add(deputyId);
    else note(skips, { personId: deputyId, because: deputyUnfit });
  }
  return [...free];
}

function unfitness(
  personId: string,
  byId: ReadonlyMap<string, TreePerson>,
  standing: CaseStanding,
): Exclusion | 'absent' | 'deactivated' | null {
  const excluded = standing.excluded.get(personId);
  if (excluded !== undefined) return excluded;
  const person = byId.get(personId);
  if (person === undefined || person.deactivated) return 'deactivated';
  return person.absent ? 'absent' : null;
}

function note(
  skips: Skip[],
  skip: { personId: string; because: Exclusion | 'absent' | 'deactivated' },
): void {
  if (!skips.some((one) => 'personId' in one && one.personId === skip.personId)) skips.push(skip);
}
