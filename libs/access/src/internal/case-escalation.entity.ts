import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A body that was let into a case by an escalation. */
@Entity('case_escalation')
export class CaseEscalationEntity {
  @PrimaryColumn('uuid', { name: 'case_id' })
  caseId!: string;

  @PrimaryColumn('uuid', { name: 'body_id' })
  bodyId!: string;

  @Column('timestamptz')
  since!: Date;
}
