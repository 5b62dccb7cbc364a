import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A login of staff. Only the token's hash is kept: who reads this table cannot use what is in it. */
@Entity('staff_session')
export class StaffSessionEntity {
  @PrimaryColumn('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
