import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StaffRole } from '#kernel/vocabulary';

/** One role of one person at one body; in force until it is revoked, and kept after that. */
@Entity('role_grant')
export class RoleGrantEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('text')
  role!: StaffRole;

  @Column('uuid', { name: 'body_id' })
  bodyId!: string;

  @Column('timestamptz', { name: 'granted_at' })
  grantedAt!: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
