import { Controller, Get } from '@nestjs/common';
import { Page } from '../http/page.js';

@Controller(':lang')
export class StartController {
  @Get()
  start(): Page {
    return new Page('reporter/start.njk', {});
  }
}
