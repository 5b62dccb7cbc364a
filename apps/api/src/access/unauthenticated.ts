/**
 * Nobody is logged in, or not as whom this route is for. The filter answers 401. One sentence for every cause: an expired
 * token, an unknown one and a reporter's on a staff route are not told apart.
 */
export class Unauthenticated extends Error {
  constructor(message = 'Log in first: there is no session, or it has ended.') {
    super(message);
    this.name = 'Unauthenticated';
  }
}
