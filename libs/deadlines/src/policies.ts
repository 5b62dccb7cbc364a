import { DEFAULT_POLICY } from './domain/default-policy.js';
import type { Policy } from './domain/policy.js';

export { DEFAULT_POLICY };

export const DEFAULT_POLICY_ID = DEFAULT_POLICY.id;

const POLICIES: ReadonlyMap<string, Policy> = new Map([[DEFAULT_POLICY.id, DEFAULT_POLICY]]);

/** The policy a case began under. @throws Error for an id that no version of the program ever shipped. */
export function policyOf(id: string): Policy {
  const policy = POLICIES.get(id);
  if (policy === undefined) throw new Error(`There is no deadline policy ${id}.`);
  return policy;
}
