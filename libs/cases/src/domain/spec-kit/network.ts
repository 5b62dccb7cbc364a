import type { StaffRole } from '#kernel/vocabulary';
import type { CaseActor, PersonStanding } from '../decision.js';
import type { CaseFacts } from '../facts.js';

/** A small invented network: one body with a sister, a region above both, and the top. */
export const HOME = '00000000-0000-7000-8000-00000000b001';
export const SISTER = '00000000-0000-7000-8000-00000000b002';
export const REGION = '00000000-0000-7000-8000-00000000b003';
export const TOP = '00000000-0000-7000-8000-00000000b004';
export const BODIES = [HOME, SISTER, REGION, TOP];

const ABOVE: Record<string, string[]> = {
  [HOME]: [REGION, TOP],
  [SISTER]: [REGION, TOP],
  [REGION]: [TOP],
  [TOP]: [],
};

export function above(bodyId: string): string[] {
  return ABOVE[bodyId] ?? [];
}

const ROLES: StaffRole[] = [
  'officer',
  'supervisor',
  'investigator',
  'decision-maker',
  'custodian',
  'adviser',
];
const PER_ROLE = 5;

/** `officer(0)` … by role, place in line and body. */
export function personId(role: StaffRole, index = 0, bodyId = HOME): string {
  const body = BODIES.indexOf(bodyId) + 1;
  const at = ROLES.indexOf(role) + 1;
  return `00000000-0000-7000-8000-0000000${String(body)}${String(at)}${String(index).padStart(3, '0')}`;
}

export function makePeople(): Map<string, PersonStanding> {
  const people = new Map<string, PersonStanding>();
  for (const bodyId of BODIES) {
    for (const role of ROLES) {
      for (let index = 0; index < PER_ROLE; index += 1) {
        const id = personId(role, index, bodyId);
        people.set(id, {
          personId: id,
          name: `${role} ${String(index)}`,
          roles: [{ role, bodyId }],
          absent: false,
          active: true,
          excluded: false,
        });
      }
    }
  }
  return people;
}

/** What libs/access works out, put naively: office at the holding body, and parts by assignment; nothing for the excluded. */
export function actorIn(facts: CaseFacts, people: Map<string, PersonStanding>, id: string): CaseActor {
  const excluded = facts.excluded.some((one) => one.personId === id);
  const office = (people.get(id)?.roles ?? [])
    .filter((one) => one.bodyId === facts.holderBodyId)
    .map((one) => one.role);
  const given = facts.assignments
    .filter((one) => one.personId === id && one.until === null)
    .map((one) => one.role)
    .filter((role): role is Extract<typeof role, StaffRole> => (ROLES as string[]).includes(role));
  return { kind: 'staff', personId: id, roles: excluded ? [] : [...new Set([...office, ...given])] };
}
