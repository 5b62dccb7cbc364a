/** The one form of an e-mail address that is stored and looked up: composed, without surrounding space, in lower case. */
export function normaliseEmail(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}
