import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { StyleSheet } from '../view/style-sheet.js';

@Controller('assets')
export class AssetsController {
  constructor(private readonly sheet: StyleSheet) {}

  @Get(':name')
  style(
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Buffer {
    if (name !== this.sheet.name) throw new NotFoundException();
    const { coding, bytes } = this.sheet.in(request.headers['accept-encoding']);
    if (coding !== '') void reply.header('content-encoding', coding);
    void reply
      .header('vary', 'Accept-Encoding')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type('text/css; charset=utf-8');
    return bytes;
  }
}
