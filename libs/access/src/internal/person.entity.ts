import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Language } from '#kernel/vocabulary';

/** Somebody who works in the network and can log in. Never deleted: deactivated, so that the log still knows who acted. */
@Entity('person')
export class PersonEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  email!: string;

  @Column('text')
  name!: string;

  /** `nameKey(name)`: how this name is compared with names in reports. */
  @Column('text', { name: 'name_key' })
  nameKey!: string;

  @Column('text', { name: 'password_hash' })
  passwordHash!: string;

  @Column('text')
  language!: Language;

  @Column('timestamptz', { name: 'absent_from', nullable: true })
  absentFrom!: Date | null;

  @Column('timestamptz', { name: 'absent_until', nullable: true })
  absentUntil!: Date | null;

  @Column('uuid', { name: 'deputy_id', nullable: true })
  deputyId!: string | null;

  @Column('timestamptz', { name: 'deactivated_at', nullable: true })
  deactivatedAt!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
