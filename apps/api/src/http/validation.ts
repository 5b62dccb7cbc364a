import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { DomainError, type Fault } from '#kernel/domain-error';

const CODE_OF: Record<string, string> = { whitelistValidation: 'unknown-field' };

/** class-validator names constraints in camelCase; problem codes are kebab-case like every other code of ours. */
function code(constraint: string): string {
  return CODE_OF[constraint] ?? constraint.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function faultsOf(errors: readonly ValidationError[], prefix = ''): Fault[] {
  return errors.flatMap((error) => {
    const path = prefix === '' ? error.property : `${prefix}.${error.property}`;
    const own = Object.entries(error.constraints ?? {}).map(([constraint, detail]) => ({
      path,
      code: code(constraint),
      detail,
    }));
    return [...own, ...faultsOf(error.children ?? [], path)];
  });
}

/** One pipe for every DTO: unknown fields are faults, and all faults are named at once. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: false,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) =>
      new DomainError('invalid', 'invalid', 'Some of what was sent cannot be taken.', {
        errors: faultsOf(errors),
      }),
  });
}
