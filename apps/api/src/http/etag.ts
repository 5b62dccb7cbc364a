import { DomainError } from '#kernel/domain-error';

/** The entity tag of a case at a version. */
export function etagOf(version: number): string {
  return `"${String(version)}"`;
}

/** The version in If-Match. Throws `if-match-required` (428) where there is none and `stale` (412) where it is no tag of ours. */
export function versionOf(ifMatch: string | undefined): number {
  if (ifMatch === undefined || ifMatch.trim() === '') {
    throw new DomainError(
      'if-match-required',
      'conflict',
      "Send the case's ETag in If-Match, so that no change of a colleague is lost.",
    );
  }
  const found = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch.trim());
  if (found?.[1] === undefined) {
    throw new DomainError(
      'stale',
      'conflict',
      'The case has changed since you looked at it. Look again before you act.',
    );
  }
  return Number(found[1]);
}
