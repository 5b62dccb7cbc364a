import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ProblemAnswers } from './problem-answers.decorator.js';
import { Public } from '../access/access.decorator.js';

/** The committed document; `npm test` fails when it differs from the code (scripts/openapi.mjs). */
const DOCUMENT = join(process.cwd(), 'docs', 'openapi.json');

@ApiTags('about')
@Controller('openapi.json')
export class OpenApiController {
  private text: string | null = null;

  @Get()
  @Public()
  @Header('Content-Type', 'application/json; charset=utf-8')
  @ApiOperation({ summary: 'This document (OpenAPI 3.1)' })
  @ProblemAnswers(429)
  @ApiOkResponse({
    description: 'The OpenAPI document.',
    schema: { type: 'object', additionalProperties: true },
  })
  document(): string {
    this.text ??= readFileSync(DOCUMENT, 'utf8');
    return this.text;
  }
}
