import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Language, ReceivedVia, ReporterRole, ReportKind } from '#kernel/vocabulary';

/** One telling of what happened. A merged case has several; each keeps its own code, reference and key. */
@Entity('report')
export class ReportEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'case_id' })
  caseId!: string;

  @Column('text')
  reference!: string;

  @Column('bytea', { name: 'code_mac' })
  codeMac!: Buffer;

  @Column('text', { name: 'subject_ref' })
  subjectRef!: string;

  @Column('text', { name: 'reporter_role' })
  reporterRole!: ReporterRole;

  @Column('text')
  kind!: ReportKind;

  @Column('text')
  language!: Language;

  @Column('text', { name: 'received_via' })
  receivedVia!: ReceivedVia;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('bytea')
  content!: Buffer;

  @Column('bytea', { nullable: true })
  identity!: Buffer | null;

  @Column('uuid', { name: 'key_id' })
  keyId!: string;

  @Column('uuid', { name: 'entry_id' })
  entryId!: string;
}
