import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { STAFF_ROLES, type StaffRole } from '#kernel/vocabulary';

/** Longer than any passphrase; hashing takes no longer for it. */
const PASSWORD_MAX = 512;
/** RFC 5321 allows 254 for the whole address. */
const EMAIL_MAX = 320;
/** Seven words with what people put between them. */
const ACCESS_CODE_MAX = 400;

export class LoginDto {
  // Not checked to be an address: a typing error is answered as an unknown one is.
  @ApiProperty({ example: 'kenya.officer@example.org', maxLength: EMAIL_MAX })
  @IsString()
  @IsNotEmpty()
  @MaxLength(EMAIL_MAX)
  email!: string;

  @ApiProperty({ example: 'seven lakes at dawn', format: 'password', maxLength: PASSWORD_MAX })
  @IsString()
  @IsNotEmpty()
  @MaxLength(PASSWORD_MAX)
  password!: string;

  @ApiPropertyOptional({
    description: 'The six digits of an authenticator. Looked at for people who have one set up.',
    example: '123456',
  })
  @IsOptional()
  @IsString()
  @Matches(/^\d{6}$/)
  otp?: string;
}

export class AccessCodeDto {
  @ApiProperty({
    description: 'The seven words, in order. Case, spaces and what stands between them make no difference.',
    example: 'unboxed recycler pediatric scribe elbow kindness marbled',
    maxLength: ACCESS_CODE_MAX,
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(ACCESS_CODE_MAX)
  accessCode!: string;
}

/** A session that was opened, as it is answered. */
export interface SessionView {
  token: string;
  expiresAt: string;
}

export interface StaffSessionView extends SessionView {
  user: { id: string; name: string; roles: { role: StaffRole; bodyId: string }[] };
}

export class ReporterSessionDto implements SessionView {
  @ApiProperty({
    description: 'For `Authorization: Bearer`. Shown once.',
    example: 'mDZBUFhqvVtqVxZ0WQ2gkXn3sQGqQ4sZ6ob0e1bK7pE',
  })
  token!: string;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-23T20:00:00.000Z' })
  expiresAt!: string;
}

export class UserRoleDto {
  @ApiProperty({ enum: STAFF_ROLES, example: 'officer' })
  role!: StaffRole;

  @ApiProperty({ format: 'uuid', example: '019ab0c2-5d3e-7cc4-9c4e-3f1f4b7f9a10' })
  bodyId!: string;
}

export class UserDto {
  @ApiProperty({ format: 'uuid', example: '019ab0c2-5d3e-7cc4-9c4e-3f1f4b7f9a11' })
  id!: string;

  @ApiProperty({ example: 'Kenya Officer' })
  name!: string;

  @ApiProperty({ type: [UserRoleDto] })
  roles!: UserRoleDto[];
}

export class StaffSessionDto extends ReporterSessionDto implements StaffSessionView {
  @ApiProperty({ type: UserDto })
  user!: UserDto;
}
