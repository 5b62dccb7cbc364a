import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BreachKind, Outcome, Principle, Risk, Stage } from '#kernel/vocabulary';

/**
 * A case's row: what lists, scope and clocks need in the clear, and the facts, sealed. Everything but the facts is a
 * projection of them, written in the same UPDATE (docs/decisions/0002).
 */
@Entity('cases')
export class CaseEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  reference!: string;

  @Column('text', { name: 'case_ref' })
  caseRef!: string;

  @Column('uuid', { name: 'body_id' })
  bodyId!: string;

  @Column('text')
  stage!: Stage;

  @Column('timestamptz', { name: 'stage_since' })
  stageSince!: Date;

  @Column('text', { nullable: true })
  risk!: Risk | null;

  @Column('uuid', { name: 'assignee_id', nullable: true })
  assigneeId!: string | null;

  @Column('smallint', { array: true })
  principles!: Principle[];

  @Column('text', { name: 'breach_kinds', array: true })
  breachKinds!: BreachKind[];

  @Column('text', { nullable: true })
  outcome!: Outcome | null;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column('timestamptz', { name: 'next_due_at' })
  nextDueAt!: Date | number;

  @Column('text', { name: 'next_clock', nullable: true })
  nextClock!: string | null;

  @Column('text', { name: 'policy_id' })
  policyId!: string;

  @Column('integer')
  version!: number;

  @Column('bytea')
  facts!: Buffer;

  @Column('uuid', { name: 'facts_key_id' })
  factsKeyId!: string;

  @Column('integer', { name: 'log_seq' })
  logSeq!: number;

  @Column('bytea', { name: 'log_head' })
  logHead!: Buffer;
}
