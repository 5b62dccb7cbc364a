import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsDate,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { QUEUE_SORTS, type QueueSort } from '#cases/case-queue.read-model';
import { PRINCIPLES, RISKS, STAGES, type Principle, type Risk, type Stage } from '#kernel/vocabulary';

/** "true" and "false" in an address; anything else is left for the validator to name. */
function booleanOf({ value }: { value: unknown }): unknown {
  return value === 'true' ? true : value === 'false' ? false : value;
}

export class PageDto {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit = 50;

  @ApiPropertyOptional({ description: 'The `nextCursor` of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  cursor?: string;
}

export class ListCasesDto extends PageDto {
  @ApiPropertyOptional({ enum: STAGES })
  @IsOptional()
  @IsIn(STAGES)
  stage?: Stage;

  @ApiPropertyOptional({ enum: RISKS })
  @IsOptional()
  @IsIn(RISKS)
  risk?: Risk;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  assigneeId?: string;

  @ApiPropertyOptional({ description: 'Id or slug of the body that holds the case.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  bodyId?: string;

  @ApiPropertyOptional({ enum: PRINCIPLES })
  @IsOptional()
  @Type(() => Number)
  @IsIn(PRINCIPLES)
  principle?: Principle;

  @ApiPropertyOptional({
    type: Boolean,
    description: 'Cases with a clock that is past its time, or none such.',
  })
  @IsOptional()
  @Transform(booleanOf)
  @IsBoolean()
  overdue?: boolean;

  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  dueBefore?: Date;

  @ApiPropertyOptional({ description: 'A reference or its beginning.', maxLength: 40 })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  q?: string;

  @ApiPropertyOptional({ enum: QUEUE_SORTS, default: 'dueAt' })
  @IsOptional()
  @IsIn(QUEUE_SORTS)
  sort: QueueSort = 'dueAt';
}
