import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { SubjectActions, SubjectName } from '#access/subjects';

export const PUBLIC = 'amends:public';
export const STAFF = 'amends:staff';
export const REPORTER = 'amends:reporter';

/** What `@Access` leaves on a route: the coarse question that is asked before its handler runs. */
export interface StaffRoute {
  action: SubjectActions[SubjectName];
  subject: SubjectName;
}

/**
 * Staff who could ever do this to some record of this kind. The service asks again about the record itself: this alone
 * opens nothing.
 */
export function Access<S extends SubjectName>(action: SubjectActions[S], subject: S): CustomDecorator {
  return SetMetadata(STAFF, { action, subject } satisfies StaffRoute);
}

/** Reporters who came back with their access code. Together with `@Access` the route is for both. */
export function Reporter(): CustomDecorator {
  return SetMetadata(REPORTER, true);
}

/** Anyone, logged in or not. A token that comes along is not looked at. */
export function Public(): CustomDecorator {
  return SetMetadata(PUBLIC, true);
}
