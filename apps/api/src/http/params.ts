import { Injectable, type PipeTransform } from '@nestjs/common';
import { isReporterAction, isStaffAction, type ReporterAction, type StaffAction } from '#kernel/action-name';
import { DomainError } from '#kernel/domain-error';
import { isId } from '#kernel/ids';

/** An id in an address. What is no id names nothing, so it is not found rather than invalid. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isId(value)) throw DomainError.notFound('thing');
    return value.toLowerCase();
  }
}

/** The name of an action in an address. */
@Injectable()
export class ActionPipe implements PipeTransform<string, StaffAction> {
  transform(value: string): StaffAction {
    if (!isStaffAction(value)) throw DomainError.notFound('action');
    return value;
  }
}

/** The name of one of a reporter's own actions in an address. */
@Injectable()
export class ReporterActionPipe implements PipeTransform<string, ReporterAction> {
  transform(value: string): ReporterAction {
    if (!isReporterAction(value)) throw DomainError.notFound('action');
    return value;
  }
}
