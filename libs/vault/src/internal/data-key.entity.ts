import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key that seals the data of one subject in one case, wrapped by a sub-key of the master key. Deleting the row erases. */
@Entity('data_key')
export class DataKeyEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'case_id', nullable: true })
  caseId!: string | null;

  @Column('text', { name: 'subject_ref' })
  subjectRef!: string;

  @Column('bytea')
  wrapped!: Buffer;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
