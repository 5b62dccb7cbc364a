import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsISO8601,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import {
  BREACH_KINDS,
  LANGUAGES,
  PRINCIPLES,
  RECEIVED_VIA,
  REPORT_KINDS,
  REPORTER_ROLES,
  RESPONDENT_KINDS,
  SURVIVOR_CONSENTS,
  type BreachKind,
  type Language,
  type Principle,
  type ReceivedVia,
  type ReporterRole,
  type ReportKind,
  type RespondentKind,
  type SurvivorConsent,
} from '#kernel/vocabulary';

/** Long enough for a book chapter; a longer account goes in as files or as further messages. */
export const NARRATIVE_MAX = 100_000;
const NAME_MAX = 300;
const LIST_MAX = 50;
const BODY_KEY = /^[a-z0-9-]{1,64}$/;
const CONSENT_KINDS = ['contact', 'share', 'publish', 'mediation', 'adviser'] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

export class NamedRespondentDto {
  @ApiProperty({ example: 'Programme lead, field team', maxLength: NAME_MAX })
  @IsString()
  @IsNotEmpty()
  @MaxLength(NAME_MAX)
  name!: string;

  @ApiProperty({ enum: RESPONDENT_KINDS, example: 'person' })
  @IsIn(RESPONDENT_KINDS)
  kind!: RespondentKind;

  @ApiPropertyOptional({ description: 'Id or slug of the body they belong to.', example: 'fathers-first' })
  @IsOptional()
  @IsString()
  @Matches(BODY_KEY)
  bodyId?: string;
}

export class ContactDto {
  @ApiPropertyOptional({ example: 'A partner', maxLength: NAME_MAX })
  @IsOptional()
  @IsString()
  @MaxLength(NAME_MAX)
  name?: string;

  @ApiPropertyOptional({ example: 'partner@example.net' })
  @IsOptional()
  @IsEmail()
  @MaxLength(320)
  email?: string;

  @ApiPropertyOptional({ example: '+221 00 000 00 00', maxLength: 60 })
  @IsOptional()
  @IsString()
  @MaxLength(60)
  phone?: string;

  @ApiProperty({
    description: 'True where a message to this address cannot put them in danger.',
    example: true,
  })
  @IsBoolean()
  safeToContact!: boolean;
}

/** Body of POST /api/v1/reports, exactly as the contract has it. */
export class FileReportDto {
  @ApiProperty({ enum: REPORTER_ROLES, example: 'witness' })
  @IsIn(REPORTER_ROLES)
  reporterRole!: ReporterRole;

  @ApiProperty({
    minLength: 1,
    maxLength: NARRATIVE_MAX,
    example: 'At the regional meeting a colleague was called a name.',
  })
  @IsString()
  @MinLength(1)
  @Matches(/\S/u, { message: 'narrative must say something' })
  @MaxLength(NARRATIVE_MAX)
  narrative!: string;

  @ApiPropertyOptional({ enum: LANGUAGES, default: 'en' })
  @IsOptional()
  @IsIn(LANGUAGES)
  language?: Language;

  @ApiPropertyOptional({ enum: REPORT_KINDS, default: 'complaint' })
  @IsOptional()
  @IsIn(REPORT_KINDS)
  kind?: ReportKind;

  @ApiPropertyOptional({ description: 'Id or slug of the body it is about.', example: 'fathers-first' })
  @IsOptional()
  @IsString()
  @Matches(BODY_KEY)
  bodyId?: string;

  @ApiPropertyOptional({
    type: [Number],
    enum: PRINCIPLES,
    description: 'Principles of the code, 1 to 8.',
    example: [1, 3],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(PRINCIPLES.length)
  @ArrayUnique()
  @IsIn(PRINCIPLES, { each: true })
  principles?: Principle[];

  @ApiPropertyOptional({ enum: BREACH_KINDS, isArray: true, example: ['bullying'] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(BREACH_KINDS.length)
  @ArrayUnique()
  @IsIn(BREACH_KINDS, { each: true })
  breachKinds?: BreachKind[];

  @ApiPropertyOptional({ type: [NamedRespondentDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(LIST_MAX)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => NamedRespondentDto)
  respondents?: NamedRespondentDto[];

  @ApiPropertyOptional({ type: [String], description: 'Names of people who must not learn of this report.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(LIST_MAX)
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  @MaxLength(NAME_MAX, { each: true })
  keepFrom?: string[];

  @ApiPropertyOptional({ format: 'date', example: '2026-09-02' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'occurredOn must be a date like 2026-09-02' })
  @IsISO8601({ strict: true })
  occurredOn?: string;

  @ApiPropertyOptional({ type: ContactDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ContactDto)
  contact?: ContactDto;

  @ApiPropertyOptional({ enum: SURVIVOR_CONSENTS, default: 'not-asked' })
  @IsOptional()
  @IsIn(SURVIVOR_CONSENTS)
  survivorConsent?: SurvivorConsent;

  @ApiPropertyOptional({ enum: CONSENT_KINDS, isArray: true, description: 'Consents given with the report.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(CONSENT_KINDS.length)
  @ArrayUnique()
  @IsIn(CONSENT_KINDS, { each: true })
  consents?: ConsentKind[];

  @ApiPropertyOptional({ enum: RECEIVED_VIA, default: 'api' })
  @IsOptional()
  @IsIn(RECEIVED_VIA)
  receivedVia?: ReceivedVia;
}
