import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Bodies } from '#access/body-tree';
import { Transactions } from '#database/transactions';
import { Public } from '../access/access.decorator.js';
import { ProblemAnswers } from '../openapi/problem-answers.decorator.js';
import { ref } from '../openapi/ref.js';

/** What a report form offers to choose from. */
@ApiTags('network')
@Controller('v1/bodies')
export class BodiesController {
  constructor(
    private readonly bodies: Bodies,
    private readonly transactions: Transactions,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'The bodies of the network that a report can be about' })
  @ApiOkResponse({ schema: ref('BodyList') })
  @ProblemAnswers(429)
  async list() {
    const tree = await this.bodies.tree(this.transactions.reader);
    const items = tree.all
      .filter((body) => body.level !== 'external' && !body.suspended)
      .map(({ id, slug, name, level, parentId, country, language, timeZone }) => ({
        id,
        slug,
        name,
        level,
        parentId,
        country,
        language,
        timeZone,
      }));
    return { items, nextCursor: null };
  }
}
