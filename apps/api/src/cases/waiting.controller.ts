import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Waiting } from '#cases/waiting.service';
import type { StaffActor } from '#kernel/actor';
import { Access } from '../access/access.decorator.js';
import { CurrentActor } from '../access/current-actor.decorator.js';
import { ProblemAnswers } from '../openapi/problem-answers.decorator.js';
import { ref } from '../openapi/ref.js';

/** What waits for somebody about a case that they do not see. */
@ApiTags('cases')
@ApiBearerAuth()
@Controller('v1/waiting')
export class WaitingController {
  constructor(private readonly waiting: Waiting) {}

  @Get('identity-requests')
  @Access('approve-identity', 'Case')
  @ApiOperation({ summary: "Requests to see a reporter's identity that you have to answer as custodian" })
  @ApiOkResponse({ schema: ref('IdentityRequestList') })
  @ProblemAnswers(401, 403)
  async identityRequests(@CurrentActor() actor: StaffActor) {
    return { items: await this.waiting.identityRequests(actor), nextCursor: null };
  }

  @Get('transfer-offers')
  @Access('accept-transfer', 'Case')
  @ApiOperation({ summary: 'Cases that were offered to a body which you supervise' })
  @ApiOkResponse({ schema: ref('TransferOfferList') })
  @ProblemAnswers(401, 403)
  async transferOffers(@CurrentActor() actor: StaffActor) {
    return { items: await this.waiting.transferOffers(actor), nextCursor: null };
  }
}
