import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { mayEver } from '#access/ability';
import { ReporterSessions } from '#access/reporter-sessions';
import { Sessions } from '#access/sessions';
import type { ReporterActor, StaffActor } from '#kernel/actor';
import { DomainError } from '#kernel/domain-error';
import { PUBLIC, REPORTER, STAFF, type StaffRoute } from './access.decorator.js';
import { bearerToken } from './bearer-token.js';
import type { ActorRequest } from './current-actor.decorator.js';
import { Unauthenticated } from './unauthenticated.js';

/** What a route says about who it is for. */
interface Declared {
  open: boolean;
  staff: StaffRoute | undefined;
  reporter: boolean;
}

/**
 * Stands before every route. Finds out who is there and whether the route is for them at all; denies what declares nothing.
 * A token is only looked for among the sessions that the route is for, so that a reporter's is unknown to staff routes and
 * the other way about. Tokens are 256 random bits found by their hash: no comparison here that time could tell of.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    private readonly reporters: ReporterSessions,
  ) {}

  /** Throws `Unauthenticated` (401) or `not-allowed` (403); the latter only for what no record could make lawful. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const declared = this.declared(context);
    if (declared.open) return true;
    if (declared.staff === undefined && !declared.reporter) {
      throw new DomainError(
        'not-allowed',
        'forbidden',
        'Nobody may use this route: it says nothing about who may.',
      );
    }
    const request = context.switchToHttp().getRequest<ActorRequest>();
    const token = bearerToken(request.headers.authorization);
    const actor = token === null ? null : await this.actorOf(token, declared);
    if (actor === null) throw new Unauthenticated();
    if (actor.kind === 'staff' && declared.staff !== undefined) {
      const { action, subject } = declared.staff;
      if (!mayEver(actor, action, subject)) {
        throw new DomainError('not-allowed', 'forbidden', 'Your roles do not include this.');
      }
    }
    request.actor = actor;
    return true;
  }

  /** A method's own declaration stands in place of its controller's, as a whole. */
  private declared(context: ExecutionContext): Declared {
    for (const target of [context.getHandler(), context.getClass()]) {
      const open = this.reflector.get<boolean | undefined>(PUBLIC, target) === true;
      const staff = this.reflector.get<StaffRoute | undefined>(STAFF, target);
      const reporter = this.reflector.get<boolean | undefined>(REPORTER, target) === true;
      if (open || staff !== undefined || reporter) return { open, staff, reporter };
    }
    return { open: false, staff: undefined, reporter: false };
  }

  private async actorOf(token: string, declared: Declared): Promise<StaffActor | ReporterActor | null> {
    const staff = declared.staff === undefined ? null : await this.sessions.actorOf(token);
    if (staff !== null || !declared.reporter) return staff;
    return this.reporters.actorOf(token);
  }
}
