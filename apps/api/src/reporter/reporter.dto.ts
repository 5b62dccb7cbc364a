import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';

const TEXT_MAX = 20_000;
export const ANSWERS = ['accepted', 'change-asked', 'rejected'] as const;

export class ReporterMessageDto {
  @ApiProperty({ minLength: 1, maxLength: TEXT_MAX, example: 'I remember one more thing.' })
  @IsString()
  @MinLength(1)
  @Matches(/\S/u, { message: 'text must say something' })
  @MaxLength(TEXT_MAX)
  text!: string;
}

export class AcknowledgementAnswerDto {
  @ApiProperty({ enum: ANSWERS, example: 'change-asked' })
  @IsIn(ANSWERS)
  answer!: (typeof ANSWERS)[number];

  @ApiPropertyOptional({ maxLength: TEXT_MAX, example: 'It leaves out that others were in the room.' })
  @IsOptional()
  @IsString()
  @MaxLength(TEXT_MAX)
  text?: string;
}

export class WithdrawalDto {
  @ApiPropertyOptional({ maxLength: TEXT_MAX })
  @IsOptional()
  @IsString()
  @MaxLength(TEXT_MAX)
  reason?: string;
}
