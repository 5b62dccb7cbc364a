import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A reporter who came back with an access code. Nothing about their connection is kept. */
@Entity('reporter_session')
export class ReporterSessionEntity {
  @PrimaryColumn('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('uuid', { name: 'report_id' })
  reportId!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
