/** A body as routing sees it. `path` runs from the top of the tree down to the body itself. */
export interface RoutableBody {
  id: string;
  parentId: string | null;
  level: string;
  suspended: boolean;
}

/** Who is in office at a body, active people only. */
export interface Office {
  officers: readonly string[];
  supervisors: readonly string[];
}

export interface RoutingInput {
  bodies: readonly RoutableBody[];
  /** The body the reporter named; null where they named none. */
  named: RoutableBody | null;
  /** Bodies named as respondents themselves. */
  respondentBodyIds: ReadonlySet<string>;
  /** People named as respondents, possibly named, or to be kept out. */
  excluded: ReadonlySet<string>;
  officeOf: (bodyId: string) => Office;
}

export interface Routed {
  bodyId: string;
  /** Bodies that were passed over on the way, nearest first, each with why. Goes into the log. */
  passedOver: { bodyId: string; because: 'respondent' | 'suspended' | 'nobody-free' }[];
}

type PassedOver = Routed['passedOver'][number]['because'];

function unfit(body: RoutableBody, input: RoutingInput): PassedOver | null {
  if (input.respondentBodyIds.has(body.id)) return 'respondent';
  if (body.suspended) return 'suspended';
  const { officers, supervisors } = input.officeOf(body.id);
  // A body without officers is served by its supervisor (decision 0004); one whose officers are all conflicted is passed over.
  const able = officers.length > 0 ? officers : supervisors;
  return able.some((person) => !input.excluded.has(person)) ? null : 'nobody-free';
}

/**
 * Which body takes a new report: the one named, else the top of the tree; passing over whoever is named as respondent,
 * suspended, or has nobody free of conflict; to the next one up, and from the top to the external body.
 * Where even that one is unfit the external body keeps it all the same (or the top, where a network has none): a report is
 * never refused for want of somebody to read it.
 */
export function routeReport(input: RoutingInput): Routed {
  const byId = new Map(input.bodies.map((body) => [body.id, body]));
  const top = input.bodies.find((body) => body.parentId === null && body.level !== 'external') ?? null;
  const external = input.bodies.find((body) => body.level === 'external') ?? null;
  const passedOver: Routed['passedOver'] = [];
  let last: RoutableBody | null = null;
  for (let body = input.named ?? top; body !== null;) {
    const because = unfit(body, input);
    if (because === null) return { bodyId: body.id, passedOver };
    passedOver.push({ bodyId: body.id, because });
    last = body;
    if (body.level === 'external') break;
    body = body.parentId === null ? external : (byId.get(body.parentId) ?? null);
  }
  const holder = external ?? last;
  if (holder === null) throw new Error('There is no body that could hold a report: seed the network first.');
  return { bodyId: holder.id, passedOver };
}
