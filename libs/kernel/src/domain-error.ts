export type DomainErrorKind = 'not-found' | 'conflict' | 'forbidden' | 'invalid';

/** One fault of an input: where it is, a stable code, and words a person can act on. */
export interface Fault {
  path: string;
  code: string;
  detail: string;
}

/** One thing that must be there before an action is lawful. `field` names the body field that supplies it, if one does. */
export interface Missing {
  code: string;
  detail: string;
  field?: string;
}

export interface DomainErrorDetails {
  errors?: readonly Fault[];
  missing?: readonly Missing[];
}

/**
 * What a rule of the domain says no with. The API's one filter turns it into problem+json:
 * not-found 404, conflict 409, forbidden 403, invalid 422. Unreadable things are always `not-found`.
 */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    readonly kind: DomainErrorKind,
    message: string,
    readonly details: DomainErrorDetails = {},
  ) {
    super(message);
    this.name = 'DomainError';
  }

  static notFound(what: string): DomainError {
    return new DomainError('not-found', 'not-found', `There is no such ${what}.`);
  }
}
