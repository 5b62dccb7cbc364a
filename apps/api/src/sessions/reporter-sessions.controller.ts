import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ReporterSessions } from '#access/reporter-sessions';
import { AccessCodes } from '#vault/access-code';
import { Public } from '../access/access.decorator.js';
import { Unauthenticated } from '../access/unauthenticated.js';
import { ProblemAnswers } from '../openapi/problem-answers.decorator.js';
import { AccessCodeDto, ReporterSessionDto, type SessionView } from './sessions.dto.js';

/** The way back in for reporters: the seven words and nothing else. */
@ApiTags('reporter')
@Controller('v1/reporter/sessions')
export class ReporterSessionsController {
  constructor(
    private readonly sessions: ReporterSessions,
    private readonly codes: AccessCodes,
  ) {}

  @Post()
  @Public()
  @ApiOperation({
    summary: 'Come back with an access code',
    description: 'A wrong code and one that has expired are answered alike, in the same time.',
  })
  @ApiCreatedResponse({ type: ReporterSessionDto })
  @ProblemAnswers(401, 422)
  async open(@Body() { accessCode }: AccessCodeDto): Promise<SessionView> {
    const opened = await this.sessions.open(this.codes.mac(accessCode));
    if (opened === null) {
      throw new Unauthenticated(
        "Those words don't open a report. Check the order and the spelling. If you've lost them, we can't recover them, and you can report again.",
      );
    }
    return { token: opened.token, expiresAt: opened.expiresAt.toISOString() };
  }
}
