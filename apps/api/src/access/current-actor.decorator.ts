import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ReporterActor, StaffActor } from '#kernel/actor';
import { Unauthenticated } from './unauthenticated.js';

/** A request as the guard leaves it. */
export interface ActorRequest extends FastifyRequest {
  actor?: StaffActor | ReporterActor;
}

/** Who is logged in. A `StaffActor` on `@Access` routes, a `ReporterActor` on `@Reporter` ones; nobody on public ones: 401. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { actor } = context.switchToHttp().getRequest<ActorRequest>();
  if (actor === undefined) throw new Unauthenticated();
  return actor;
});
