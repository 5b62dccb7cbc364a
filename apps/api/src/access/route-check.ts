import type { INestApplicationContext, Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { PUBLIC, REPORTER, STAFF } from './access.decorator.js';

const DECLARATIONS = [PUBLIC, STAFF, REPORTER];

/** Routes of one controller that say nothing about who may use them, as `Controller.method`. */
export function undeclaredRoutesOf(controller: Type): string[] {
  const reflector = new Reflector();
  const declares = (target: Type | (() => unknown)): boolean =>
    DECLARATIONS.some((key) => reflector.get<unknown>(key, target) !== undefined);
  if (declares(controller)) return [];
  const prototype = controller.prototype as Record<string, () => unknown>;
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    const isRoute =
      handler !== undefined &&
      Reflect.hasMetadata(PATH_METADATA, handler) &&
      Reflect.hasMetadata(METHOD_METADATA, handler);
    return isRoute && !declares(handler) ? [`${controller.name}.${name}`] : [];
  });
}

/** Every route of an application that declares neither `@Access`, `@Reporter` nor `@Public`. */
export function undeclaredRoutes(app: INestApplicationContext): string[] {
  const modules = [...app.get(ModulesContainer, { strict: false }).values()];
  const controllers = modules.flatMap((module) =>
    [...module.controllers.values()].map((one) => one.metatype),
  );
  return [...new Set(controllers)].flatMap((controller) =>
    typeof controller === 'function' ? undeclaredRoutesOf(controller as Type) : [],
  );
}

/** At start: an application with such a route does not come up. */
export function assertRoutesDeclared(app: INestApplicationContext): void {
  const undeclared = undeclaredRoutes(app);
  if (undeclared.length === 0) return;
  const list = undeclared.map((route) => `  ${route}`).join('\n');
  throw new Error(`These routes declare neither @Access, @Reporter nor @Public:\n${list}`);
}
