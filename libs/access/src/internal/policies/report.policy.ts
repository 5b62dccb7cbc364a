import type { ReporterActor } from '#kernel/actor';
import type { Rules } from '../../subjects.js';

/** Anybody of the staff can be told something and write it down; reading it again goes by the case that it became. */
export function defineReportForStaff({ can }: Rules): void {
  can('file', 'Report');
}

/** An access code opens one report. Other reports of the same case stay closed: each reporter has their privacy. */
export function defineReportForReporter({ can }: Rules, actor: ReporterActor): void {
  can(['read', 'answer'], 'Report', { id: actor.reportId });
}
