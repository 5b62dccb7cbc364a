import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CaseLogs, type AuditedCase } from '#cases/case-logs.service';
import type { Page } from '#cases/case-queue.read-model';
import type { StaffActor } from '#kernel/actor';
import { Access } from '../access/access.decorator.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { PageDto } from '../cases/list-cases.dto.js';
import { ProblemAnswers } from '../openapi/problem-answers.decorator.js';
import { ref } from '../openapi/ref.js';

/** Where an auditor begins. */
@ApiTags('log')
@ApiBearerAuth()
@Controller('v1/log/cases')
export class LogsController {
  constructor(private readonly logs: CaseLogs) {}

  @Get()
  @Access('read', 'CaseLog')
  @ApiOperation({ summary: 'The cases whose redacted log you may read, without what they are about' })
  @ApiOkResponse({ schema: ref('AuditedCaseList') })
  @ProblemAnswers(401, 403, 422)
  list(@CurrentActor() actor: StaffActor, @Query() page: PageDto): Promise<Page<AuditedCase>> {
    return this.logs.list(actor, page);
  }
}
