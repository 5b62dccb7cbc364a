import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who must not learn that the case exists. Never lifted. */
@Entity('case_exclusion')
export class CaseExclusionEntity {
  @PrimaryColumn('uuid', { name: 'case_id' })
  caseId!: string;

  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: string;

  @Column('text')
  because!: 'respondent' | 'keep-from' | 'recused' | 'conflict';

  @Column('timestamptz')
  since!: Date;
}
