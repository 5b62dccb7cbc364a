import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody let into one case in one role, by an assignment that ends when `until` is set. */
@Entity('case_assignment')
export class CaseAssignmentEntity {
  @PrimaryColumn('uuid', { name: 'case_id' })
  caseId!: string;

  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: string;

  @PrimaryColumn('text')
  role!: string;

  @PrimaryColumn('timestamptz')
  since!: Date;

  @Column('timestamptz', { nullable: true })
  until!: Date | null;
}
