import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpException,
  HttpStatus,
  Post,
  Req,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { TooManyLogins } from '#access/passwords';
import { ReporterSessions } from '#access/reporter-sessions';
import { Sessions } from '#access/sessions';
import type { ReporterActor, StaffActor } from '#kernel/actor';
import { Access, Public, Reporter } from '../access/access.decorator.js';
import { bearerToken } from '../access/bearer-token.js';
import { CurrentActor, type ActorRequest } from '../access/current-actor.decorator.js';
import { Unauthenticated } from '../access/unauthenticated.js';
import { ProblemAnswers } from '../openapi/problem-answers.decorator.js';
import { LoginDto, StaffSessionDto, UserDto, type StaffSessionView } from './sessions.dto.js';

/** Staff log in and out; reporters log out here too. */
@ApiTags('sessions')
@Controller('v1/sessions')
export class SessionsController {
  constructor(
    private readonly sessions: Sessions,
    private readonly reporters: ReporterSessions,
  ) {}

  @Post()
  @Public()
  @ApiOperation({ summary: 'Log in as staff' })
  @ApiCreatedResponse({ type: StaffSessionDto })
  @ProblemAnswers(401, 422)
  async login(@Body() { email, password }: LoginDto): Promise<StaffSessionView> {
    const opened = await this.sessions.login(email, password).catch(asTooManyRequests);
    if (opened === null)
      throw new Unauthenticated('That e-mail address and password do not open an account.');
    const { token, expiresAt, actor } = opened;
    return {
      token,
      expiresAt: expiresAt.toISOString(),
      user: { id: actor.personId, name: actor.name, roles: [...actor.grants] },
    };
  }

  @Get('current')
  @Access('end', 'Session')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Who you are logged in as, with the roles you hold at this moment' })
  @ApiOkResponse({ type: UserDto })
  @ProblemAnswers(401)
  current(@CurrentActor() actor: StaffActor): StaffSessionView['user'] {
    return { id: actor.personId, name: actor.name, roles: [...actor.grants] };
  }

  @Delete('current')
  @HttpCode(204)
  @Access('end', 'Session')
  @Reporter()
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Log out. The token is dead at once.' })
  @ApiNoContentResponse({ description: 'The session has ended.' })
  @ProblemAnswers(401)
  async logout(
    @CurrentActor() actor: StaffActor | ReporterActor,
    @Req() request: ActorRequest,
  ): Promise<void> {
    const token = bearerToken(request.headers.authorization);
    if (token === null) throw new Unauthenticated();
    await (actor.kind === 'staff' ? this.sessions : this.reporters).revoke(token);
  }
}

/** The filter adds Retry-After to a 429. */
function asTooManyRequests(error: unknown): never {
  if (error instanceof TooManyLogins) throw new HttpException(error.message, HttpStatus.TOO_MANY_REQUESTS);
  throw error;
}
