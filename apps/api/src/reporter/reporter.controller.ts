import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { ReporterCase } from '#cases/reporter-case.service';
import type { ReporterView } from '#cases/reporter-view';
import type { ReporterActor } from '#kernel/actor';
import { REPORTER_ACTIONS, type ReporterAction } from '#kernel/action-name';
import { Reporter } from '../access/access.decorator.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { ReporterActionPipe } from '../http/params.js';
import { ProblemAnswers } from '../openapi/problem-answers.decorator.js';
import { ref } from '../openapi/ref.js';
import { AcknowledgementAnswerDto, ReporterMessageDto, WithdrawalDto } from './reporter.dto.js';

/** What somebody who came back with their access code sees and does: one report's case, nothing else. */
@ApiTags('reporter')
@ApiBearerAuth()
@Controller('v1/reporter')
export class ReporterController {
  constructor(private readonly cases: ReporterCase) {}

  @Get('case')
  @Reporter()
  @ApiOperation({ summary: 'Your case, in your language' })
  @ApiOkResponse({ schema: ref('ReporterCase') })
  @ProblemAnswers(401)
  view(@CurrentActor() actor: ReporterActor): Promise<ReporterView> {
    return this.cases.view(actor);
  }

  @Post('messages')
  @Reporter()
  @ApiOperation({ summary: 'Write to those who handle your case' })
  @ApiCreatedResponse({ schema: ref('ReporterCase') })
  @ProblemAnswers(401, 409, 422)
  message(@CurrentActor() actor: ReporterActor, @Body() body: ReporterMessageDto): Promise<ReporterView> {
    return this.take(actor, 'message', body);
  }

  @Post('acknowledgement/answer')
  @HttpCode(200)
  @Reporter()
  @ApiOperation({ summary: 'Accept the acknowledgement, ask for a change, or reject it' })
  @ApiOkResponse({ schema: ref('ReporterCase') })
  @ProblemAnswers(401, 409, 422)
  answer(
    @CurrentActor() actor: ReporterActor,
    @Body() body: AcknowledgementAnswerDto,
  ): Promise<ReporterView> {
    return this.take(actor, 'answer-acknowledgement', body);
  }

  @Post('withdrawal')
  @HttpCode(200)
  @Reporter()
  @ApiOperation({ summary: 'Ask to stop' })
  @ApiOkResponse({ schema: ref('ReporterCase') })
  @ProblemAnswers(401, 409, 422)
  withdraw(@CurrentActor() actor: ReporterActor, @Body() body: WithdrawalDto): Promise<ReporterView> {
    return this.take(actor, 'withdraw', body);
  }

  @Post('actions/:action')
  @HttpCode(200)
  @Reporter()
  @ApiOperation({ summary: 'Any other of your own actions, as `actions` of your case offers them' })
  @ApiParam({ name: 'action', enum: REPORTER_ACTIONS })
  @ApiBody({ schema: { type: 'object', additionalProperties: true } })
  @ApiOkResponse({ schema: ref('ReporterCase') })
  @ProblemAnswers(401, 404, 409, 422)
  act(
    @CurrentActor() actor: ReporterActor,
    @Param('action', ReporterActionPipe) action: ReporterAction,
    @Body() body: unknown,
  ): Promise<ReporterView> {
    return this.take(actor, action, body ?? {});
  }

  /** Nothing of the DTO's class reaches the domain: it parses plain values itself. */
  private async take(actor: ReporterActor, action: ReporterAction, body: unknown): Promise<ReporterView> {
    await this.cases.take(actor, action, { ...(body as object) });
    return this.cases.view(actor);
  }
}
