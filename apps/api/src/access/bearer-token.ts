/** A token of ours as RFC 6750 sends it; anything else in the header is as good as none. */
const BEARER = /^Bearer +([\w-]{43}) *$/i;

/** The bearer token in an Authorization header, or null. */
export function bearerToken(authorization: string | undefined): string | null {
  return BEARER.exec(authorization ?? '')?.[1] ?? null;
}
