import type { StaffRole } from './vocabulary.js';

export interface Grant {
  role: StaffRole;
  bodyId: string;
}

/** Somebody logged in as staff. */
export interface StaffActor {
  kind: 'staff';
  personId: string;
  name: string;
  grants: readonly Grant[];
}

/** Somebody who came back with an access code. They see one report's case and nothing else. */
export interface ReporterActor {
  kind: 'reporter';
  reportId: string;
  caseId: string;
}

/** The program itself: clocks, sweeps, migrations of a case. */
export interface SystemActor {
  kind: 'system';
}

export type Actor = StaffActor | ReporterActor | SystemActor;
