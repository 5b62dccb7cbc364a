import type { Stage } from '#kernel/vocabulary';
import type { ActionView } from '../api/api-types.js';

/** What moves a case on, stage by stage, in the order in which it is usually done. Everything else is one step away. */
const MAIN: Record<Stage, readonly string[]> = {
  intake: ['acknowledge-receipt', 'accept', 'record-feedback', 'refer-out'],
  triage: [
    'assign',
    'declare-conflict',
    'triage',
    'set-interim-measure',
    'add-allegation',
    'plan-investigation',
    'dismiss',
  ],
  investigation: [
    'invite-reply',
    'record-reply',
    'add-evidence',
    'record-finding',
    'open-panel',
    'vote',
    'decide',
  ],
  acknowledgement: [
    'draft-acknowledgement',
    'share-acknowledgement',
    'deliver-acknowledgement',
    'start-remedy',
  ],
  remedy: ['add-remedy', 'complete-remedy', 'verify-remedy', 'close'],
  closed: ['record-retaliation-check', 'reopen'],
};

/** The way out of a stage: shown to everyone, so that all see what is still missing, also where somebody else takes it. */
const WAY_OUT = ['accept', 'plan-investigation', 'decide', 'start-remedy', 'close'];

/** What answers somebody who waits; offered on top whenever it is open. */
const URGENT = ['accept-transfer', 'approve-identity', 'acknowledge-receipt'];

/** Which action supplies what is missing, by the code of the need (libs/cases/src/domain/needs.ts). */
const SUPPLIED_BY: Readonly<Record<string, string>> = {
  'receipt-acknowledged': 'acknowledge-receipt',
  'triage-complete': 'triage',
  'safety-plan': 'triage',
  'interim-measures': 'set-interim-measure',
  'respondents-settled': 'triage',
  'officer-assigned': 'assign',
  'everyone-declared': 'declare-conflict',
  'own-declaration': 'declare-conflict',
  'no-transfer-pending': 'accept-transfer',
  allegation: 'add-allegation',
  'finding-on-every-allegation': 'record-finding',
  'assigned-investigator': 'assign',
  'assigned-decision-maker': 'assign',
  'withdrawal-decided': 'withdraw',
};

export interface OfferedStep {
  name: string;
  allowed: boolean;
  missing: { detail: string; action: string | null }[];
}

export interface NextSteps {
  main: OfferedStep[];
  others: OfferedStep[];
}

/** Needs about who somebody is or where the case is, not about what is still to be done: no checklist helps with those. */
function isHopeless({ name, missing }: ActionView): boolean {
  const codes = new Set(missing.map(({ code }) => code));
  return codes.has('stage') || codes.has('no-conflict') || (codes.has('role') && !WAY_OUT.includes(name));
}

function offered(action: ActionView, allowed: ReadonlySet<string>): OfferedStep {
  return {
    name: action.name,
    allowed: action.allowed,
    missing: action.missing.map(({ code, detail }) => {
      const supplier = SUPPLIED_BY[code] ?? null;
      return { detail, action: supplier !== null && allowed.has(supplier) ? supplier : null };
    }),
  };
}

/**
 * The actions of a case as a page offers them: first what moves this stage on (also what is not allowed yet, with what is
 * missing), then everything else that is allowed. What somebody may not do because of who they are is not shown.
 */
export function nextSteps(stage: Stage, actions: readonly ActionView[]): NextSteps {
  const allowed = new Set<string>(actions.filter((one) => one.allowed).map(({ name }) => name));
  const isMain = (name: string) => MAIN[stage].includes(name) || (URGENT.includes(name) && allowed.has(name));
  const order = (name: string) => (URGENT.includes(name) ? -1 : MAIN[stage].indexOf(name));
  const possible = actions.filter((one) => one.allowed || !isHopeless(one));
  const main = possible
    .filter(({ name }) => isMain(name))
    .sort((a, b) => Number(b.allowed) - Number(a.allowed) || order(a.name) - order(b.name));
  const others = possible.filter(({ name, allowed: open }) => open && !isMain(name));
  return {
    main: main.map((one) => offered(one, allowed)),
    others: others.map((one) => offered(one, allowed)),
  };
}
