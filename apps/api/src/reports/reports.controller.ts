import { Body, Controller, Headers, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FiledReport, NewReport } from '#cases/new-report';
import { ReportIntake } from '#cases/report-intake.service';
import { DomainError } from '#kernel/domain-error';
import { Public } from '../access/access.decorator.js';
import { ProblemAnswers } from '../openapi/problem-answers.decorator.js';
import { ref } from '../openapi/ref.js';
import { FileReportDto } from './file-report.dto.js';

/** Printable ASCII. A guessed key alone gives nothing away: the answer is repeated only to the same body, narrative and all. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,200}$/;

function newReport(dto: FileReportDto): NewReport {
  return {
    reporterRole: dto.reporterRole,
    narrative: dto.narrative,
    language: dto.language ?? 'en',
    kind: dto.kind ?? 'complaint',
    bodyId: dto.bodyId ?? null,
    principles: dto.principles ?? [],
    breachKinds: dto.breachKinds ?? [],
    respondents: (dto.respondents ?? []).map(({ name, kind, bodyId }) => ({
      name,
      kind,
      bodyId: bodyId ?? null,
    })),
    keepFrom: dto.keepFrom ?? [],
    occurredOn: dto.occurredOn ?? null,
    contact: dto.contact
      ? {
          name: dto.contact.name ?? null,
          email: dto.contact.email ?? null,
          phone: dto.contact.phone ?? null,
          safeToContact: dto.contact.safeToContact,
        }
      : null,
    survivorConsent: dto.survivorConsent ?? 'not-asked',
    consents: dto.consents ?? [],
    receivedVia: dto.receivedVia ?? 'api',
  };
}

/** Where a report goes in. */
@ApiTags('reports')
@Controller('v1/reports')
export class ReportsController {
  constructor(private readonly intake: ReportIntake) {}

  @Post()
  @Public()
  @ApiOperation({
    summary: 'File a report',
    description:
      'The access code in the answer is shown once and is in no other place: whoever loses it files again.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: '1 to 200 printable characters; kept for a day.',
  })
  @ApiCreatedResponse({ schema: ref('FiledReport') })
  @ProblemAnswers(409, 422)
  file(
    @Body() dto: FileReportDto,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<FiledReport> {
    if (key !== undefined && !IDEMPOTENCY_KEY.test(key)) {
      throw new DomainError('invalid', 'invalid', 'The Idempotency-Key cannot be taken.', {
        errors: [
          {
            path: 'Idempotency-Key',
            code: 'idempotency-key',
            detail: 'Send 1 to 200 printable ASCII characters.',
          },
        ],
      });
    }
    const report = newReport(dto);
    return this.intake.file(report, key === undefined ? undefined : { key, body: report });
  }
}
