import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BodyLevel, Language } from '#kernel/vocabulary';

/** A body of the network. `path` runs from the top of its tree down to the body itself. */
@Entity('body')
export class BodyEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  slug!: string;

  @Column('text')
  name!: string;

  @Column('text')
  level!: BodyLevel;

  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId!: string | null;

  @Column('uuid', { array: true })
  path!: string[];

  @Column('text', { name: 'time_zone' })
  timeZone!: string;

  @Column('text')
  country!: string;

  @Column('text')
  language!: Language;

  @Column('timestamptz', { name: 'suspended_at', nullable: true })
  suspendedAt!: Date | null;
}
