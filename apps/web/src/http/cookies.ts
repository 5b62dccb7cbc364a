import type { FastifyReply, FastifyRequest } from 'fastify';

export type SessionKind = 'report' | 'staff';

/** After quick exit, pages that Back asks for are not shown for this long. Seconds. */
const LEFT_SECONDS = 30;
const LEFT = 'left';

/**
 * The only things ever kept on a device: one cookie that ends with the browser's session, and for half a minute after quick
 * exit a mark that says so. Names are neutral.
 */
export class Cookies {
  constructor(private readonly secure: boolean) {}

  private name(kind: string): string {
    return this.secure ? `__Host-${kind}` : kind;
  }

  private get options() {
    return { path: '/', httpOnly: true, sameSite: 'strict', secure: this.secure } as const;
  }

  session(request: FastifyRequest, kind: SessionKind): string | null {
    const value = request.cookies[this.name(kind)];
    return value === undefined || value === '' ? null : value;
  }

  setSession(reply: FastifyReply, kind: SessionKind, token: string): void {
    void reply.setCookie(this.name(kind), token, this.options);
  }

  clearSession(reply: FastifyReply, kind: SessionKind): void {
    void reply.clearCookie(this.name(kind), this.options);
  }

  hasLeft(request: FastifyRequest): boolean {
    return request.cookies[LEFT] === '1';
  }

  markLeft(reply: FastifyReply): void {
    void reply.setCookie(LEFT, '1', { ...this.options, maxAge: LEFT_SECONDS });
  }
}
