import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One message between a reporter and those who handle the case, sealed under the reporter's key. */
@Entity('message')
export class MessageEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'case_id' })
  caseId!: string;

  @Column('uuid', { name: 'report_id' })
  reportId!: string;

  @Column('text')
  direction!: 'to-reporter' | 'from-reporter';

  @Column('uuid', { name: 'author_id', nullable: true })
  authorId!: string | null;

  @Column('bytea')
  content!: Buffer;

  @Column('uuid', { name: 'key_id' })
  keyId!: string;

  @Column('timestamptz', { name: 'sent_at' })
  sentAt!: Date;
}
