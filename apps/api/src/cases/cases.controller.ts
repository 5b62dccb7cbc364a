import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CaseActions } from '#cases/case-actions.service';
import { CaseLogs, type CaseLogPage } from '#cases/case-logs.service';
import { CaseQueue } from '#cases/case-queue.service';
import { CaseReading } from '#cases/case-reading.service';
import type { CaseSummary, Page } from '#cases/case-queue.read-model';
import type { CaseView } from '#cases/case-view';
import type { StaffActor } from '#kernel/actor';
import { STAFF_ACTIONS, type StaffAction } from '#kernel/action-name';
import { Access } from '../access/access.decorator.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { etagOf, versionOf } from '../http/etag.js';
import { ActionPipe, IdPipe } from '../http/params.js';
import { ProblemAnswers } from '../openapi/problem-answers.decorator.js';
import { ref } from '../openapi/ref.js';
import { ListCasesDto, PageDto } from './list-cases.dto.js';

/** Answer to somebody who acted on a case and may not see it (any more). */
interface LeftCase {
  id: string;
  accessible: false;
}

/** Cases as staff see and handle them. */
@ApiTags('cases')
@ApiBearerAuth()
@Controller('v1/cases')
export class CasesController {
  constructor(
    private readonly queue: CaseQueue,
    private readonly reading: CaseReading,
    private readonly actions: CaseActions,
    private readonly logs: CaseLogs,
  ) {}

  @Get()
  @Access('read', 'Case')
  @ApiOperation({ summary: 'The cases that you may see, what is due next first' })
  @ApiOkResponse({ schema: ref('CaseList') })
  @ProblemAnswers(401, 403, 422)
  list(@CurrentActor() actor: StaffActor, @Query() query: ListCasesDto): Promise<Page<CaseSummary>> {
    return this.queue.page(actor, query);
  }

  @Get(':id')
  @Access('read', 'Case')
  @ApiOperation({
    summary: 'One case, as you may see it, with what can be done next. The reading is logged.',
  })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOkResponse({ schema: ref('CaseView'), headers: { ETag: { schema: { type: 'string' } } } })
  @ProblemAnswers(401, 404)
  async read(
    @CurrentActor() actor: StaffActor,
    @Param('id', IdPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseView> {
    const { view, version } = await this.reading.open(actor, id);
    void reply.header('ETag', etagOf(version));
    return view;
  }

  @Post(':id/actions/:action')
  @HttpCode(200)
  @Access('act', 'Case')
  @ApiOperation({ summary: "Take one of the lifecycle's actions; the body is the action's own schema" })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiParam({ name: 'action', enum: STAFF_ACTIONS })
  @ApiHeader({ name: 'If-Match', required: true, description: "The case's ETag." })
  @ApiBody({
    schema: { type: 'object', additionalProperties: true, example: { text: 'Spoke to the venue.' } },
  })
  @ApiOkResponse({ schema: ref('CaseView'), headers: { ETag: { schema: { type: 'string' } } } })
  @ProblemAnswers(401, 404, 409, 412, 422, 428)
  async act(
    @CurrentActor() actor: StaffActor,
    @Param('id', IdPipe) id: string,
    @Param('action', ActionPipe) action: StaffAction,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseView | LeftCase> {
    const done = await this.actions.take(actor, {
      caseId: id,
      action,
      body: body ?? {},
      version: versionOf(ifMatch),
    });
    void reply.header('ETag', etagOf(done.version));
    // A recusal or an accepted custody ends or never gave the right to see the case: then only its id comes back.
    const after = await this.reading.after(actor, id);
    return after?.view ?? { id, accessible: false };
  }

  @Get(':id/log')
  @Access('read', 'CaseLog')
  @ApiOperation({ summary: "That case's log, redacted for who asks. The reading is logged." })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOkResponse({ schema: ref('CaseLog') })
  @ProblemAnswers(401, 404, 422)
  log(
    @CurrentActor() actor: StaffActor,
    @Param('id', IdPipe) id: string,
    @Query() page: PageDto,
  ): Promise<CaseLogPage> {
    return this.logs.page(actor, id, page);
  }

  @Get(':id/people')
  @Access('read', 'Case')
  @ApiOperation({
    summary: 'Who can be assigned to this case, in which roles; nobody who is excluded from it',
  })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOkResponse({ schema: ref('AssignablePeople') })
  @ProblemAnswers(401, 404)
  people(@CurrentActor() actor: StaffActor, @Param('id', IdPipe) id: string) {
    return this.reading.assignable(actor, id);
  }

  @Get(':id/reports/:reportId/identity')
  @Access('read', 'Case')
  @ApiOperation({
    summary: "A reporter's name and contact, while a custodian's approval for you is in force. Logged.",
  })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiParam({ name: 'reportId', format: 'uuid' })
  @ApiOkResponse({ schema: ref('Identity') })
  @ProblemAnswers(401, 404)
  identity(
    @CurrentActor() actor: StaffActor,
    @Param('id', IdPipe) id: string,
    @Param('reportId', IdPipe) reportId: string,
  ) {
    return this.reading.identity(actor, id, reportId);
  }
}
